"""Which verbs a card offers: every state, every viewer, every open request; and services agree with it."""

import sqlite3
from collections.abc import Awaitable, Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from itertools import product

import pytest

from roadmap.control.duty import DecisionKind, DutyState, ReportOutcome
from roadmap.control.duty_lines import DutyCard, DutyLine, OpenExtension, OpenReassignment, ReportLine
from roadmap.control.entrusting import Entrusted, Entrustment
from roadmap.errors import NotFound, VekhaError
from roadmap.ids import (
    DutyId,
    EntrustedId,
    EntrustmentId,
    ExtensionId,
    MeasureId,
    PersonId,
    ReassignmentId,
    ReportId,
    RoadMapId,
    UnitId,
)
from roadmap.people.persons import Actor, Membership, Role
from roadmap.plan.evidence_rule import EvidenceRule
from services.app import App
from services.control.duties.verbs import Verb, Viewer, verbs_of
from services.control.reporting.report_submission import Answer, submit
from services.control.requests.curators_deeds import Deed
from services.control.requests.heads_decisions import HeadsWord
from services.control.requests.passing_on import Target
from storage.unit_of_work import Store
from tests.clock import FrozenClock
from tests.control_deeds import ANNA, BORIS, DIAGNOSTICS, ELENA, LAGGING, OLGA, audited, photo, reported
from tests.quarter_district import District, build_district

NOW = datetime(2026, 9, 1, 6, tzinfo=UTC)
DUE, LATER = date(2026, 9, 15), date(2026, 9, 29)
AUTHOR, COLLEAGUE = PersonId(1), PersonId(2)
DONE, PARTIAL = ReportOutcome.DONE, ReportOutcome.PARTIAL


def card(state: DutyState, *reports: ReportLine, due_on: date | None = DUE) -> DutyCard:
    duty = DutyLine(
        id=DutyId(1),
        road_map_id=RoadMapId(1),
        measure_id=MeasureId(1),
        state=state,
        version=1,
        revision=1,
        unit_id=UnitId(1),
        person_id=None,
        home_unit_id=UnitId(1),
        assignee="Школа № 1",
        number="1.1",
        title="Провести диагностику",
        section="",
        result="",
        deadline_text="",
        reading="",
        first_on=DUE,
        last_on=DUE,
        original_due_on=due_on,
        due_on=due_on,
        owed_by=due_on,
        stopped_on=None,
        evidence=EvidenceRule.WORDS,
    )
    return DutyCard(duty=duty, reports=reports, extension=None, reassignment=None)


def line(outcome: ReportOutcome, decision: DecisionKind | None = None, *, files: int = 0) -> ReportLine:
    return ReportLine(
        id=ReportId(1),
        version=1,
        outcome=outcome,
        text="Провели",
        author_id=AUTHOR,
        author="Анна Лугова",
        created_at=NOW,
        retracted_at=None,
        percent=None,
        remaining="",
        evidence_count=files,
        decision=decision,
        decision_comment="",
        decided_by="",
        decided_at=NOW if decision else None,
    )


def viewer(*, is_assignee: bool = True, is_curator: bool = False, minutes: int = 0) -> Viewer:
    now = NOW + timedelta(minutes=minutes)
    return Viewer(person_id=AUTHOR, is_assignee=is_assignee, is_curator=is_curator, now=now)


# The table

OWED = {Verb.REPORT, Verb.EXTEND, Verb.REASSIGN, Verb.SNOOZE, Verb.ASK_WHY}
WATCHED = {
    Verb.NUDGE,
    Verb.PROLONG,
    Verb.REPORT_FOR,
    Verb.REQUIRE_EVIDENCE,
    Verb.HAND_OVER,
    Verb.PAUSE,
    Verb.TAKE_OFF,
    Verb.LEAVE_TO_HEAD,
}
STATES: dict[DutyState, tuple[tuple[ReportLine, ...], set[Verb], set[Verb]]] = {
    # What has been reported, and the verbs of the assignee and of the curator.
    DutyState.OPEN: ((), OWED | {Verb.ACKNOWLEDGE}, WATCHED),
    DutyState.ACKNOWLEDGED: ((), OWED, WATCHED),
    DutyState.PARTIAL: (
        (line(PARTIAL),),
        OWED | {Verb.UNDO},
        WATCHED | {Verb.ACCEPT, Verb.RETURN},
    ),
    DutyState.REPORTED: (
        (line(DONE),),
        {Verb.UNDO, Verb.EDIT},
        {Verb.ACCEPT, Verb.RETURN, Verb.LEAVE_TO_HEAD},
    ),
    DutyState.RETURNED: ((line(DONE, DecisionKind.RETURN),), OWED, WATCHED),
    DutyState.ACCEPTED: ((line(DONE, DecisionKind.ACCEPT),), set(), set()),
    DutyState.CLOSED_UNDONE: ((line(ReportOutcome.NOT_DONE, DecisionKind.ACCEPT),), set(), set()),
    DutyState.WITHDRAWN: ((), set(), set()),
    DutyState.PAUSED: ((), set(), {Verb.RESUME, Verb.TAKE_OFF}),
    DutyState.COVERED: ((), set(), set()),
}
YES_NO = (True, False)


