"""Texts of the control loop: never too long, never broken by a name, and every button fits."""

from dataclasses import replace
from datetime import UTC, date, datetime
from itertools import product

import pytest

from roadmap.control.duty import DecisionKind, DutyState, Evidence, ReportOutcome
from roadmap.control.duty_lines import DutyCard, DutyLine, OpenExtension, OpenReassignment, ReportLine
from roadmap.control.report_drafts import ReportDraft
from roadmap.control.reports import SeenEvidence, WaitingItem, WaitingKind
from roadmap.control.requests import ExtensionRequest, Reassignment, RequestState
from roadmap.errors import NotFound
from roadmap.ids import (
    DraftId,
    DutyId,
    EvidenceId,
    ExtensionId,
    MeasureId,
    PersonId,
    ReassignmentId,
    ReportId,
    RoadMapId,
    UnitId,
)
from roadmap.people.persons import Person, Unit, UnitKind
from roadmap.plan.evidence_rule import EvidenceRule
from roadmap.typed_words import units
from services.buttons.packing import pack, unpack
from services.control.deciding.decisions import DecidedView, QueueLine, QueuePage
from services.control.duties.cards import CardView
from services.control.duties.verbs import Viewer
from services.control.reporting.announcing import GatheredView, SubmittedView
from services.control.reporting.draft_view import Coverable, DraftView
from services.control.reporting.reporting import ReportFiles, SentReport
from services.control.requests.extension_views import (
    ExtensionAsked,
    ExtensionDecided,
    ExtensionOffer,
    ExtensionView,
)
from services.control.requests.passing_on import Target
from services.control.requests.reassignment_views import (
    Chosen,
    DutyPassed,
    Passed,
    ReassignmentAsked,
    ReassignmentGranted,
    ReassignmentRefused,
    ReassignmentView,
    Targets,
)
from services.notice import Notice, plain
from texts.control import decisions, extensions, reassignments, reporting
from texts.control.card_buttons import card_buttons, more_buttons
from texts.control.cards import duty_card

NOW = datetime(2026, 9, 1, 6, 0, tzinfo=UTC)
HOSTILE = "<b>&amp;</b><script>alert('x')</script> \"«" + "ж" * 5_000 + "😀" * 500
TODAY = date(2026, 9, 1)
OUTCOMES = (ReportOutcome.DONE, ReportOutcome.PARTIAL, ReportOutcome.NOT_DONE)


def duty(state: DutyState = DutyState.OPEN, number: int = 1) -> DutyLine:
    return DutyLine(
        id=DutyId(10**17 + number),
        road_map_id=RoadMapId(1),
        measure_id=MeasureId(1),
        state=state,
        version=10**6,
        revision=3,
        unit_id=UnitId(1),
        person_id=None,
        home_unit_id=UnitId(1),
        assignee=HOSTILE,
        number=HOSTILE,
        title=HOSTILE,
        section=HOSTILE,
        result=HOSTILE,
        deadline_text=HOSTILE,
        reading=HOSTILE,
        first_on=TODAY,
        last_on=date(2026, 9, 30),
        original_due_on=date(2026, 8, 1),
        due_on=date(2026, 9, 30),
        owed_by=date(2026, 9, 30),
        stopped_on=None,
        evidence=EvidenceRule.DOCUMENT,
    )


def line(outcome: ReportOutcome = ReportOutcome.DONE, decision: DecisionKind | None = None) -> ReportLine:
    return ReportLine(
        id=ReportId(10**17),
        version=12,
        outcome=outcome,
        percent=None,
        remaining="",
        text=HOSTILE[:2_500],
        author_id=PersonId(1),
        author=HOSTILE[:120],
        created_at=NOW,
        retracted_at=None,
        evidence_count=20,
        decision=decision,
        decision_comment=HOSTILE[:1_000],
        decided_by=HOSTILE[:120],
        decided_at=NOW if decision else None,
    )


def view(
    state: DutyState = DutyState.OPEN,
    *reports: ReportLine,
    is_assignee: bool = True,
    is_curator: bool = True,
) -> CardView:
    card = DutyCard(
        duty=duty(state),
        reports=reports,
        extension=OpenExtension(id=ExtensionId(10**17), to_due_on=TODAY, reason=HOSTILE[:500]),
        reassignment=OpenReassignment(id=ReassignmentId(10**17), reason=HOSTILE[:500]),
    )
    viewer = Viewer(person_id=PersonId(1), is_assignee=is_assignee, is_curator=is_curator, now=NOW)
    return CardView(card=card, viewer=viewer, today=TODAY, time_zone="Asia/Kamchatka")


