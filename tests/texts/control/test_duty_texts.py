"""Digests, lists and cards as messages: never too long, never broken by a document's own words."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from html.parser import HTMLParser

import pytest

from roadmap.control.boards import OverdueCounts, Tally, UnitOverdue, UnitSilence
from roadmap.control.duty import DutyState, ReportOutcome
from roadmap.control.duty_lines import DutyCard, DutyLine, OpenExtension, OpenReassignment, ReportLine
from roadmap.control.reports import WaitingItem, WaitingKind
from roadmap.ids import DutyId, MeasureId, PersonId, ReportId, RoadMapId, UnitId
from roadmap.people.persons import Actor, Role
from roadmap.plan.evidence_rule import EvidenceRule
from services.buttons.packing import pack
from services.control.deciding.decisions import QueueLine
from services.control.duties.cards import CardView
from services.control.duties.duty_lists import (
    PAGE,
    Board,
    MyDuties,
    OverdueUnits,
    Paging,
    Shelf,
    SilentUnits,
    UnitDuties,
)
from services.control.duties.verbs import Viewer
from services.notice import Notice, plain
from services.reminding.curator_desk import Desk, Week
from services.reminding.digest import DigestView
from texts.control.boards import board, overdue_units, silent_units
from texts.control.cards import ATTRIBUTE_WORDS, duty_card, duty_card_more
from texts.control.duty_lists import my_duties, unit_overdue, way_back
from texts.reminding.digest import digest

TODAY = date(2026, 10, 14)
NOW = datetime(2026, 10, 14, 6, tzinfo=UTC)
HOSTILE = '<b>"Провести" & <script>утвердить</script> ' * 120
LONGEST_MESSAGE = 4096
ACTOR = Actor(
    person_id=PersonId(1),
    department_id=UnitId(1),
    name="Анна Лугова",
    time_zone="Europe/Moscow",
    roles=frozenset({Role.EXECUTOR}),
    own=frozenset({UnitId(2)}),
    roots=frozenset(),
    decides=frozenset(),
    leads=frozenset(),
)


def duty(number: int = 1, due_on: date | None = TODAY, words: str = "Провести семинар") -> DutyLine:
    return DutyLine(
        id=DutyId(number),
        road_map_id=RoadMapId(1),
        measure_id=MeasureId(number),
        state=DutyState.OPEN,
        version=1,
        revision=1,
        unit_id=UnitId(2),
        person_id=None,
        home_unit_id=UnitId(2),
        assignee=words if len(words) > 100 else "Школа № 1",
        number=f"{number}.1." if len(words) < 100 else words,
        title=words,
        section=words,
        result=words,
        deadline_text=words,
        reading=words,
        first_on=date(2026, 9, 1),
        last_on=due_on or date(2027, 5, 31),
        original_due_on=due_on,
        due_on=due_on,
        owed_by=due_on,
        stopped_on=None,
        evidence=EvidenceRule.DOCUMENT,
    )


def view_of(card: DutyCard, *, is_assignee: bool = True) -> CardView:
    viewer = Viewer(person_id=PersonId(1), is_assignee=is_assignee, is_curator=not is_assignee, now=NOW)
    return CardView(card=card, viewer=viewer, today=TODAY, time_zone="Europe/Moscow")


def card_of(it: DutyLine) -> DutyCard:
    return DutyCard(duty=it, reports=(), extension=None, reassignment=None)


def digest_of(
    *own: DutyLine, watched: tuple[DutyLine, ...] = (), led: tuple[DutyLine, ...] = ()
) -> DigestView:
    alone = view_of(card_of(own[0])) if len(own) == 1 and not watched and not led else None
    return DigestView(
        actor=ACTOR,
        today=TODAY,
        own=own,
        watched=watched,
        led=led,
        card=alone,
        open_duties=len(own) + 3,
        overdue_duties=2,
    )


class Strict(HTMLParser):
    """Only the tags Telegram knows, each closed in its turn."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert tag in {"b", "i", "a", "blockquote"}
        self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


def check(notice: Notice) -> None:
    """Fits one message, its HTML is whole, every button packs."""
    shown = plain(notice.body)
    assert len(shown.encode("utf-16-le")) // 2 <= LONGEST_MESSAGE
    parser = Strict()
    parser.feed(str(notice.body))
    assert parser.open == []
    for button in (button for row in notice.buttons for button in row):
        assert button.label.strip()
        if button.data is not None:
            pack(button.data)


def many(count: int, words: str, *, step: int = 1) -> tuple[DutyLine, ...]:
    return tuple(
        duty(number, TODAY + timedelta(days=(number % 40 - 20) * step), words)
        for number in range(1, count + 1)
    )


@pytest.mark.parametrize("count", [1, 2, 3, 15, 16, 300])
@pytest.mark.parametrize("words", ["Провести семинар", HOSTILE])
def test_a_digest_of_any_size_fits_one_message(count: int, words: str) -> None:
    own = many(count, words)
    late = tuple(replace(each, due_on=TODAY - timedelta(days=9)) for each in own)

    check(digest(digest_of(*own)))
    check(digest(digest_of(*own, watched=late, led=late)))
    check(digest(digest_of(watched=late)))
    check(digest(replace(digest_of(watched=late), desk=desk_of(late))))
    check(digest(replace(digest_of(*own, watched=late), desk=desk_of(late))))


