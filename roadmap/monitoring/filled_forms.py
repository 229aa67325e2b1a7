"""The form of a campaign that goes out to a school or a person, and comes back filled in."""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, NewType

from roadmap.control.duty import ReportOutcome
from roadmap.control.duty_lines import DutyLine
from roadmap.ids import CampaignId, DutyId, MeasureId, PersonId, UnitId
from roadmap.language.form_words import FORM_CODE
from roadmap.monitoring.campaign_views import CampaignHeader, CampaignQuestion
from roadmap.natural_order import natural

FilledFormId = NewType("FilledFormId", int)
KEY = "filled-form"
SIGN = "vekha_c"
_SIGN = re.compile(rf"{SIGN}(\d{{1,18}})_([up])(\d{{1,18}})\Z")
_CODE = re.compile(rf"{FORM_CODE}:?\s+(\d{{1,18}})\s?[-–]\s?([12])\s?[-–]\s?(\d{{1,18}})", re.IGNORECASE)
_ROW = re.compile(r"vekha_d(\d{1,18})\Z")


class FormKind(StrEnum):
    WORD = "docx"
    EXCEL = "xlsx"


@dataclass(frozen=True, slots=True, kw_only=True)
class AskedForm:
    """Whose form of which campaign it is: of a unit or a person, exactly one of them."""

    campaign_id: CampaignId
    unit_id: UnitId | None = None
    person_id: PersonId | None = None


def sign_of(form: AskedForm) -> str:
    """The bookmark, or the hidden heading, by which the form is known when it comes back."""
    whose = f"u{form.unit_id}" if form.unit_id is not None else f"p{form.person_id}"
    return f"{SIGN}{form.campaign_id}_{whose}"


def form_signed(bookmark: str) -> AskedForm | None:
    """The form such a bookmark names; None for any other bookmark."""
    found = _SIGN.match(bookmark)
    if found is None:
        return None
    campaign_id, whose = CampaignId(int(found[1])), int(found[3])
    if found[2] == "u":
        return AskedForm(campaign_id=campaign_id, unit_id=UnitId(whose))
    return AskedForm(campaign_id=campaign_id, person_id=PersonId(whose))


def code_of(form: AskedForm) -> str:
    """The same to be read by people: «Код формы 4-1-7»."""
    whose = f"1-{form.unit_id}" if form.unit_id is not None else f"2-{form.person_id}"
    return f"{FORM_CODE} {form.campaign_id}-{whose}"


def form_coded(words: str) -> AskedForm | None:
    """The form whose code stands in these words; None where there is no code."""
    if (found := _CODE.search(words)) is None:
        return None
    return form_signed(f"{SIGN}{found[1]}_{'u' if found[2] == '1' else 'p'}{found[3]}")


def row_sign_of(duty_id: DutyId) -> str:
    """What stands, unseen, in the row of this duty."""
    return f"vekha_d{duty_id}"


def duty_signed(words: str) -> DutyId | None:
    """The duty such a sign names; None for any other words."""
    found = _ROW.match(words)
    return DutyId(int(found[1])) if found else None


@dataclass(frozen=True, slots=True, kw_only=True)
class CampaignForm:
    """What goes into one form: the questions to one unit or person."""

    form: AskedForm
    header: CampaignHeader
    whose: str
    questions: tuple[CampaignQuestion, ...]

    @property
    def rows(self) -> tuple[tuple[CampaignQuestion, str], ...]:
        """A question for each row with its deadline as printed, as the plan stands: see `deadlines_of`."""
        ordered = in_order_of_plan(self.questions)
        return tuple(zip(ordered, deadlines_of(ordered), strict=True))


def in_order_of_plan(questions: Sequence[CampaignQuestion]) -> list[CampaignQuestion]:
    """By sections as they first come, in them by numbers, of one measure by its days."""
    firsts: dict[str, MeasureId] = {}
    for question in questions:
        duty = question.duty
        firsts[duty.section] = min(duty.measure_id, firsts.get(duty.section, duty.measure_id))

    def place(question: CampaignQuestion) -> tuple[Any, ...]:
        duty = question.duty
        day = duty.due_on or duty.original_due_on or duty.last_on
        return firsts[duty.section], natural(duty.number), duty.measure_id, day

    return sorted(questions, key=place)


def deadlines_of(questions: Sequence[CampaignQuestion]) -> list[str]:
    """The words of the document; of a measure asked about several dates, each row's own day."""
    asked = Counter(question.duty.measure_id for question in questions)
    return [
        _deadline(question.duty, is_one_of_several=asked[question.duty.measure_id] > 1)
        for question in questions
    ]