def draft_view(outcome: ReportOutcome, covered: int, files: int, text: str) -> DraftView:
    draft = ReportDraft(
        id=DraftId(10**17),
        person_id=PersonId(1),
        covers=tuple(DutyId(10**17 + n) for n in range(covered)),
        campaign_item_id=None,
        replaces_id=None,
        outcome=outcome,
        percent=None,
        remaining="",
        text=text,
        card_message_id=None,
        album=None,
        updated_at=NOW,
    )
    evidence = Evidence(
        id=EvidenceId(1), kind="pdf", file_key="", sha256="", name=HOSTILE[:104], size=1, mime=""
    )
    seen = SeenEvidence(
        sha256="",
        duty_id=DutyId(1),
        number=HOSTILE,
        assignee=HOSTILE,
        unit_id=UnitId(1),
        person_id=None,
        home_unit_id=UnitId(1),
        sent_at=NOW,
    )
    return DraftView(
        draft=draft,
        duties=tuple(duty(number=n) for n in range(covered)),
        evidence=(evidence,) * files,
        seen=(seen,) * 5,
        others=7,
        time_zone="Asia/Kamchatka",
    )


def extension(state: RequestState) -> ExtensionView:
    request = ExtensionRequest(
        id=ExtensionId(10**17),
        duty_id=DutyId(1),
        author_id=PersonId(1),
        from_due_on=TODAY,
        to_due_on=date(2026, 12, 31),
        reason=HOSTILE[:500],
        state=state,
        created_at=NOW,
        decided_by=PersonId(2),
        decided_at=NOW,
        comment=HOSTILE[:500],
    )
    return ExtensionView(
        view=view(),
        request=request,
        author=HOSTILE[:120],
        decided_by=HOSTILE[:120],
        earlier=(request,) * 5,
        offered=(TODAY, date(2026, 9, 8)),
    )


def reassignment() -> ReassignmentView:
    request = Reassignment(
        id=ReassignmentId(10**17),
        duty_id=DutyId(1),
        author_id=PersonId(1),
        reason=HOSTILE[:500],
        state=RequestState.OPEN,
        to_unit_id=None,
        to_person_id=None,
        created_at=NOW,
        decided_by=None,
        decided_at=None,
        comment="",
    )
    return ReassignmentView(view=view(), request=request, author=HOSTILE[:120])