def desk_of(late: tuple[DutyLine, ...]) -> Desk:
    """The fullest desk on the first morning of a week."""
    waits = tuple(
        QueueLine(
            item=WaitingItem(kind=WaitingKind.REASSIGNMENT, subject_id=1, duty_id=each.id, since=NOW),
            duty=each,
        )
        for each in late[:3]
    )
    week = Week(
        missing=OverdueCounts(silent=900, returned=90, partial=900),
        overdue=late[:15],
        due=900,
        until=date(2026, 10, 18),
    )
    return Desk(waiting=900, days=55, oldest=waits, week=week)


def test_several_duties_are_grouped_by_urgency_and_numbered_as_their_buttons() -> None:
    notice = digest(
        digest_of(
            duty(1, date(2026, 10, 9)),
            duty(2, TODAY),
            duty(3, date(2026, 10, 16)),
            duty(4, date(2026, 10, 30)),
        )
    )

    shown = plain(notice.body)
    order = [
        "Просрочено",
        "1. п. 1.1",
        "Сегодня",
        "2. п. 2.1",
        "На этой неделе",
        "3. п. 3.1",
        "Позже",
        "4. п. 4.1",
    ]
    places = [shown.index(words) for words in order]
    assert places == sorted(places)
    assert [button.label for button in notice.buttons[0]] == ["1", "2", "3", "4"]
    assert "Всего за вами 7 поручений со сроком, из них просрочено: 2." in shown


def test_a_digest_of_one_duty_is_its_card_with_two_buttons() -> None:
    notice = digest(digest_of(duty()))

    assert [[button.label for button in row] for row in notice.buttons] == [["Отчитаться", "Ещё…"]]
    assert plain(notice.body).startswith("Сегодня последний день")


@pytest.mark.parametrize(
    ("due_on", "heading"),
    [
        (date(2026, 10, 13), "Срок прошёл, отчёта ещё нет"),
        (date(2026, 10, 20), "Скоро срок"),
    ],
)
def test_the_heading_of_a_single_duty_says_how_urgent_it_is(due_on: date, heading: str) -> None:
    assert plain(digest(digest_of(duty(1, due_on))).body).startswith(heading)


def test_a_sunday_deadline_is_told_on_friday_as_the_last_working_day() -> None:
    friday, sunday = date(2026, 10, 16), date(2026, 10, 18)
    shown = view_of(card_of(duty(1, sunday)))

    notice = digest(replace(digest_of(duty(1, sunday)), today=friday, card=replace(shown, today=friday)))

    assert plain(notice.body).startswith("Сегодня последний рабочий день до срока")


def test_twenty_schools_that_missed_one_date_are_one_line_for_the_curator() -> None:
    late = tuple(
        replace(duty(7, date(2026, 10, 13)), id=DutyId(number), assignee=f"Школа № {number}")
        for number in range(1, 21)
    )

    shown = plain(digest(digest_of(watched=late)).body)

    assert shown.count("п. 7.1") == 1
    assert "Не отчитались в срок: 20" in shown and "Школа № 1, Школа № 2, Школа № 3 и ещё 17" in shown


def full_card(words: str) -> DutyCard:
    report = ReportLine(
        id=ReportId(1),
        version=3,
        outcome=ReportOutcome.PARTIAL,
        percent=None,
        remaining="",
        text=words,
        author_id=PersonId(1),
        author=words[:120],
        created_at=NOW,
        retracted_at=None,
        evidence_count=4,
        decision=None,
        decision_comment=words,
        decided_by=words[:120],
        decided_at=NOW,
    )
    return DutyCard(
        duty=replace(duty(1, TODAY, words), original_due_on=date(2026, 10, 1), state=DutyState.RETURNED),
        reports=(report,),
        extension=OpenExtension(id=1, to_due_on=date(2026, 11, 1), reason=words),  # type: ignore[arg-type]
        reassignment=OpenReassignment(id=1, reason=words),  # type: ignore[arg-type]
        attributes=dict.fromkeys((*ATTRIBUTE_WORDS, "funding"), words),
    )


def test_a_card_says_where_for_whom_and_how_when_the_document_does() -> None:
    asked = replace(card_of(duty()), attributes={"place": "Школа № 3", "form": "", "risk_codes": ["1.2"]})
    said = plain(duty_card(view_of(asked, is_assignee=True)).body)

    assert "Место: Школа № 3" in said
    assert "Форма" not in said and "1.2" not in said


@pytest.mark.parametrize("is_assignee", [True, False])
def test_the_fullest_card_of_a_hostile_document_fits_one_message(is_assignee: bool) -> None:
    shown = view_of(full_card(HOSTILE), is_assignee=is_assignee)

    check(duty_card(shown))
    check(duty_card_more(shown))


