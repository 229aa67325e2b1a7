"""«Протокольные поручения»: how they are typed, how they were understood, what became of them."""

import re
from datetime import date

from roadmap.language.minutes_words import URGENT_DAYS, default_title, is_counted, is_urgent
from services.buttons.imports import (
    ApproveImportButton,
    DropMinutesButton,
    HandMinutesButton,
    ImportButton,
    MinutesButton,
    TypeMinutesAnewButton,
)
from services.buttons.people import MenuButton
from services.buttons.plan import CloseMapButton, RoadMapButton
from services.buttons.summary import ReportFilesButton
from services.imports.minutes import InstructionLine, MinutesView
from services.imports.minutes_news import MinutesDecided, MinutesDone, MinutesWaiting
from services.notice import Button, ButtonStyle, Html, Notice, bold, italic, lines, text
from texts.plural import day, plural
from texts.short import shortened

KEY = "Протокольные поручения"
WORKING_DAYS = ("рабочий день", "рабочих дня", "рабочих дней")
TITLE, WHAT, WHO = 160, 140, 80
ROOM = 3_300
"""Characters of a message that the instructions may take."""
_TABLES = (".docx", ".doc", ".odt", ".rtf", ".xlsx", ".xls", ".ods", ".csv", ".pdf")
_SPAN_WORD = re.compile(r"в\s+\w+\s+срок|(?:в\s+течени|через\b)", re.IGNORECASE)
"""How words begin that say how long after the meeting."""
LOST = "Этот протокол уже решён или убран."


def minutes_key() -> Button:
    return Button(KEY, MinutesButton())


def ask(today: date) -> Notice:
    """Asks to type the instructions or to send them as a table."""
    return Notice(
        body=lines(
            bold(KEY),
            "Пришлите одним сообщением: первой строкой какой протокол, дальше по поручению в строке.",
            "",
            italic(f"{default_title(today)} № 4"),
            italic("Школе № 3 — представить план ремонта до 20 декабря"),
            italic("Луговой А. П. — подготовить приказ в течение 10 дней. Результат: приказ"),
            "",
            "Или таблицу (Excel, CSV, Word) со столбцами «Что», «Кому», «Срок», «Результат»; какой протокол, "
            "напишите в подписи к файлу.",
            "Покажу, как понял, и спрошу. В дорожные карты ничего не добавится: у протокола своя карта.",
        ),
        buttons=((Button("‹ Меню", MenuButton()),),),
    )


def is_table_name(name: str) -> bool:
    """Whether a file is called as a table may be."""
    return name.casefold().endswith(
        (".docx", ".doc", ".odt", ".rtf", ".xlsx", ".xls", ".ods", ".csv", ".pdf")
    )


def not_read(why: str) -> Notice:
    """A table could not be read: the question may be asked once more."""
    return Notice(body=text(why), buttons=((minutes_key(),), (Button("‹ Меню", MenuButton()),)))


def understood(view: MinutesView) -> Notice:
    """Instruction by instruction how they were understood, and what is to be done with them."""
    if not view.is_open:
        return Notice(body=text(LOST), buttons=((Button("‹ Меню", MenuButton()),),))
    said: list[Html | str] = []
    room = ROOM
    for place, line in enumerate(view.lines, 1):
        shown = _line(place, line, view)
        room -= len(shown) + 1
        if room < 0:
            said.append(f"…и ещё {len(view.lines) - place + 1}")
            break
        said.append(shown)
    doubtful = sum(not line.is_clear for line in view.lines)
    return Notice(
        body=lines(
            bold(f"Понял так: {instructions(len(view.lines))}"),
            text(shortened(view.title, TITLE)),
            "",
            *said,
            "",
            _doubts(doubtful, view) if doubtful else None,
            None if view.may_approve else "Утверждает координатор: после этого поручения уйдут исполнителям.",
        ),
        buttons=_keys(view, doubtful),
    )


def instructions(count: int) -> str:
    return plural(count, "поручение", "поручения", "поручений")


def _doubts(count: int, view: MinutesView) -> str:
    who = (
        "Уточните при проверке" if view.may_approve else "Перепишите строку или оставьте: уточнит координатор"
    )
    return f"⚠️ Понято не до конца: {count}. {who}."