@pytest.mark.parametrize(
    ("state", "is_assignee", "is_curator", "extends", "reassigns"),
    list(product(DutyState, YES_NO, YES_NO, YES_NO, YES_NO)),
)
def test_each_state_offers_its_verbs_to_each_side_whatever_has_been_asked_for(
    state: DutyState, is_assignee: bool, is_curator: bool, extends: bool, reassigns: bool
) -> None:
    reports, assignees, curators = STATES[state]
    shown = card(state, *reports)
    assignees, curators = set(assignees), set(curators)
    if extends:
        shown = replace(shown, extension=OpenExtension(id=ExtensionId(1), to_due_on=LATER, reason=""))
        assignees = assignees - {Verb.EXTEND} | {Verb.WITHDRAW_EXTENSION}
        curators.add(Verb.DECIDE_EXTENSION)
    if reassigns:
        shown = replace(shown, reassignment=OpenReassignment(id=ReassignmentId(1), reason=""))
        assignees = assignees - {Verb.REASSIGN} | {Verb.WITHDRAW_REASSIGNMENT}
        curators = curators - {Verb.HAND_OVER} | {Verb.DECIDE_REASSIGNMENT}

    if is_assignee:
        curators -= {Verb.NUDGE, Verb.REPORT_FOR}  # nobody reminds themself or reports for themself

    offered = verbs_of(shown, viewer(is_assignee=is_assignee, is_curator=is_curator))

    assert offered == (assignees if is_assignee else set()) | (curators if is_curator else set())


def test_what_has_no_date_is_neither_moved_nor_reminded_of() -> None:
    offered = verbs_of(card(DutyState.OPEN, due_on=None), viewer())

    assert offered == {Verb.REPORT, Verb.ACKNOWLEDGE, Verb.REASSIGN}


@pytest.mark.parametrize(("minutes", "may_undo"), [(0, True), (9, True), (10, False), (1_000, False)])
def test_a_report_is_taken_back_within_ten_minutes(minutes: int, may_undo: bool) -> None:
    offered = verbs_of(card(DutyState.REPORTED, line(DONE)), viewer(minutes=minutes))

    assert (Verb.UNDO in offered) is may_undo and Verb.EDIT in offered


def test_only_its_author_takes_a_report_back_and_a_colleague_may_edit_it() -> None:
    colleague = replace(viewer(), person_id=COLLEAGUE)

    assert verbs_of(card(DutyState.REPORTED, line(DONE)), colleague) == {Verb.EDIT}


def test_a_report_with_a_later_answer_above_it_stays() -> None:
    progress = replace(line(ReportOutcome.ON_TRACK), id=ReportId(2), version=2)

    assert Verb.UNDO not in verbs_of(card(DutyState.PARTIAL, line(PARTIAL), progress), viewer())


@pytest.mark.parametrize(("is_assignee", "is_curator"), list(product(YES_NO, YES_NO)))
def test_files_are_shown_to_everybody_who_sees_the_card(is_assignee: bool, is_curator: bool) -> None:
    anybody = viewer(is_assignee=is_assignee, is_curator=is_curator)
    with_files, without = line(DONE, DecisionKind.ACCEPT, files=2), line(DONE, DecisionKind.ACCEPT)

    assert verbs_of(card(DutyState.ACCEPTED, with_files), anybody) == {Verb.SHOW_FILES}
    assert verbs_of(card(DutyState.ACCEPTED, without), anybody) == set()