def test_a_card_shows_the_original_date_beside_the_present_one() -> None:
    shown = plain(duty_card(view_of(full_card("слова"))).body)

    assert "Срок: сегодня, 14 октября (ср)" in shown and "Первоначальный срок: 1 октября (чт)" in shown
    assert "Запрошен перенос срока до 1 ноября (вс)" in shown
    assert "Отчёт № 3 от 14 октября" in shown and "выполнено частично, 4 файла" in shown


def test_a_day_that_had_passed_before_the_work_began_is_not_called_overdue() -> None:
    past = replace(duty(1, None), original_due_on=date(2026, 9, 1))

    shown = plain(duty_card(view_of(card_of(past))).body)

    assert "прошёл до начала работы" in shown and "росрочено" not in shown


@pytest.mark.parametrize("words", ["Провести семинар", HOSTILE])
@pytest.mark.parametrize("shelf", list(Shelf))
def test_a_page_of_any_list_fits_one_message(words: str, shelf: Shelf) -> None:
    counts = dict.fromkeys(Shelf, 300)
    paging = Paging(page=36, pages=38)
    page = many(8, words)

    check(my_duties(MyDuties(shelf=shelf, counts=counts, duties=page, paging=paging, today=TODAY)))
    check(
        unit_overdue(
            UnitDuties(
                unit_id=UnitId(10**15), unit=words[:120], duties=page, count=300, paging=paging, today=TODAY
            )
        )
    )


def test_a_person_without_duties_is_told_that_it_will_come() -> None:
    view = MyDuties(
        shelf=Shelf.WEEK,
        counts=dict.fromkeys(Shelf, 0),
        duties=(),
        paging=Paging(page=0, pages=1),
        today=TODAY,
    )

    assert "Как появится, я напишу" in plain(my_duties(view).body)


def test_the_way_back_leads_to_the_list_the_card_was_opened_from() -> None:
    assert pack(way_back("u17", 2).data) == "du:17:2"  # type: ignore[arg-type]
    assert pack(way_back("later", 3).data) == "dm:later:3"  # type: ignore[arg-type]


def board_of(units: int) -> Board:
    return Board(
        tally=Tally(
            in_time=30,
            overdue=OverdueCounts(silent=units, returned=units, partial=0),
            ongoing=3,
            passed=5,
            waiting=2,
            late=1,
            accepted=1,
            closed_undone=1,
        ),
        waiting=4,
        waiting_days=9,
        overdue_units=units,
        silent_units=units,
        may_decide=True,
        today=TODAY,
    )


def overdue_page(units: int, words: str, paging: Paging) -> OverdueUnits:
    shown = tuple(
        UnitOverdue(
            unit_id=UnitId(n),
            unit=f"{words} {n}",
            overdue=OverdueCounts(silent=1, returned=1, partial=1),
            oldest_on=date(2026, 10, 1),
        )
        for n in range(1, units + 1)
    )
    return OverdueUnits(units=shown, paging=paging, today=TODAY, out_of_chat={})


def silent_page(units: int, words: str, paging: Paging, *, may_invite: bool = True) -> SilentUnits:
    shown = tuple(
        UnitSilence(unit_id=UnitId(n), unit=f"{words} {n}", duties=21, absent=n - 1)
        for n in range(1, units + 1)
    )
    return SilentUnits(units=shown, paging=paging, may_invite=may_invite, left={})


@pytest.mark.parametrize("words", ["Школа №", HOSTILE])
@pytest.mark.parametrize("units", [0, 1, PAGE])
def test_the_overview_and_its_pages_fit_one_message(units: int, words: str) -> None:
    check(board(board_of(200 * units)))
    for page in (0, 1, 199):
        paging = Paging(page=page, pages=200)
        check(overdue_units(overdue_page(units, words, paging)))
        check(silent_units(silent_page(units, words, paging)))


def test_a_curator_is_sent_to_the_coordinator_for_links_and_the_coordinator_to_the_unit() -> None:
    view = silent_page(2, "Школа №", Paging(page=0, pages=1))

    invited = silent_units(view)
    asked = silent_units(replace(view, may_invite=False))

    assert "Выдайте ссылку для входа" in plain(invited.body) and invited.buttons[0][0].label == "Школа № 1"
    assert "Попросите координатора" in plain(asked.body) and asked.buttons[0][0].label == "‹ Обзор"


def test_where_people_are_there_and_none_is_an_executor_the_role_is_asked_for() -> None:
    page = silent_page(1, "Отдел №", Paging(page=0, pages=1))
    shown = silent_units(replace(page, units=(replace(page.units[0], others=5),)))

    assert "5 человек, но никто не исполнитель" in plain(shown.body)
    assert "дайте ему роль «исполнитель»" in plain(shown.body) and "Добавьте" not in plain(shown.body)
    assert shown.buttons[0][0].label == "Назначить исполнителя: Отдел № 1"


def test_where_nobody_is_entered_people_are_asked_for_and_no_links() -> None:
    said = plain(silent_units(silent_page(1, "Школа №", Paging(page=0, pages=1))).body)

    assert "Добавьте туда людей" in said and "ссылки" not in said
