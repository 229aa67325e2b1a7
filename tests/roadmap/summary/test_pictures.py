"""What is drawn, as numbers."""

from dataclasses import replace
from datetime import UTC, date, datetime

from roadmap.ids import RoadMapId
from roadmap.plan.load_map import load_map, months_between
from roadmap.summary.pictures import Share, by_month, by_section, load_of, share_of
from roadmap.summary.summary_views import RoadMapSummary, Standing, SummaryHeader, SummaryMeasure
from tests.summary_rows import measure, owed, point

MAY, JUNE = date(2027, 5, 14), date(2027, 6, 30)


HEADER = SummaryHeader(
    road_map_id=RoadMapId(1),
    title="Дорожная карта",
    department="Отдел образования",
    period_start=date(2026, 9, 1),
    period_end=date(2027, 8, 31),
    approval_number=None,
    approval_on=None,
    time_zone="Europe/Moscow",
    made_at=datetime(2026, 11, 1, tzinfo=UTC),
    quarter=None,
)


def summary(*measures: SummaryMeasure) -> RoadMapSummary:
    return RoadMapSummary(header=HEADER, measures=measures, rounds=())


def test_every_standing_belongs_to_one_part_of_a_bar_or_to_none() -> None:
    kept = {standing: share_of(owed(standing)) for standing in Standing}
    assert kept[Standing.ACCEPTED] is kept[Standing.COVERED] is Share.DONE
    assert kept[Standing.CLOSED_UNDONE] is kept[Standing.OVERDUE_PARTIAL] is Share.OVERDUE
    assert {standing for standing, share in kept.items() if share is None} == {
        Standing.WITHDRAWN,
        Standing.PAUSED,
        Standing.PASSED,
    }


def test_sections_stand_in_the_documents_order_and_count_what_is_asked() -> None:
    first = replace(
        measure("1", "Чтение", point(owed(Standing.ACCEPTED), owed(Standing.WITHDRAWN, 2))),
        section="2. Книги",
    )
    second = replace(
        measure("1", "Чтение", point(owed(Standing.OVERDUE), owed(Standing.WAITING, 2))), section="1. Дети"
    )
    assert by_section(summary(first, second)) == {
        "2. Книги": {Share.DONE: 1},
        "1. Дети": {Share.OVERDUE: 1, Share.WAITING: 1},
    }


def test_months_without_a_day_are_there_too() -> None:
    early = measure("1", "Чтение", point(owed(Standing.UPCOMING, due_on=date(2026, 12, 20))))
    later = owed(Standing.UPCOMING, due_on=date(2027, 2, 1))
    late = measure("1", "Чтение", point(later, owed(Standing.RUNNING, due_on=None)))
    found = by_month(summary(early, late))
    assert list(found) == [(2026, 12), (2027, 1), (2027, 2)]
    assert [sum(counts.values()) for counts in found.values()] == [1, 0, 1]
    assert months_between(()) == ()


def test_the_load_map_names_who_has_most_in_one_month() -> None:
    schools = [owed(Standing.UPCOMING, 1, assignee="Школа № 10", due_on=MAY) for _ in range(3)]
    others = [
        owed(Standing.UPCOMING, 2, assignee="Школа № 9", due_on=JUNE),
        owed(Standing.PAUSED, 2, due_on=MAY),
    ]
    found = load_of(summary(measure("1", "Чтение", point(*schools, *others))), most=10)
    assert found.names == ("Школа № 9", "Школа № 10")
    assert found.counts == ((0, 1), (3, 0))
    assert found.heaviest == ("Школа № 10", (2027, 5), 3)


def test_of_many_the_most_laden_are_shown() -> None:
    counts = {(f"Школа № {number}", (2027, 5)): number for number in range(1, 30)}
    assert load_map(counts, most=2).names == ("Школа № 28", "Школа № 29")
    assert load_map({}, most=2).heaviest is None
