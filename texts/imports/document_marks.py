"""What the document itself says is done, partly done or not done, offered to be reported."""

from roadmap.imports.proposal import ExecutionState
from services.buttons.imports import DocumentMarksButton, ImportButton, ReportMarkedButton
from services.buttons.people import MenuButton
from services.imports.mark_views import DocumentMarks, MarkedMeasure
from services.notice import Button, ButtonStyle, Html, Notice, bold, lines
from texts.imports.list_pages import cut, page_of
from texts.plural import day, plural
from texts.short import LINE, shortened

PER_PAGE = 10
STATES = {
    ExecutionState.DONE: "выполнено",
    ExecutionState.PARTLY: "выполнено частично",
    ExecutionState.NOT_DONE: "не выполнено",
}
Rows = tuple[tuple[Button, ...], ...]


def marks(view: DocumentMarks, page: int) -> Notice:
    """The measures with the document's words, and the offer to report them."""
    shown, page, pages = cut(view.marked, page, PER_PAGE)
    said: list[Html | str] = []
    for one in shown:
        said += [Html("• ") + bold(shortened(one.name, LINE)), f"   {_words(one)}"]
    turn = [Button("‹", DocumentMarksButton(view.import_id, page - 1))] if page else []
    turn += [Button("›", DocumentMarksButton(view.import_id, page + 1))] if page + 1 < pages else []
    report = Button("Записать отчёты", ReportMarkedButton(view.import_id), style=ButtonStyle.SUCCESS)
    rows: Rows = ((report,),) if view.marked else ()
    way_out = (
        Button("‹ Меню", MenuButton())
        if view.is_approved
        else Button("‹ К документу", ImportButton(view.import_id))
    )
    return Notice(
        body=lines(
            bold("Отметки об исполнении в документе") + page_of(page, pages),
            "",
            *(said or ["Записывать нечего: всё, что отмечено в документе, уже отчитано."]),
            "",
            f"Без понятного состояния: {view.unclear}. Этого не записываю." if view.unclear else None,
            *(_offer(view) if view.marked else ()),
        ),
        buttons=(*rows, *((tuple(turn),) if turn else ()), (way_out,)),
    )


def _offer(view: DocumentMarks) -> list[str]:
    past = sum(one.past for one in view.marked)
    present = sum(one.duties for one in view.marked) - past
    said = ["Записать отчёты со словами документа?"]
    if past:
        duties = plural(past, "поручение", "поручения", "поручений")
        said.append(f"Срок прошёл до начала работы в боте: {duties}. Они запишутся сразу как решённые.")
    if present:
        duties = plural(present, "поручение", "поручения", "поручений")
        said.append(f"Остальное, {duties}, уйдёт на решение куратору.")
    return said


def _words(one: MarkedMeasure) -> str:
    on = f", {day(one.done_on)}" if one.done_on else ""
    several = f": {plural(one.duties, 'поручение', 'поручения', 'поручений')}" if one.duties > 1 else ""
    return f"{STATES[one.state]}{on}, «{shortened(one.words, 80)}»{several}"


def report_words(words: str) -> str:
    """What such a report says."""
    return f"По документу: «{shortened(words, 500)}»"


def reported(duties: int) -> str:
    """A toast after reporting them."""
    return f"Записано: {plural(duties, 'поручение', 'поручения', 'поручений')}."
