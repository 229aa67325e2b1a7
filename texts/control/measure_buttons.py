"""The verbs of a measure as buttons: how each is called and where it stands."""

from collections.abc import Callable

from services.buttons.plan_edits import EditMeasureButton
from services.control.measures.measure_cards import MeasureView
from services.control.measures.verbs import MeasureVerb
from services.notice import Button

Rows = tuple[tuple[Button, ...], ...]

ORDER: tuple[tuple[MeasureVerb, ...], ...] = ((MeasureVerb.CHANGE,),)
"""The rows of the card, the main verb first."""


def _change(view: MeasureView) -> Button:
    return Button("✎ Изменить", EditMeasureButton(view.measure.id))


_BUTTONS: dict[MeasureVerb, Callable[[MeasureView], Button]] = {MeasureVerb.CHANGE: _change}


def verb_rows(view: MeasureView) -> Rows:
    """Those of the verbs that are open to this viewer, in their rows."""
    rows = (tuple(_BUTTONS[verb](view) for verb in row if verb in view.verbs) for row in ORDER)
    return tuple(row for row in rows if row)