UNIT = Unit(
    id=UnitId(10**17),
    department_id=UnitId(1),
    parent_id=None,
    name=HOSTILE[:120],
    kind=UnitKind.SCHOOL,
    time_zone="Europe/Moscow",
    is_active=True,
)
PERSON = Person(
    id=PersonId(10**17),
    department_id=UnitId(1),
    name=HOSTILE[:120],
    post=HOSTILE,
    is_active=True,
    consented_at=None,
    consent_version=None,
)
REPORTED = view(DutyState.REPORTED, line())
QUEUE = QueuePage(
    lines=tuple(
        QueueLine(
            item=WaitingItem(kind=kind, subject_id=10**17, duty_id=DutyId(1), since=NOW),
            duty=duty(),
        )
        for kind in (*WaitingKind, *WaitingKind, WaitingKind.REPORT, WaitingKind.REPORT)
    ),
    page=1,
    total=500,
    now=NOW,
    time_zone="Europe/Moscow",
)
NOTICES: dict[str, Notice] = {
    **{
        f"draft {outcome} {covered} {files} {len(text)}": reporting.draft_card(
            draft_view(outcome, covered, files, text)
        )
        for outcome, covered, files, text in product(OUTCOMES, (0, 1, 40), (0, 20), ("", HOSTILE[:2_500]))
    },
    "draft in the way": reporting.draft_in_the_way(
        draft_view(ReportOutcome.DONE, 9, 20, "я"), DutyId(10**17)
    ),
    "covers": reporting.covers(DraftId(10**17), [Coverable(duty=duty(), is_ticked=True)] * 50, 3),
    "sent": reporting.sent(SentReport(view=REPORTED, sent=(duty(),) * 40, skipped=(duty(),) * 40)),
    "files": reporting.files_caption(
        ReportFiles(duty=duty(), author=HOSTILE[:120], sent_at=NOW, evidence=()), "Europe/Moscow"
    ),
    "queue": decisions.queue(QUEUE),
    "review": decisions.review(REPORTED, draft_view(ReportOutcome.DONE, 1, 1, "").seen, 1),
    "ask return": decisions.ask_return(REPORTED, 10**17),
    "submitted": decisions.submitted(
        SubmittedView(view=REPORTED, others=(REPORTED.card.duty,) * 39, waiting=500)
    ),
    "gathered": decisions.gathered(
        GatheredView(waiting=500, oldest=tuple((each.item, each.duty) for each in QUEUE.lines[:5]))
    ),
    "returned": decisions.decided(
        DecidedView(
            view=view(DutyState.RETURNED, line(decision=DecisionKind.RETURN)),
            report=line(decision=DecisionKind.RETURN),
        )
    ),
    "accepted": decisions.decided(DecidedView(view=REPORTED, report=line(decision=DecisionKind.ACCEPT))),
    "offer dates": extensions.offer_dates(
        ExtensionOffer(view=view(), offered=(TODAY,), earlier=extension(RequestState.GRANTED).earlier)
    ),
    "ask reason": extensions.ask_reason(view(), TODAY),
    "other date": extensions.other_date(extension(RequestState.OPEN)),
    "ask refusal": extensions.ask_refusal(extension(RequestState.OPEN)),
    "extension asked": extensions.extension_asked(ExtensionAsked(asked=extension(RequestState.OPEN))),
    "extension granted": extensions.extension_decided(
        ExtensionDecided(asked=extension(RequestState.GRANTED))
    ),
    "extension refused": extensions.extension_decided(
        ExtensionDecided(asked=extension(RequestState.REFUSED))
    ),
    "not mine": reassignments.ask_reason(view()),
    "not mine asked": reassignments.reassignment_asked(ReassignmentAsked(asked=reassignment())),
    "units": reassignments.targets(
        Targets(asked=reassignment(), units=(UNIT,) * 8, persons=(), page=1, pages=9)
    ),
    "persons": reassignments.targets(
        Targets(asked=reassignment(), units=(), persons=(PERSON,) * 8, page=1, pages=9)
    ),
    "confirm": reassignments.confirm_target(
        Chosen(asked=reassignment(), name=HOSTILE[:120], reachable=0, more=11), Target(unit_id=UNIT.id)
    ),
    "passed": reassignments.passed(
        Passed(
            request_id=ReassignmentId(1),
            duty=duty(),
            name=HOSTILE[:120],
            duty_ids=(DutyId(1),) * 12,
            reachable=0,
        )
    ),
    "left": reassignments.reassignment_refused(
        ReassignmentRefused(view=view(), comment=HOSTILE[:500], decided_by=HOSTILE[:120])
    ),
    "gone": reassignments.reassignment_granted(
        ReassignmentGranted(number=HOSTILE, title=HOSTILE, map_name=HOSTILE[:40], to=HOSTILE[:120])
    ),
    "come": reassignments.duty_passed(DutyPassed(view=view(), count=12)),
}


@pytest.mark.parametrize("name", NOTICES)
def test_a_message_is_never_too_long_and_its_buttons_fit(name: str) -> None:
    notice = NOTICES[name]
    limit = 1_024 if name == "files" else 4_096

    assert 0 < units(plain(notice.body)) <= limit
    for row in notice.buttons:
        assert 1 <= len(row) <= 3
        for button in row:
            assert 0 < len(button.label) <= 64
            assert button.data is not None and unpack(pack(button.data)) == button.data


@pytest.mark.parametrize("name", NOTICES)
def test_a_hostile_name_stays_words(name: str) -> None:
    body = NOTICES[name].body

    assert "<script" not in body and "<b>&amp;</b>" not in body