def _line(place: int, line: InstructionLine, view: MinutesView) -> Html:
    mark = "" if line.is_clear else "⚠️ "
    result = f" Результат: {shortened(line.result, WHAT)}." if line.result else ""
    return lines(
        text(f"{mark}{place}. {shortened(line.what, WHAT)}"),
        text(f"{_who(line)}; {_when(line, view)}.{result}"),
    )


def _who(line: InstructionLine) -> str:
    known = shortened(", ".join(line.whose), WHO)
    unknown = f"«{shortened(line.said, WHO)}»: в списках такого нет" if line.said else ""
    return "; ".join(filter(None, (known, unknown))) or "кому, не сказано"


def _when(line: InstructionLine, view: MinutesView) -> str:
    if len(line.days) == 1:
        return f"до {day(line.days[0], today=view.today)}{_counted(line.deadline)}"
    if line.days:
        return f"{shortened(line.deadline, WHO)}, первый раз до {day(line.days[0], today=view.today)}"
    return f"срок «{shortened(line.deadline, WHO)}»" if line.deadline else "срок не сказан"


def _counted(words: str) -> str:
    """How a day was counted from words that name none."""
    if is_urgent(words):
        return f" ({words.lower()}: {plural(URGENT_DAYS, *WORKING_DAYS)} после совещания)"
    if not is_counted(words):
        return ""
    return f" ({words.lower()} от совещания)" if _SPAN_WORD.match(words) else f" ({words.lower()})"


def _keys(view: MinutesView, doubtful: int) -> tuple[tuple[Button, ...], ...]:
    again = (
        Button("Переписать", TypeMinutesAnewButton(view.import_id)),
        Button("Не надо", DropMinutesButton(view.import_id)),
    )
    if not view.may_approve:
        hand = Button("Передать координатору", HandMinutesButton(view.import_id), style=ButtonStyle.SUCCESS)
        return ((hand,), again)
    check = Button("Проверить и поправить", ImportButton(view.import_id))
    if doubtful:
        return ((check,), again)
    approve = Button("Утвердить", ApproveImportButton(view.import_id, 0), style=ButtonStyle.SUCCESS)
    return ((approve,), (check,), again)


def handed_over(told: int) -> Notice:
    """After «Передать координатору»."""
    who = "координатору" if told == 1 else f"координаторам: {told}"
    return Notice(
        body=text(f"Передано {who}. Когда протокол утвердят, я напишу."),
        buttons=((Button("‹ Меню", MenuButton()),),),
    )


def dropped() -> Notice:
    return Notice(
        body=text("Хорошо, протокол не заводится."),
        buttons=((minutes_key(),), (Button("‹ Меню", MenuButton()),)),
    )


# Unasked


def waiting(view: MinutesWaiting) -> Notice:
    """To a coordinator: minutes wait to be approved."""
    author = f"От кого: {shortened(view.by, WHO)}." if view.by else None
    return Notice(
        body=lines(
            bold(f"Протокол ждёт утверждения: {instructions(view.instructions)}"),
            text(shortened(view.title, TITLE)),
            author,
            "Проверьте исполнителей и сроки и утвердите: до этого никто ничего не получит.",
        ),
        buttons=((Button("Проверить", ImportButton(view.import_id), style=ButtonStyle.PRIMARY),),),
    )


def decided(view: MinutesDecided) -> Notice:
    """To whoever has written the minutes down."""
    title = text(shortened(view.title, TITLE))
    if view.road_map_id is None:
        body = lines(bold("Протокол не утверждён"), title, "Координатор убрал его. Спросите, что поправить.")
        return Notice(body=body, buttons=((minutes_key(),),))
    return Notice(
        body=lines(bold("Протокол утверждён"), title, "Поручения у исполнителей, сроки на контроле."),
        buttons=((Button("Открыть", RoadMapButton(view.road_map_id)),),),
    )


def done(view: MinutesDone) -> Notice:
    """All of it is settled: it may be closed."""
    report = (Button("Отчёт", ReportFilesButton(view.road_map_id, 0, 0)),)
    close = (Button("Закрыть протокол", CloseMapButton(view.road_map_id, 0)),) if view.may_close else ()
    left = view.total - view.done
    rest = f" Закрыто без исполнения: {left}." if left else ""
    return Notice(
        body=lines(
            bold("По протоколу всё решено"),
            text(shortened(view.title, TITLE)),
            f"Выполнено {view.done} из {view.total}.{rest}",
            "Закройте протокол: он уйдёт из списков, отчёты останутся." if view.may_close else None,
        ),
        buttons=tuple(row for row in (close, report) if row),
    )
