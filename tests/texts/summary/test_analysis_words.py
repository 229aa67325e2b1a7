"""The written analysis says what the figures say, quotes reasons, and shows where numbers are from."""

from dataclasses import replace
from datetime import UTC, date, datetime

from roadmap.control.duty import ReportOutcome, ReportSource
from roadmap.ids import DutyId, MeasureId, RoadMapId
from roadmap.monitoring.campaign import CalendarQuarter
from roadmap.summary.summary_source import DateChange, SummarySource
from roadmap.summary.summary_views import RoadMapSummary, Standing, SummaryDuty, SummaryHeader
from tests.summary_rows import REPORT, measure, owed, point
from texts.summary.analysis_words import Analysis, analysis

HEADER = SummaryHeader(
    road_map_id=RoadMapId(1),
    title="Школьные мастерские",
    department="Отдел образования",
    period_start=date(2026, 9, 1),
    period_end=date(2027, 5, 31),
    approval_number=None,
    approval_on=None,
    time_zone="UTC",
    made_at=datetime(2026, 12, 31, 12, tzinfo=UTC),
    quarter=CalendarQuarter(2026, 4),
)


def duty(
    number: int, standing: Standing, unit: str, outcome: ReportOutcome | None = None, words: str = ""
) -> SummaryDuty:
    found = owed(
        standing,
        unit=number,
        id=DutyId(number),
        measure_id=MeasureId(number),
        assignee=unit,
        number=str(number),
        title=f"Дело {number}",
    )
    if outcome is None:
        return found
    line = replace(REPORT.line, outcome=outcome, text=words, created_at=datetime(2026, 11, 1, tzinfo=UTC))
    return replace(found, reports=(replace(REPORT, line=line, duty_id=DutyId(number)),))


DUTIES = (
    duty(1, Standing.ACCEPTED, "Школа № 3", ReportOutcome.DONE),
    duty(2, Standing.ACCEPTED, "Школа № 3", ReportOutcome.DONE),
    duty(3, Standing.OVERDUE, "Школа № 8", ReportOutcome.DIFFICULTY, "Нет станка"),
    duty(4, Standing.OVERDUE, "Школа № 8"),
    duty(5, Standing.WAITING, "Лицей № 2", ReportOutcome.DONE),
    duty(6, Standing.UPCOMING, "Лицей № 2"),
)
CHANGE = DateChange(
    duty_id=DutyId(6),
    from_on=date(2026, 11, 13),
    to_on=date(2026, 12, 1),
    reason="Ждём поставку",
    author="Анна Лугова",
    asked_at=datetime(2026, 11, 1, tzinfo=UTC),
    is_granted=True,
)


def written(
    *duties: SummaryDuty, changes: tuple[DateChange, ...] = (), unreached: frozenset[DutyId] = frozenset()
) -> Analysis:
    measures = tuple(measure(each.duty.number, each.duty.title, point(each)) for each in duties)
    return analysis(
        SummarySource(
            summary=RoadMapSummary(header=HEADER, measures=measures, rounds=()),
            changes=changes,
            unreached=unreached,
        )
    )


def passage(text: Analysis, heading: str) -> str:
    (found,) = [each for each in text.passages if each.heading == heading]
    return "\n".join((*found.paragraphs, *found.items))


def test_totals_name_what_was_due_done_and_in_time() -> None:
    said = passage(written(*DUTIES), "Общие итоги")
    assert "За IV квартал 2026 года в работе находилось 6 мероприятий" in said
    assert "исполнению подлежали 4 поручения, исполнено 2 (50 %), из них в срок 2 (100 %)" in said
    assert "Из них не исполнено: просрочено — 2." in said
    assert "Кроме того, в доли не входит: ждёт решения куратора — 1." in said


def test_the_late_are_named_with_the_reason_they_gave_or_without() -> None:
    said = passage(written(*DUTIES), "Что не исполнено и почему")
    assert "п. 3 «Дело 3», Школа № 8, срок 13.11.2026: «Нет станка»" in said
    assert "п. 4 «Дело 4», Школа № 8, срок 13.11.2026: причина не сообщена" in said


