"""What the document itself says is done, offered to be reported."""

from services.buttons.imports import DocumentMarksButton, ReportMarkedButton
from services.buttons.people import MenuButton
from services.imports.mark_views import DocumentMarks, MarkedMeasure
from services.notice import Button, ButtonStyle, Html, Notice, bold, lines
from texts.imports.list_pages import cut, page_of
from texts.plural import day, plural
from texts.short import LINE, shortened

PER_PAGE = 10
Rows = tuple[tuple[Button, ...], ...]


def marks(view: DocumentMarks, page: int) -> Notice:
    """The measures with the document's words, and the offer to report them."""
    shown, page, pages = cut(view.done, page, PER_PAGE)
    said: list[Html | str] = []
    for one in shown:
        said += [Html("• ") + bold(shortened(one.name, LINE)), f"   {_words(one)}"]
    turn = [Button("‹", DocumentMarksButton(view.import_id, page - 1))] if page else []
    turn += [Button("›", DocumentMarksButton(view.import_id, page + 1))] if page + 1 < pages else []
    report = Button("Отметить выполненными", ReportMarkedButton(view.import_id), style=ButtonStyle.SUCCESS)
    rows: Rows = ((report,),) if view.done else ()
    return Notice(
        body=lines(
            bold("По документу выполнено") + page_of(page, pages),
            "",
            *(said or ["Отмечать нечего: всё, что отмечено в документе, уже отчитано."]),
            "",
            f"Не выполнено, частично или неясно: {view.others}. Этого не отмечаю." if view.others else None,
            "Отметить? Запишу отчёты «выполнено» со словами документа; решение по ним примет куратор."
            if view.done
            else None,
        ),
        buttons=(*rows, *((tuple(turn),) if turn else ()), (Button("‹ Меню", MenuButton()),)),
    )


def _words(one: MarkedMeasure) -> str:
    on = f" ({day(one.done_on)})" if one.done_on else ""
    several = f": {plural(one.duties, 'поручение', 'поручения', 'поручений')}" if one.duties > 1 else ""
    return f"«{shortened(one.words, 80)}»{on}{several}"


def report_words(words: str) -> str:
    """What such a report says."""
    return f"По документу: «{shortened(words, 500)}»"


def reported(duties: int) -> str:
    """A toast after reporting them."""
    return f"Отмечено: {plural(duties, 'поручение', 'поручения', 'поручений')}."