def test_whoever_answers_a_colleague_only_answers_and_whoever_asked_sees_who_is_silent() -> None:
    asked = Entrusted(id=EntrustedId(1), person_id=COLLEAGUE, name="Борис Речной")
    given = Entrustment(
        id=EntrustmentId(1),
        duty_id=DutyId(1),
        given_by=AUTHOR,
        giver="Анна Лугова",
        is_each=True,
        given_at=NOW,
        people=(asked,),
    )
    shown = replace(card(DutyState.OPEN), entrusted=given)
    answering = replace(viewer(), person_id=COLLEAGUE, is_answering=True, has_colleagues=True)
    asking = replace(viewer(), person_id=AUTHOR, has_colleagues=True)

    assert verbs_of(shown, answering) == {Verb.REPORT, Verb.SNOOZE}
    for_all = {Verb.ENTRUST, Verb.ASK_ALL_AGAIN, Verb.ASK_SILENT, Verb.SHOW_ANSWERS}
    assert verbs_of(shown, asking) == OWED | {Verb.ACKNOWLEDGE} | for_all
    done = replace(given, people=(replace(asked, outcome=DONE),))
    assert Verb.ASK_SILENT not in verbs_of(replace(shown, entrusted=done), asking)


# The services agree

ZHANNA, NADEZHDA = "Жанна Обе-Роли", "Надежда Вторая"
READ_ONLY = frozenset({Verb.REPORT, Verb.EDIT, Verb.ASK_WHY, Verb.SHOW_FILES, Verb.SHOW_ANSWERS})
"""Verbs that leave nothing in the audit: not refused is done."""
FORGED = 10**9


@dataclass(frozen=True, slots=True, kw_only=True)
class Situation:
    """What was done about one duty before anybody looks at its card."""

    name: str
    duty: tuple[str, str] = DIAGNOSTICS
    reports: ReportOutcome | None = None
    progress: bool = False
    decides: DecisionKind | None = None
    state: DutyState | None = None
    minutes: int = 0
    deed: Deed | None = None
    is_left: bool = False
    tells: str = ""


SITUATIONS = (
    Situation(name="open"),
    Situation(name="undated", duty=LAGGING),
    Situation(name="acknowledged", state=DutyState.ACKNOWLEDGED),
    Situation(name="partial", reports=PARTIAL),
    Situation(name="partial, progress since", reports=PARTIAL, progress=True),
    Situation(name="reported", reports=DONE),
    Situation(name="reported long ago", reports=DONE, minutes=10),
    Situation(name="returned", reports=DONE, decides=DecisionKind.RETURN),
    Situation(name="accepted", reports=DONE, decides=DecisionKind.ACCEPT),
    Situation(name="closed as not done", reports=ReportOutcome.NOT_DONE, decides=DecisionKind.ACCEPT),
    Situation(name="withdrawn", state=DutyState.WITHDRAWN),
    Situation(name="paused by its curator", deed=Deed.PAUSED),
    Situation(name="taken off by its curator", deed=Deed.TAKEN_OFF),
    Situation(name="left to the head", is_left=True),
    Situation(name="a difficulty is told", tells="Нет педагога"),
)
ASKABLE = [
    each
    for each in SITUATIONS
    if each.reports in (None, PARTIAL) and each.duty != LAGGING and each.deed is None and not each.tells
]
"""A report that settles the duty withdraws what was asked for; «returned» is asked about afterwards."""
CASES = [
    *((each, False) for each in SITUATIONS),
    *((each, True) for each in (*ASKABLE, next(s for s in SITUATIONS if s.name == "returned"))),
]


@pytest.fixture
async def district(store: Store, app: App, clock: FrozenClock) -> District:
    """The small district with a second curator and somebody who answers for a school and watches all."""
    world = await build_district(store, app, clock)
    async with store.write() as uow:
        await world.person(uow, NADEZHDA, Role.CURATOR, world.department)
        await world.person(uow, ZHANNA, Role.CURATOR, world.department)
        own = Membership(
            person_id=world.persons[ZHANNA], unit_id=world.units["Школа № 1"], role=Role.EXECUTOR
        )
        await uow.people.add_membership(own)
        await uow.commit()
    return world