@pytest.mark.parametrize(
    ("state", "is_assignee", "is_curator", "labels"),
    [
        (DutyState.OPEN, True, False, ["Отчитаться", "Взять в работу", "Ещё…"]),
        (DutyState.ACKNOWLEDGED, True, False, ["Отчитаться", "Ещё…"]),
        (DutyState.RETURNED, True, False, ["Отчитаться заново", "Ещё…"]),
        (DutyState.PARTIAL, True, False, ["Отчитаться", "Ещё…", "Отменить отправку"]),
        (DutyState.REPORTED, True, False, ["Отменить отправку", "Изменить отчёт"]),
        (DutyState.ACCEPTED, True, False, []),
        (DutyState.WITHDRAWN, True, False, []),
        (DutyState.REPORTED, False, True, ["Снять с контроля", "Вернуть на доработку"]),
        (DutyState.PARTIAL, False, True, ["Снять с контроля", "Вернуть на доработку"]),
        (
            DutyState.OPEN,
            False,
            True,
            ["Напомнить сейчас", "Отчёт за них", "Продлить", "Ещё…"],
        ),
        (DutyState.ACCEPTED, False, True, []),
        (DutyState.REPORTED, False, False, []),
    ],
)
def test_each_state_offers_its_own_verbs_to_each_side(
    state: DutyState, is_assignee: bool, is_curator: bool, labels: list[str]
) -> None:
    answered = (line(),) if state in (DutyState.REPORTED, DutyState.PARTIAL) else ()
    seen = view(state, *answered, is_assignee=is_assignee, is_curator=is_curator)
    card = replace(
        seen.card,
        duty=replace(seen.card.duty, evidence=EvidenceRule.WORDS),
        extension=None,
        reassignment=None,
    )

    offered = [button.label for row in card_buttons(replace(seen, card=card)) for button in row]

    assert [label for label in offered if "вложения" not in label][: len(labels)] == labels
    assert not labels or offered[0] == labels[0]


def test_the_moment_for_taking_back_passes() -> None:
    late = replace(REPORTED.viewer, now=datetime(2026, 9, 1, 6, 10, tzinfo=UTC))
    labels = [b.label for row in card_buttons(replace(REPORTED, viewer=late)) for b in row]

    assert "Отменить отправку" not in labels and "Изменить отчёт" in labels


def test_what_is_asked_for_already_may_be_taken_back_and_not_asked_again() -> None:
    labels = [button.label for row in more_buttons(view()) for button in row]

    assert "Отозвать просьбу о переносе" in labels and "Отозвать «не моё»" in labels
    assert "Перенести срок" not in labels and "Не моё" not in labels


@pytest.mark.parametrize("packed", [0, 1, 20_261_301, 20_260_231, 10**17])
def test_a_forged_date_in_a_button_is_not_found(packed: int) -> None:
    with pytest.raises(NotFound):
        extensions.day_of(packed)


def test_a_date_goes_into_a_button_and_back() -> None:
    assert extensions.day_of(extensions.day_number(date(2026, 2, 28))) == date(2026, 2, 28)


def test_a_photo_gets_the_measures_number_for_a_name_and_paths_do_not() -> None:
    nameless = Evidence(id=EvidenceId(1), kind="jpg", file_key="", sha256="", name="", size=1, mime="")
    simple = replace(duty(), number="2.4.")

    assert reporting.file_name(simple, nameless, 3) == "п. 2.4, фото 3.jpg"
    assert "/" not in reporting.file_name(replace(simple, number="../../2"), nameless, 1)


def test_the_card_itself_is_within_limits_with_everything_on_it() -> None:
    for state in DutyState:
        notice = duty_card(view(state, line(decision=DecisionKind.RETURN), line()))
        assert units(plain(notice.body)) <= 4_096


def test_a_curator_is_told_the_indicators_number_and_that_the_report_is_late() -> None:
    told = replace(
        line(), author="Анна Лугова", text="", value=18.0, created_at=datetime(2026, 10, 2, 9, tzinfo=UTC)
    )
    shown = view(DutyState.REPORTED, told)
    owed = replace(shown.card.duty, title="Слёт", assignee="Лицей", result="Не менее 20 участников")
    shown = replace(shown, card=replace(shown.card, duty=owed))
    said = plain(decisions.submitted(SubmittedView(view=shown, others=(), waiting=1)).body)
    assert "Срок: до 30 сентября (ср), отчёт после срока" in said
    assert "Показатель: 18 участников (цель 20)" in said
