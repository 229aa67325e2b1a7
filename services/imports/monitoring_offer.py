"""The row of a document that is the monitoring of the plan itself: offered, off until somebody takes it."""

from dataclasses import dataclass, replace
from datetime import date

from roadmap.deadlines.planned_points import Laying, planned_points
from roadmap.imports.answering import rows_with_duty
from roadmap.imports.proposal import Proposal, ProposedMeasure
from roadmap.imports.questions import Import
from roadmap.language.monitoring_words import is_monitoring
from roadmap.plan.monitoring_rules import MonitoringRhythm, rhythm_of_days
from services.imports.resolving import Resolution


@dataclass(frozen=True, slots=True, kw_only=True)
class MonitoringOffer:
    """`rhythm` None: its days do not tell; `first_due_on` is the first day a campaign would close on."""

    row: int
    number: str
    title: str
    responsible: str
    rhythm: MonitoringRhythm | None
    first_due_on: date | None
    is_taken: bool


def monitoring_offer(imported: Import, answered: Resolution, today: date) -> MonitoringOffer | None:
    """The first such row that somebody answers for; None where the document has none."""
    measures = imported.proposal.measures
    rows = [row for row in sorted(rows_with_duty(measures)) if is_monitoring(measures[row].title)]
    row = next((row for row in rows if measures[row].drives_monitoring), next(iter(rows), None))
    if row is None:
        return None
    measure = measures[row]
    days = _days(measure, answered, today)
    return MonitoringOffer(
        row=row,
        number=measure.number,
        title=measure.title,
        responsible=measure.responsible_text,
        rhythm=rhythm_of_days(days),
        first_due_on=next((day for day in days if day >= today), None),
        is_taken=measure.drives_monitoring,
    )


def taken(proposal: Proposal, row: int) -> Proposal:
    """The proposal with this row as what drives the monitoring, or with none where it was that already."""
    was = proposal.measures[row].drives_monitoring
    measures = tuple(
        replace(measure, drives_monitoring=at == row and not was)
        for at, measure in enumerate(proposal.measures)
    )
    return replace(proposal, measures=measures)


def _days(measure: ProposedMeasure, answered: Resolution, today: date) -> list[date]:
    if answered.period is None:
        return []
    laying = Laying(period=answered.period, given_on=today, rules=answered.rules)
    points = planned_points(answered.planned(measure), laying, today)
    return sorted(day for point in points if (day := point.due_on or point.original_due_on))
