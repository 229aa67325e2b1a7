"""«Напомнить сейчас»: what the curator hears and what the executor gets."""

from services.control.duties.nudging import Nudged, NudgedAll, NudgeView
from services.notice import Notice, bold
from texts.control.cards import reminder_card
from texts.control.duty_words import duties

_NAMES = 3


def nudge(view: NudgeView) -> Notice:
    """To who answers for the duty: the card, ready to be reported on."""
    by = f": {view.by}" if view.by else ""
    return reminder_card(view.view, bold(f"🔔 Куратор просит отчитаться{by}"))


def nudged(found: Nudged) -> str:
    """Who has been asked, and who could not be."""
    if found.told:
        absent = f" Ещё не в чате: {_names(found.absent)}." if found.absent else ""
        return f"Напоминание отправлено: {_names(found.told)}.{absent}"
    if found.before:
        return f"Сегодня уже напоминали: {_names(found.before)}. Снова можно завтра."
    if found.absent:
        return f"Напомнить некому: {_names(found.absent)} ещё не в чате."
    return "Напомнить некому: у организации нет исполнителя."


def nudged_all(found: NudgedAll) -> str:
    """How many have been asked, and who could not be."""
    said = [f"Напоминание отправлено: {duties(found.told)}."] if found.told else []
    if found.before:
        said.append(f"Сегодня уже напоминали: {duties(found.before)}.")
    if found.absent:
        said.append(f"Ещё не в чате: {_names(found.absent)}.")
    return " ".join(said) or "Молчащих нет: все отчитались или ждут решения."


def _names(names: tuple[str, ...]) -> str:
    more = len(names) - _NAMES
    return ", ".join(names[:_NAMES]) + (f" и ещё {more}" if more > 0 else "")