def test_only_those_without_a_missed_day_are_praised() -> None:
    assert "Школа № 3 (2 поручения)." in passage(written(*DUTIES), "Кто исполнил всё в срок")
    assert not any(each.heading == "Кто исполнил всё в срок" for each in written(*DUTIES[2:]).passages)


def test_whoever_owes_since_an_earlier_quarter_is_not_praised() -> None:
    debt = due(duty(3, Standing.OVERDUE, "Школа № 3"), date(2026, 9, 18))
    text = written(DUTIES[0], debt)
    assert not any(each.heading == "Кто исполнил всё в срок" for each in text.passages)


def test_moved_days_are_counted_and_listed() -> None:
    refused = replace(CHANGE, is_granted=False)
    said = passage(written(*DUTIES, changes=(CHANGE, refused)), "Переносы сроков")
    assert "Просьб о переносе срока: 2, удовлетворено: 1; отказано: 1." in said
    assert "п. 6, Лицей № 2: с 13.11.2026 на 01.12.2026 (Ждём поставку)" in said


def test_whom_nobody_wrote_to_is_told_apart_and_asked_of_the_coordinator() -> None:
    text = written(*DUTIES, unreached=frozenset({DutyId(3), DutyId(4)}))
    assert "исполнению подлежали 2 поручения, исполнено 2 (100 %)" in passage(text, "Общие итоги")
    assert "обеспечить связь" in passage(text, "Выводы и предложения (проект)")


def test_every_number_of_the_totals_stands_in_the_table_of_sources() -> None:
    figures = {figure.meaning: figure.number for figure in written(*DUTIES, changes=(CHANGE,)).figures}
    assert figures["подлежало исполнению"] == "4"
    assert (figures["исполнено"], figures["исполнено в срок"], figures["просрочено"]) == ("2", "2", "2")
    assert (figures["ждёт решения"], figures["просьб о переносе"]) == ("1", "1")


def test_a_period_in_which_nothing_is_due_says_so() -> None:
    assert "срок которых уже наступил, в этом периоде нет" in passage(written(DUTIES[5]), "Общие итоги")


def due(found: SummaryDuty, day: date) -> SummaryDuty:
    return replace(found, duty=replace(found.duty, due_on=day, owed_by=day))


def test_a_quarter_counts_what_is_due_in_it_and_names_what_it_has_carried_over() -> None:
    debt = due(duty(3, Standing.OVERDUE, "Школа № 8"), date(2026, 9, 18))
    later = due(duty(2, Standing.ACCEPTED, "Школа № 3", ReportOutcome.DONE), date(2027, 1, 20))
    text = written(DUTIES[0], later, debt, DUTIES[3])
    said = passage(text, "Общие итоги")
    assert "исполнению подлежали 2 поручения, исполнено 1 (50 %)" in said
    assert "с прошлых кварталов не исполнено: 1 поручение" in said
    late = passage(text, "Что не исполнено и почему").splitlines()[1:]
    assert late[0].startswith("п. 4 ")
    assert late[1].startswith("п. 3 «Дело 3», Школа № 8, срок 18.09.2026, долг прошлых кварталов")


def test_the_words_of_a_request_are_a_reason_and_named_as_such() -> None:
    source = SummarySource(
        summary=RoadMapSummary(
            header=HEADER, measures=(measure("4", "Дело 4", point(DUTIES[3])),), rounds=()
        ),
        changes=(),
        unreached=frozenset(),
        declined={DutyId(4): "этим занят лицей"},
    )
    said = passage(analysis(source), "Что не исполнено и почему")
    assert "срок 13.11.2026: просьба «Не моё»: «этим занят лицей»" in said


def test_difficulties_are_told_of_what_is_not_late_too() -> None:
    running = duty(6, Standing.RUNNING, "Лицей № 2", ReportOutcome.DIFFICULTY, "Нет денег")
    said = passage(written(DUTIES[2], running), "Трудности, названные исполнителями")
    assert said.splitlines()[1:] == ["п. 6 «Дело 6», Лицей № 2: «Нет денег»"]


def test_what_the_bot_has_reported_itself_is_nobodys_merit() -> None:
    (report,) = DUTIES[0].reports
    own = replace(DUTIES[0], reports=(replace(report, source=ReportSource.RESULT),))
    assert not any(each.heading == "Кто исполнил всё в срок" for each in written(own).passages)
