"""The verbs of a measure as buttons: how each is called and where it stands."""

from collections.abc import Callable

from services.buttons.imports import ImportQuestionButton
from services.buttons.plan import (
    AskDatesButton,
    MeasureHistoryButton,
    MeasureReportsButton,
    PaperMonthsButton,
)
from services.buttons.plan_edits import EditMeasureButton
from services.control.measures.measure_cards import MeasureView
from services.control.measures.verbs import MeasureVerb, only_unit
from services.notice import Button, ButtonStyle

Rows = tuple[tuple[Button, ...], ...]

ORDER: tuple[tuple[MeasureVerb, ...], ...] = (
    (MeasureVerb.GIVE_DATES,),
    (MeasureVerb.NAME_SOMEBODY,),
    (MeasureVerb.CHANGE,),
    (MeasureVerb.SHOW_REPORTS, MeasureVerb.SHOW_HISTORY),
    (MeasureVerb.PRINT,),
)
"""The rows of the card, the main verb first."""


def _give_dates(view: MeasureView) -> Button:
    return Button("Назвать даты", AskDatesButton(view.measure.id), style=ButtonStyle.PRIMARY)


def _name_somebody(view: MeasureView) -> Button:
    assert view.question_id is not None
    return Button("Назвать исполнителя", ImportQuestionButton(view.question_id), style=ButtonStyle.PRIMARY)


def _change(view: MeasureView) -> Button:
    return Button("✎ Изменить", EditMeasureButton(view.measure.id))


def _print(view: MeasureView) -> Button:
    unit_id = only_unit(view.assignees)
    assert unit_id is not None
    return Button("Список на бумаге", PaperMonthsButton(unit_id))


_BUTTONS: dict[MeasureVerb, Callable[[MeasureView], Button]] = {
    MeasureVerb.GIVE_DATES: _give_dates,
    MeasureVerb.NAME_SOMEBODY: _name_somebody,
    MeasureVerb.CHANGE: _change,
    MeasureVerb.SHOW_REPORTS: lambda view: Button("Отчёты", MeasureReportsButton(view.measure.id, 0)),
    MeasureVerb.PRINT: _print,
    MeasureVerb.SHOW_HISTORY: lambda view: Button("История", MeasureHistoryButton(view.measure.id, 0)),
}


def verb_rows(view: MeasureView) -> Rows:
    """Those of the verbs that are open to this viewer, in their rows."""
    rows = (tuple(_BUTTONS[verb](view) for verb in row if verb in view.verbs) for row in ORDER)
    return tuple(row for row in rows if row)
