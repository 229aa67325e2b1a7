"""The table of a campaign's form without what stands unseen in it: read by its headings, row by row."""

import re
from collections.abc import Mapping, Sequence

from documents.understanding.words import fold
from roadmap.control.duty import ReportOutcome
from roadmap.ids import DutyId, MeasureId
from roadmap.language.answer_words import answer_in, begins_with_state
from roadmap.language.form_words import FORM_HEADINGS, STATES, FormColumn
from roadmap.language.indicator import typed_value
from roadmap.monitoring.filled_forms import FilledRow, form_signed
from roadmap.wording import normal

Columns = Mapping[FormColumn, int]
_KNOWN = {fold(heading): column for column, heading in FORM_HEADINGS.items()}
_LISTED = {normal(state): outcome for outcome, state in STATES.items()}
_ENOUGH = 3
"""A heading row names at least so many of our columns."""


_AGREES = frozenset({"да", "ок", "+", "✓", "✔", "✅"})
_LASTING = re.compile(
    r"постоянн|систематич|регулярн|вес[ьего]+ период|в течени\w (?:всего |учебного |календарного )*года"
)
"""Work that lasts: «да» beside it says that it goes on."""


def form_columns(cells: Sequence[str]) -> Columns | None:
    """Where the columns of a form are, whatever was put between them; None of a row that is no heading."""
    found: dict[FormColumn, int] = {}
    for at, heading in enumerate(cells):
        column = FormColumn.MARK if form_signed(heading.strip()) else _KNOWN.get(fold(heading))
        if column is not None:
            found.setdefault(column, at)
    is_heading = len(found) >= _ENOUGH and found.keys() & {FormColumn.STATE, FormColumn.WORDS}
    return found if is_heading else None


def filled_row(
    texts: Sequence[str],
    columns: Columns,
    *,
    duty_id: DutyId | None = None,
    measure_id: MeasureId | None = None,
) -> FilledRow | None:
    """A row under the headings; None where nobody wrote anything into it."""
    cells = {column: texts[at].strip() for column, at in columns.items() if at < len(texts)}
    state, words, number = (
        cells.get(each, "") for each in (FormColumn.STATE, FormColumn.WORDS, FormColumn.VALUE)
    )
    if not (state or words or number):
        return None
    value = typed_value(number) if number else None
    outcome, is_guessed = _outcome(state, words)
    if normal(state or words) in _AGREES and _LASTING.search(cells.get(FormColumn.DEADLINE, "").casefold()):
        outcome, is_guessed = ReportOutcome.ON_TRACK, True
    return FilledRow(
        duty_id=duty_id,
        measure_id=measure_id,
        number=cells.get(FormColumn.NUMBER, ""),
        title=cells.get(FormColumn.TITLE, ""),
        deadline=cells.get(FormColumn.DEADLINE, ""),
        words=words if value is not None or not number else f"{words}\n{number}".strip(),
        outcome=outcome,
        is_guessed=is_guessed,
        value=value,
    )


def _outcome(state: str, words: str) -> tuple[ReportOutcome | None, bool]:
    """What the cell for it says, or what the words begin with; and whether it is only understood so."""
    if state:
        outcome = _LISTED.get(normal(state), answer_in(state))
        return outcome, outcome is not None and normal(state) not in _LISTED
    outcome = answer_in(words)
    return outcome, outcome is not None and not begins_with_state(words)
