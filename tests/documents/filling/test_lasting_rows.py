"""«Да» beside work that lasts says that it goes on, not that it is over."""

import pytest

from documents.filling.form_table import filled_row
from roadmap.control.duty import ReportOutcome
from roadmap.language.form_words import FormColumn

COLUMNS = {FormColumn.NUMBER: 0, FormColumn.DEADLINE: 1, FormColumn.STATE: 2}


@pytest.mark.parametrize(
    ("deadline", "state", "outcome"),
    [
        ("постоянно", "да", ReportOutcome.ON_TRACK),
        ("в течение учебного года", "+", ReportOutcome.ON_TRACK),
        ("до 15 сентября", "да", ReportOutcome.DONE),
        ("постоянно", "выполнено", ReportOutcome.DONE),
    ],
)
def test_yes_is_read_beside_the_deadline(deadline: str, state: str, outcome: ReportOutcome) -> None:
    row = filled_row(("1.1", deadline, state), COLUMNS)
    assert row is not None and row.outcome is outcome
