"""The last cell of the form says how a measure stands, in the words people sent."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from roadmap.control.duty import ReportOutcome
from roadmap.deadlines.control_pace import ControlPace
from roadmap.deadlines.deadline import Missing
from roadmap.ids import MeasureId, RoadMapId
from roadmap.monitoring.campaign import CalendarQuarter
from roadmap.plan.measure import MeasureStanding
from roadmap.plan.measure_content import MeasureContent
from roadmap.plan.measure_place import MeasurePlace
from roadmap.summary.form import FormSource
from roadmap.summary.summary_views import RoadMapSummary, Standing, SummaryDuty, SummaryHeader
from tests.summary_rows import DECIDED_AT, REPORT, measure, owed, point
from texts.summary.form_words import form_content, heading, mark
from texts.summary.summary_words import standing_of_point

DONE = replace(
    REPORT, line=replace(REPORT.line, outcome=ReportOutcome.DONE, text="Мастерская открыта.\nРаботает кружок")
)


PLACED = replace(
    DONE, line=replace(DONE.line, text="Мастерская открыта\nХранится: дело 01-12, кабинет 4"), evidence=()
)
WORDS = "Мастерская открыта.\nРаботает кружок\nПодтверждения: № 7"


def standing(standing: Standing, *, reports: tuple[Any, ...] = (), **changes: Any) -> SummaryDuty:
    return replace(owed(standing, **changes), reports=reports)


@pytest.mark.parametrize(
    ("duty", "words"),
    [
        (
            standing(Standing.ACCEPTED, reports=(DONE,)),
            f"Выполнено 20.10.2026. {WORDS}",
        ),
        (
            standing(Standing.WAITING, reports=(DONE,)),
            f"Отчёт на проверке. {WORDS}",
        ),
        (
            standing(Standing.ACCEPTED, reports=(PLACED,)),
            "Выполнено 20.10.2026. Мастерская открыта\nПодтверждение хранится: дело 01-12, кабинет 4",
        ),
        (standing(Standing.OVERDUE), "Не выполнено, срок прошёл 13.11.2026"),
        (standing(Standing.RETURNED, reports=(REPORT,)), "Отчёт возвращён на доработку"),
        (standing(Standing.OVERDUE_RETURNED), "Отчёт возвращён на доработку, срок прошёл 13.11.2026"),
        (
            standing(Standing.PARTIAL, percent=60, remaining="купить станок"),
            "Выполнено частично, 60 % (осталось: купить станок)",
        ),
        (standing(Standing.OVERDUE_PARTIAL), "Выполнено частично, срок прошёл 13.11.2026"),
        (standing(Standing.CLOSED_UNDONE), "Не выполнено"),
        (standing(Standing.RUNNING), "Срок не наступил (13.11.2026)"),
        (standing(Standing.RUNNING, due_on=None, original_due_on=None), "В работе"),
        (
            standing(Standing.RUNNING, due_on=None, original_due_on=None, reports=(DONE,)),
            f"Ведётся. {WORDS}",
        ),
        (standing(Standing.UPCOMING), "Срок не наступил (13.11.2026)"),
        (standing(Standing.PASSED), "Срок прошёл до начала работы"),
        (standing(Standing.WITHDRAWN), "Исключено из плана"),
    ],
)
def test_a_measure_of_one_date_says_its_state_its_day_and_its_files(duty: SummaryDuty, words: str) -> None:
    assert mark(measure("1.1", "Открыть мастерскую", point(duty))) == words


def test_a_collective_measure_says_how_many_and_who_has_not() -> None:
    duties = (
        standing(Standing.ACCEPTED, unit=1, assignee="Школа № 21", reports=(DONE,)),
        standing(Standing.OVERDUE, unit=2, assignee="Школа № 33"),
        standing(Standing.OVERDUE, unit=3, assignee="Школа № 40"),
        standing(Standing.WAITING, unit=4, assignee="Лицей № 2"),
    )
    said = mark(measure("1.2", "Провести смотр", point(*duties)))
    assert said == "Выполнили 1 из 4; на проверке: Лицей № 2; нет: Школа № 33, № 40\nПодтверждения: № 7"


def test_many_names_are_counted_after_the_first_twelve() -> None:
    duties = [standing(Standing.OVERDUE, unit=n, assignee=f"Школа № {n}") for n in range(1, 21)]
    done = [standing(Standing.ACCEPTED, unit=n, assignee=f"Школа № {n}", reports=()) for n in range(21, 36)]
    assert mark(measure("1.2", "Смотр", point(*duties, *done))).endswith("№ 11, № 12 и ещё 8")


def test_most_are_said_by_who_is_not_among_them() -> None:
    duties = [standing(Standing.OVERDUE, unit=n, assignee=f"Школа № {n}") for n in range(1, 10)]
    done = standing(Standing.ACCEPTED, unit=21, assignee="Лицей № 2", reports=())
    said = mark(measure("1.2", "Смотр", point(*duties, done)))
    assert said == "Выполнили 1 из 10; нет: все, кроме: Лицей № 2"


def test_where_everybody_owes_it_alike_nobody_is_named() -> None:
    duties = [standing(Standing.UPCOMING, unit=n, assignee=f"Школа № {n}") for n in range(1, 13)]
    said = mark(measure("1.2", "Смотр", point(*duties)))
    assert said == "Выполнили 0 из 12; срок не наступил (13.11.2026): все 12"


def test_dates_that_stand_alike_share_a_line() -> None:
    days = [date(2026, 12, 31), date(2027, 3, 31), date(2027, 6, 30)]
    standings = [Standing.ACCEPTED, Standing.UPCOMING, Standing.UPCOMING]
    points = [
        point(
            standing(
                state, due_on=day, original_due_on=day, reports=(DONE,) if state is Standing.ACCEPTED else ()
            )
        )
        for day, state in zip(days, standings, strict=True)
    ]
    said = mark(measure("1.3", "Урок", *points)).split("\n")
    assert said[0] == "31.12.2026: выполнено 20.10.2026. Мастерская открыта."
    assert said[-1] == "31.03.2027, 30.06.2027: срок не наступил"


def test_a_row_without_dates_says_why() -> None:
    assert mark(measure("1", "Мастерские", has_parts=True, is_assigned=False)) == "По подпунктам"
    assert mark(measure("2", "Выставка")) == "Нет графика"
    assert mark(measure("3", "Ярмарка", is_assigned=False)) == "Исполнитель не назван"


HEADER = SummaryHeader(
    road_map_id=RoadMapId(1),
    title="Мастерские",
    department="Отдел образования",
    period_start=date(2026, 9, 1),
    period_end=date(2027, 5, 31),
    approval_number="14-р",
    approval_on=date(2026, 8, 25),
    time_zone="UTC",
    made_at=DECIDED_AT,
    quarter=CalendarQuarter(2026, 4),
)


def test_the_heading_names_the_quarter_and_the_edition_in_force() -> None:
    assert heading(HEADER, 1) == (
        "Отчёт об исполнении дорожной карты",
        "за IV квартал 2026 года, состояние на 22.10.2026",
    )
    assert heading(HEADER, 2)[2] == "в ред. от 25.08.2026 № 14-р"
    assert (
        heading(replace(HEADER, quarter=None), 1)[1]
        == "за период с 01.09.2026 по 31.05.2027, состояние на 22.10.2026"
    )


def test_rows_of_the_document_that_are_not_reported_on_are_named_by_their_places() -> None:
    here, elsewhere = MeasurePlace(table=1, rows=(2,)), MeasurePlace(table=1, rows=(3,))
    row = replace(
        measure("1.1", "Открыть мастерскую", point(owed(Standing.RUNNING))),
        attributes={"form": "Смотр", "risk_codes": ["1.1", "2.3"], "note": ""},
    )
    source = FormSource(
        summary=RoadMapSummary(header=HEADER, measures=(row,), rounds=()),
        places={MeasureId(1): here, MeasureId(2): elsewhere},
        original=None,
        edition=1,
        signers=("Начальник",),
    )
    content = form_content(source)
    assert [each.place for each in content.rows] == [here]
    assert content.others == (elsewhere,)
    assert content.rows[0].extra == {"Форма": "Смотр", "Код параметра": "1.1, 2.3"}
    assert content.signers == ("Начальник",)


def test_a_duty_that_was_taken_away_is_nobodys_any_more() -> None:
    gone = standing(Standing.WITHDRAWN, unit=1, assignee="Школа № 21")
    stays = standing(Standing.RUNNING, unit=2, assignee="Школа № 33")
    assert mark(measure("1.2", "Смотр", point(gone, stays))) == "Срок не наступил (13.11.2026)"
    assert mark(measure("1.2", "Смотр", point(gone))) == "Исключено из плана"


def test_a_cancelled_measure_says_so_with_its_reason_and_what_was_done_before() -> None:
    row = measure("1.2", "Смотр", point(standing(Standing.WITHDRAWN)))
    cancelled = replace(row, standing=MeasureStanding.CANCELLED, standing_reason="Нет денег")
    assert mark(cancelled) == "Отменено: Нет денег"
    done = replace(cancelled, points=(point(standing(Standing.ACCEPTED, reports=(DONE,))),))
    assert mark(done).startswith("Отменено: Нет денег\n13.11.2026: выполнено 20.10.2026")


def test_words_changed_since_the_document_are_named_with_the_day_of_their_edition() -> None:
    row = measure("1.1", "Открыть мастерскую", point(owed(Standing.RUNNING)))
    places = {MeasureId(1): MeasurePlace(table=1, rows=(2,)), MeasureId(5): MeasurePlace(table=1, rows=(3,))}
    printed = MeasureContent(
        section="",
        position=0,
        number="1.1",
        title="Открыть мастерскую",
        result=row.result,
        deadline_text="весной",
        deadline=Missing(),
        reading="",
        pace=ControlPace.ROUTINE,
        responsible_text="Школы",
        answering=(),
    )
    source = FormSource(
        summary=RoadMapSummary(header=replace(HEADER, quarter=None), measures=(row,), rounds=()),
        places=places,
        original=b"",
        edition=2,
        printed={MeasureId(1): printed},
        amended_on=date(2026, 10, 5),
        dropped=frozenset({MeasureId(5)}),
    )
    content = form_content(source)
    assert content.heading[-1] == "в ред. от 05.10.2026"
    assert content.rows[0].amended == {"deadline": "в ред. от 05.10.2026: осенью"}
    assert (content.rows[1].mark, content.others) == ("Исключено из плана", ())


def test_a_common_row_says_what_is_in_the_way_of_each() -> None:
    line = replace(REPORT.line, outcome=ReportOutcome.DIFFICULTY, text="нет денег")
    hard = standing(
        Standing.RUNNING, unit=2, assignee="Школа № 3", reports=(replace(REPORT, line=line, evidence=()),)
    )
    said = mark(measure("1", "Кружок", point(owed(Standing.RUNNING), hard)))
    assert said.splitlines() == [
        "Выполнили 0 из 2; в работе: Школа № 3; срок не наступил (13.11.2026): Лицей № 8",
        "Трудности: Школа № 3: нет денег",
    ]


def test_a_day_moved_for_one_of_several_is_told_apart() -> None:
    kept = [
        owed(Standing.RUNNING, unit=place, due_on=date(2026, 10, 30), owed_by=date(2026, 10, 30))
        for place in (1, 2)
    ]
    moved = replace(point(owed(Standing.RUNNING, unit=3)), duties=(owed(Standing.RUNNING, unit=3), *kept))
    assert moved.common_due_on == date(2026, 10, 30)
    assert "перенос у 1 из 3" in standing_of_point(moved, date(2026, 10, 1))
