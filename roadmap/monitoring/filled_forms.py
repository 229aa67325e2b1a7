"""The form of a campaign that goes out to a school or a person, and comes back filled in."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, NewType

from roadmap.control.duty import ReportOutcome
from roadmap.ids import CampaignId, DutyId, MeasureId, PersonId, UnitId
from roadmap.monitoring.campaign_views import CampaignHeader, CampaignQuestion

FilledFormId = NewType("FilledFormId", int)
KEY = "filled-form"
_SIGN = re.compile(r"vekha_c(\d{1,18})_([up])(\d{1,18})\Z")


@dataclass(frozen=True, slots=True, kw_only=True)
class AskedForm:
    """Whose form of which campaign it is: of a unit or a person, exactly one of them."""

    campaign_id: CampaignId
    unit_id: UnitId | None = None
    person_id: PersonId | None = None


def sign_of(form: AskedForm) -> str:
    """The bookmark by which the form is known when it comes back."""
    whose = f"u{form.unit_id}" if form.unit_id is not None else f"p{form.person_id}"
    return f"vekha_c{form.campaign_id}_{whose}"


def form_signed(bookmark: str) -> AskedForm | None:
    """The form such a bookmark names; None for any other bookmark."""
    found = _SIGN.match(bookmark)
    if found is None:
        return None
    campaign_id, whose = CampaignId(int(found[1])), int(found[3])
    if found[2] == "u":
        return AskedForm(campaign_id=campaign_id, unit_id=UnitId(whose))
    return AskedForm(campaign_id=campaign_id, person_id=PersonId(whose))


@dataclass(frozen=True, slots=True, kw_only=True)
class CampaignForm:
    """What goes into one form: the questions to one unit or person."""

    form: AskedForm
    header: CampaignHeader
    whose: str
    questions: tuple[CampaignQuestion, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class FilledRow:
    """A row of the table as it came back; `measure_id` None: its bookmark is lost.

    `outcome` is what the words begin with; None where they do not say.
    """

    measure_id: MeasureId | None
    number: str
    title: str
    words: str
    outcome: ReportOutcome | None


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
    UNCLEAR = "unclear"  # the words do not say how it stands
    UNFIT = "unfit"  # that can no longer be said of it
    REPORTED = "reported"  # a report waits already, or nothing is owed
    EVIDENCE = "evidence"  # done, and it wants evidence


@dataclass(frozen=True, slots=True, kw_only=True)
class PlacedRow:
    """A filled row with the duties it answers for, or the trouble with it."""

    number: str
    title: str
    words: str
    outcome: ReportOutcome | None
    duty_ids: tuple[DutyId, ...] = ()
    value: float | None = None
    trouble: Trouble | None = None


def filled_to_json(filled: FilledForm) -> dict[str, Any]:
    """As the process that reads it answers."""
    return {
        "sign": sign_of(filled.form),
        "rows": [
            {
                "measure": row.measure_id,
                "number": row.number,
                "title": row.title,
                "words": row.words,
                "outcome": row.outcome,
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
            measure_id=MeasureId(row["measure"]) if row["measure"] is not None else None,
            number=row["number"],
            title=row["title"],
            words=row["words"],
            outcome=ReportOutcome(row["outcome"]) if row["outcome"] else None,
        )
        for row in stored["rows"]
    )
    return FilledForm(form=form, rows=rows)


def placed_to_json(row: PlacedRow) -> dict[str, Any]:
    """As the database keeps it until somebody confirms."""
    return {
        "number": row.number,
        "title": row.title,
        "words": row.words,
        "outcome": row.outcome,
        "duties": list(row.duty_ids),
        "value": row.value,
        "trouble": row.trouble,
    }


def placed_from_json(stored: Mapping[str, Any]) -> PlacedRow:
    """What `placed_to_json` wrote."""
    return PlacedRow(
        number=stored["number"],
        title=stored["title"],
        words=stored["words"],
        outcome=ReportOutcome(stored["outcome"]) if stored["outcome"] else None,
        duty_ids=tuple(DutyId(each) for each in stored["duties"]),
        value=stored["value"],
        trouble=Trouble(stored["trouble"]) if stored["trouble"] else None,
    )
