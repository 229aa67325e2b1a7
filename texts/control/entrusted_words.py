"""To whom a duty is given, as its card and the screens of «Поручить» say it."""

from collections.abc import Sequence

from roadmap.control.entrusting import Entrustment
from services.control.duties.cards import CardView
from services.notice import Html, text

NAMES_SHOWN = 6


def in_short(given: Entrustment) -> str:
    """«Анна Лугова» or «сделали 24 из 30; нет: Пётр Лесной и ещё 5»."""
    if not given.is_each:
        return given.people[0].name
    said = f"сделали {len(given.done)} из {len(given.people)}"
    others = [one.name for one in given.people if not one.is_done]
    return f"{said}; нет: {names_words(others, NAMES_SHOWN)}" if others else said


def names_words(names: Sequence[str], limit: int) -> str:
    """So many of the names, and how many more there are."""
    more = len(names) - limit
    return ", ".join(names[:limit]) + (f" и ещё {more}" if more > 0 else "")


def entrusted_lines(view: CardView) -> list[Html]:
    """What the card says of whom the duty is given to."""
    given = view.card.entrusted
    if given is None:
        return []
    if view.viewer.is_answering:
        return [text(f"👤 Вас просит ответить: {given.giver}. Куратору отчитается тот, кто просит.")]
    return [text(f"👤 Поручено: {in_short(given)}")]