def _deadline(duty: DutyLine, *, is_one_of_several: bool) -> str:
    if duty.deadline_text and not is_one_of_several:
        return duty.deadline_text
    day = duty.due_on or duty.original_due_on
    return f"{day:%d.%m.%Y}" if day else f"{duty.first_on:%d.%m.%Y} – {duty.last_on:%d.%m.%Y}"


@dataclass(frozen=True, slots=True, kw_only=True)
class FilledRow:
    """A row of the table as it came back, of either kind of form.

    `duty_id` None: its sign is lost. `measure_id` is known of forms that had a row for each measure.
    `outcome` is what the words, or the cell for it, say; None where they do not. `is_guessed`: they do not
    say it as the form asks to. `value` is the number of a cell of its own.
    """

    duty_id: DutyId | None = None
    measure_id: MeasureId | None = None
    number: str
    title: str
    deadline: str = ""
    words: str
    outcome: ReportOutcome | None
    is_guessed: bool = False
    value: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class FilledForm:
    form: AskedForm
    rows: tuple[FilledRow, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptForm:
    """A form that came back, as it is kept: open, taken or dropped."""

    id: FilledFormId
    form: AskedForm
    sent_by: PersonId
    rows: tuple["PlacedRow", ...]
    state: str


class Trouble(StrEnum):
    """Why a filled row is not taken."""

    UNPLACED = "unplaced"  # no such measure in the form
    UNDATED = "undated"  # the measure has several dates, and the row does not say which
    TWICE = "twice"  # another row of the same date was taken
    SAME = "same"  # this very answer is written already
    UNCLEAR = "unclear"  # the words do not say how it stands
    UNFIT = "unfit"  # that can no longer be said of it
    REPORTED = "reported"  # a report waits already, or nothing is owed
    EVIDENCE = "evidence"  # done, and it wants evidence


@dataclass(frozen=True, slots=True, kw_only=True)
class PlacedRow:
    """A filled row with the duties it answers for, or the trouble with it.

    `due` is which of the measure's dates it is about, where the form asks about several. `is_guessed` as of
    the row.
    """

    number: str
    title: str
    due: str = ""
    words: str
    outcome: ReportOutcome | None
    duty_ids: tuple[DutyId, ...] = ()
    value: float | None = None
    is_guessed: bool = False
    trouble: Trouble | None = None


def filled_to_json(filled: FilledForm) -> dict[str, Any]:
    """As the process that reads it answers."""
    return {
        "sign": sign_of(filled.form),
        "rows": [
            {
                "duty": row.duty_id,
                "measure": row.measure_id,
                "number": row.number,
                "title": row.title,
                "deadline": row.deadline,
                "words": row.words,
                "outcome": row.outcome,
                "guessed": row.is_guessed,
                "value": row.value,
            }
            for row in filled.rows
        ],
    }


def filled_from_json(stored: Mapping[str, Any]) -> FilledForm:
    """What `filled_to_json` wrote."""
    form = form_signed(stored["sign"])
    assert form is not None
    rows = tuple(
        FilledRow(
            duty_id=DutyId(row["duty"]) if row["duty"] is not None else None,
            measure_id=MeasureId(row["measure"]) if row["measure"] is not None else None,
            number=row["number"],
            title=row["title"],
            deadline=row["deadline"],
            words=row["words"],
            outcome=ReportOutcome(row["outcome"]) if row["outcome"] else None,
            is_guessed=row["guessed"],
            value=row["value"],
        )
        for row in stored["rows"]
    )
    return FilledForm(form=form, rows=rows)


def placed_to_json(row: PlacedRow) -> dict[str, Any]:
    """As the database keeps it until somebody confirms."""
    return {
        "number": row.number,
        "title": row.title,
        "due": row.due,
        "words": row.words,
        "outcome": row.outcome,
        "duties": list(row.duty_ids),
        "value": row.value,
        "guessed": row.is_guessed,
        "trouble": row.trouble,
    }


def placed_from_json(stored: Mapping[str, Any]) -> PlacedRow:
    """What `placed_to_json` wrote."""
    return PlacedRow(
        number=stored["number"],
        title=stored["title"],
        due=stored.get("due", ""),
        words=stored["words"],
        outcome=ReportOutcome(stored["outcome"]) if stored["outcome"] else None,
        duty_ids=tuple(DutyId(each) for each in stored["duties"]),
        value=stored["value"],
        is_guessed=stored.get("guessed", False),
        trouble=Trouble(stored["trouble"]) if stored["trouble"] else None,
    )
