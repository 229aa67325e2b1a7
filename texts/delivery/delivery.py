"""What the delivery of messages itself has to say."""

from collections.abc import Sequence

from services.buttons.people import MenuButton
from services.delivery.views import CatchUp, Unreachable
from services.notice import Button, Html, Notice, bold, lines, plain, text
from texts.plural import plural

LINES_SHOWN = 20
LINE_LENGTH = 150


def marked_repeat(notice: Notice) -> Notice:
    """The same message, saying that the first copy may have arrived as well."""
    return Notice(
        body=lines(text("🔁 Повтор"), notice.body), buttons=notice.buttons, is_silent=notice.is_silent
    )


def not_handled() -> str:
    """To a person whose message could not be handled after several tries."""
    return (
        "Не получилось обработать ваше последнее действие. "
        "Повторите его; если не поможет, напишите координатору."
    )


def too_fast() -> str:
    """To a person whose command or document waits behind too many others of theirs."""
    return "Вы пишете быстрее, чем я успеваю отвечать. Ничего не потеряно: разберу всё по порядку."


def unreachable(view: Unreachable) -> Notice:
    """To the curator: messages no longer arrive."""
    return Notice(
        body=lines(
            bold(f"{view.person} не получает сообщения бота"),
            text(view.unit),
            "",
            "Бот заблокирован или аккаунт удалён. Сообщите сотруднику лично или попросите координатора "
            "прислать новую ссылку.",
        )
    )


def catch_up(view: CatchUp) -> Notice:
    """Many messages as one: the first line of each."""
    headlines = [_headline(notice) for notice in view.notices]
    title = "Пока бот не работал, накопилось" if view.was_down else "Накопилось для вас"
    return Notice(
        body=lines(
            bold(f"{title}: {plural(len(headlines), 'сообщение', 'сообщения', 'сообщений')}"),
            "",
            *_shown(headlines),
            "",
            "Подробности и кнопки — в меню.",
        ),
        buttons=((Button("Открыть меню", MenuButton()),),),
    )


def _shown(headlines: Sequence[str]) -> list[Html]:
    shown = [text(f"• {headline}") for headline in headlines[:LINES_SHOWN]]
    if (more := len(headlines) - LINES_SHOWN) > 0:
        shown.append(text(f"…и ещё {more}"))
    return shown


def _headline(notice: Notice) -> str:
    first = next((line for line in plain(notice.body).splitlines() if line.strip()), "")
    return first if len(first) <= LINE_LENGTH else first[: LINE_LENGTH - 1] + "…"