async def bring_about(district: District, situation: Situation, *, is_asked: bool) -> None:
    """Make it so, by the deeds of people wherever there is a deed."""
    duty_id, anna = district.duties[situation.duty], await district.actor(ANNA)
    if situation.reports is not None:
        sent = await reported(district, ANNA, situation.duty, situation.reports, "Провели", photo())
        if situation.decides is not None:
            decisions, olga = district.app.decisions, await district.actor(OLGA)
            version = (await district.app.cards.open(olga, duty_id)).card.duty.version
            if situation.decides is DecisionKind.ACCEPT:
                await decisions.accept(olga, sent.id, version)
            else:
                await decisions.send_back(olga, sent.id, version, "Нет протокола")
    if situation.progress:
        await tell_the_monitoring(district, anna, duty_id)
    if is_asked:
        await district.app.extensions.ask(anna, duty_id, LATER, "Ждём приказ")
        await district.app.reassignments.ask(anna, duty_id, "Это делает школа")
    if situation.state is not None:
        async with district.store.write() as uow:
            duty = await uow.duties.get(duty_id)
            assert duty is not None
            await uow.duties.mark(duty, situation.state)
            await uow.commit()
    if situation.deed is not None:
        await district.app.curators_deeds.change(await district.actor(OLGA), duty_id, situation.deed)
    if situation.tells:
        await tell_the_monitoring(district, anna, duty_id, ReportOutcome.DIFFICULTY, situation.tells)
    if situation.is_left:
        await district.app.curators_deeds.pass_up(await district.actor(OLGA), duty_id, "Школа закрывается")
    district.clock.add(minutes=situation.minutes)


async def tell_the_monitoring(
    district: District,
    actor: Actor,
    duty_id: DutyId,
    outcome: ReportOutcome = ReportOutcome.ON_TRACK,
    words: str = "",
) -> None:
    async with district.store.write() as uow:
        duty = await uow.duties.get(duty_id)
        assert duty is not None
        answer = Answer(outcome=outcome, text=words)
        await submit(uow, actor, duty, answer, district.clock.now())
        await uow.commit()


Doing = Callable[[App, Actor, DutyCard], Awaitable[object]]


def report_of(about: DutyCard) -> ReportId:
    latest = about.undecided or about.last_report
    return latest.id if latest else ReportId(FORGED)


def extension_of(about: DutyCard) -> ExtensionId:
    return about.extension.id if about.extension else ExtensionId(FORGED)


def reassignment_of(about: DutyCard) -> ReassignmentId:
    return about.reassignment.id if about.reassignment else ReassignmentId(FORGED)


async def show_files(app: App, actor: Actor, about: DutyCard) -> None:
    shown = about.last_report.id if about.last_report else ReportId(FORGED)
    if not (await app.reporting.files(actor, shown)).evidence:
        raise NotFound


async def send_back(app: App, actor: Actor, about: DutyCard) -> None:
    await app.decisions.check_return(actor, report_of(about))
    await app.decisions.send_back(actor, report_of(about), about.duty.version, "Нет подписи")


async def hand_over(app: App, actor: Actor, about: DutyCard) -> None:
    target = Target(unit_id=actor.department_id)
    await app.handing.give(actor, about.duty.id, target, whole_measure=False)


def deed(done: Deed) -> Doing:
    return lambda app, who, about: app.curators_deeds.change(who, about.duty.id, done)


async def entrust(app: App, actor: Actor, about: DutyCard) -> None:
    found = await app.entrusting.colleagues(actor, about.duty.id)
    await app.entrusting.give(actor, about.duty.id, [found.people[0].person_id], is_each=True)


