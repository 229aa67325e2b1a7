"""Which question each row of a form that came back answers, and whether it may be answered so."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from roadmap.control.duty import ReportOutcome
from roadmap.ids import DutyId
from roadmap.language.form_words import STATES
from roadmap.language.indicator import value_in
from roadmap.monitoring.campaign_views import CampaignQuestion
from roadmap.monitoring.filled_forms import FilledRow, PlacedRow, Trouble, deadlines_of
from roadmap.wording import normal
from services.monitoring.monitoring import MAX_TEXT


def placed(rows: Sequence[FilledRow], questions: Sequence[CampaignQuestion], today: date) -> list[PlacedRow]:
    """Each row with the duties it answers for or the trouble with it; a date is answered once."""
    asked = dict(zip((each.duty.id for each in questions), deadlines_of(questions), strict=True))
    dates = Counter(each.duty.measure_id for each in questions)
    taken: set[DutyId] = set()
    found = []
    for row in rows:
        matching = _matching(row, questions, asked)
        is_dated = len(matching) == 1 and dates[matching[0].duty.measure_id] > 1
        answered = _answered(row, matching, asked[matching[0].duty.id] if is_dated else "", today)
        if answered.duty_ids and taken.intersection(answered.duty_ids):
            answered = replace(answered, duty_ids=(), trouble=Trouble.TWICE)
        taken.update(answered.duty_ids)
        found.append(answered)
    return found


def _matching(
    row: FilledRow, questions: Sequence[CampaignQuestion], asked: dict[DutyId, str]
) -> list[CampaignQuestion]:
    """By the sign of the row; else by its number, or its title, and deadline, where only one measure fits."""
    if found := [each for each in questions if each.duty.id == row.duty_id]:
        return found
    if row.duty_id is None and (found := [q for q in questions if q.duty.measure_id == row.measure_id]):
        return found
    if row.duty_id is not None or row.measure_id is not None:
        return []
    found = _named(row, questions)
    if len({each.duty.measure_id for each in found}) > 1:
        return []
    return [each for each in found if normal(asked[each.duty.id]) == normal(row.deadline)] or found


def _named(row: FilledRow, questions: Sequence[CampaignQuestion]) -> list[CampaignQuestion]:
    if number := normal(row.number):
        return [each for each in questions if normal(each.duty.number) == number]
    title = normal(row.title)
    return [each for each in questions if title and normal(each.duty.title) == title]


def _answered(row: FilledRow, found: Sequence[CampaignQuestion], due: str, today: date) -> PlacedRow:
    shown = PlacedRow(
        number=row.number,
        title=row.title,
        due=due,
        words=row.words[:MAX_TEXT],
        outcome=row.outcome,
        is_guessed=row.is_guessed,
    )
    trouble = _trouble(row, found, today)
    if trouble is not None:
        return replace(shown, trouble=trouble)
    fit = [each for each in found if row.outcome in each.choices(today)]
    indicator = fit[0].indicator
    told = value_in(row.words, indicator) if indicator is not None else None
    return replace(
        shown,
        duty_ids=tuple(each.duty.id for each in fit),
        value=row.value if row.value is not None else told,
    )


def _trouble(row: FilledRow, found: Sequence[CampaignQuestion], today: date) -> Trouble | None:
    if not found:
        return Trouble.UNPLACED
    if len(found) > 1 and row.measure_id is None:
        return Trouble.UNDATED
    if all(_is_written(row, each) for each in found):
        return Trouble.SAME
    if row.outcome is None:
        return Trouble.UNCLEAR
    open_ = [each for each in found if each.choices(today)]
    if not open_:
        return Trouble.REPORTED
    fit = [each for each in open_ if row.outcome in each.choices(today)]
    if not fit:
        return Trouble.UNFIT
    if row.outcome is ReportOutcome.DONE and any(each.duty.evidence.asks_for_file for each in fit):
        return Trouble.EVIDENCE
    return None


def _is_written(row: FilledRow, question: CampaignQuestion) -> bool:
    """Whether the row says what the form went out with."""
    told = question.standing_answer
    if told is None or told.outcome is not row.outcome or row.value not in (None, told.value):
        return False
    state = STATES.get(told.outcome, "")
    return normal(row.words) in (normal(told.text), normal(f"{state}. {told.text}"))