DEEDS: dict[Verb, Doing] = {
    Verb.REPORT: lambda app, who, about: app.drafts.start(who, about.duty.id, DONE),
    Verb.ACKNOWLEDGE: lambda app, who, about: app.reporting.acknowledge(who, about.duty.id),
    Verb.UNDO: lambda app, who, about: app.reporting.undo(who, report_of(about)),
    Verb.EDIT: lambda app, who, about: app.drafts.edit(who, report_of(about)),
    Verb.EXTEND: lambda app, who, about: app.extensions.ask(who, about.duty.id, LATER, "Болеем"),
    Verb.WITHDRAW_EXTENSION: lambda app, who, about: app.extensions.withdraw(who, extension_of(about)),
    Verb.REASSIGN: lambda app, who, about: app.reassignments.ask(who, about.duty.id, "Не наше"),
    Verb.WITHDRAW_REASSIGNMENT: lambda app, who, about: app.reassignments.withdraw(
        who, reassignment_of(about)
    ),
    Verb.SNOOZE: lambda app, who, about: app.reminder_choices.snooze(who, about.duty.id, "monday"),
    Verb.ASK_WHY: lambda app, who, about: app.reminder_choices.why(who, about.duty.id),
    Verb.ACCEPT: lambda app, who, about: app.decisions.accept(who, report_of(about), about.duty.version),
    Verb.RETURN: send_back,
    Verb.UNDO_DECISION: lambda app, who, about: app.undoing.undo(who, report_of(about)),
    Verb.DECIDE_EXTENSION: lambda app, who, about: app.extensions.refuse(who, extension_of(about)),
    Verb.DECIDE_REASSIGNMENT: lambda app, who, about: app.reassignments.refuse(who, reassignment_of(about)),
    Verb.NUDGE: lambda app, who, about: app.nudges.nudge(who, about.duty.id),
    Verb.PROLONG: lambda app, who, about: app.extensions.prolong(who, about.duty.id, LATER, "Решено"),
    Verb.REQUIRE_EVIDENCE: lambda app, who, about: app.decisions.require_evidence(
        who, about.duty.id, is_required=not about.duty.evidence.asks_for_file
    ),
    Verb.REPORT_FOR: lambda app, who, about: app.on_behalf.report(
        who,
        about.duty.id,
        about.duty.version,
        ReportOutcome.ON_TRACK if about.duty.is_ongoing else ReportOutcome.NOT_DONE,
        "Сказали по телефону",
    ),
    Verb.SHOW_FILES: show_files,
    Verb.TAKE_NOTE: lambda app, who, about: app.decisions.take_note(who, report_of(about)),
    Verb.HAND_OVER: hand_over,
    Verb.PAUSE: deed(Deed.PAUSED),
    Verb.RESUME: deed(Deed.RESUMED),
    Verb.TAKE_OFF: deed(Deed.TAKEN_OFF),
    Verb.PUT_ON: deed(Deed.PUT_ON),
    Verb.LEAVE_TO_HEAD: lambda app, who, about: app.curators_deeds.pass_up(who, about.duty.id, ""),
    Verb.TAKE_BACK: lambda app, who, about: app.curators_deeds.take_back(who, about.duty.id),
    Verb.GIVE_BACK: lambda app, who, about: app.heads_decisions.decide(who, about.duty.id, HeadsWord.GIVEN),
    Verb.CLOSE: lambda app, who, about: app.heads_decisions.decide(who, about.duty.id, HeadsWord.CLOSED),
    Verb.REOPEN: lambda app, who, about: app.heads_decisions.decide(who, about.duty.id, HeadsWord.REOPENED),
    Verb.SAY_DECISION: lambda app, who, about: app.heads_decisions.decide(
        who, about.duty.id, HeadsWord.SAID, "Перенести на октябрь"
    ),
    Verb.ENTRUST: entrust,
    Verb.ASK_ALL_AGAIN: lambda app, who, about: app.entrusting.take_back(who, about.duty.id),
    Verb.ASK_SILENT: lambda app, who, about: app.entrusting.ask_silent(who, about.duty.id),
    Verb.SHOW_ANSWERS: lambda app, who, about: app.entrusting.answers(who, about.duty.id),
}


@contextmanager
def taken_back(store: Store) -> Iterator[None]:
    """Whatever is done inside leaves no trace in the database, which is a file."""
    path = str(store.engine.url.database)
    with closing(sqlite3.connect(path)) as own, closing(sqlite3.connect(":memory:")) as kept:
        own.backup(kept)
        yield
        kept.backup(own)


async def is_done(district: District, verb: Verb, actor: Actor, about: DutyCard) -> bool:
    """Whether the service neither refuses nor leaves everything as it was."""
    before = await audited(district)
    try:
        await DEEDS[verb](district.app, actor, about)
    except VekhaError:
        return False
    return verb in READ_ONLY or await audited(district) != before


@pytest.mark.parametrize("who", [ANNA, ZHANNA, OLGA, ELENA, BORIS])
@pytest.mark.parametrize(
    ("situation", "is_asked"), CASES, ids=[f"{each.name}{', asked' * asked}" for each, asked in CASES]
)
async def test_services_do_what_the_card_offers_and_refuse_the_rest(
    district: District, situation: Situation, is_asked: bool, who: str
) -> None:
    if district.store.engine.dialect.name != "sqlite":
        pytest.skip("deeds are taken back by copying the database file")
    await bring_about(district, situation, is_asked=is_asked)
    duty_id, actor = district.duties[situation.duty], await district.actor(who)
    about = (await district.app.cards.open(await district.actor(ANNA), duty_id)).card
    try:
        offered = (await district.app.cards.open(actor, duty_id)).verbs
    except NotFound:
        offered = frozenset()

    done = set()
    for verb in Verb:
        with taken_back(district.store):
            if await is_done(district, verb, actor, about):
                done.add(verb)

    if about.duty.unit_id in actor.own:  # asked from an old reminder too, whatever has become of the duty
        done.discard(Verb.ASK_WHY)
        offered -= {Verb.ASK_WHY}
    assert done == offered
