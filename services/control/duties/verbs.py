"""What a person may do about a duty now: by its state, its reports and requests, and what they are to it."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from roadmap.brevity import PersonName
from roadmap.control.duty import UNDO_WINDOW, UNSETTLED, WAITING_FOR_ASSIGNEE, DutyState
from roadmap.control.duty_lines import DutyCard
from roadmap.ids import PersonId


class Verb(StrEnum):
    REPORT = "report"
    ACKNOWLEDGE = "acknowledge"
    UNDO = "undo"
    EDIT = "edit"
    EXTEND = "extend"
    WITHDRAW_EXTENSION = "withdraw extension"
    REASSIGN = "reassign"
    WITHDRAW_REASSIGNMENT = "withdraw reassignment"
    SNOOZE = "snooze"
    ASK_WHY = "ask why"
    REPORT_FOR = "report for them"
    ACCEPT = "accept"
    RETURN = "return"
    TAKE_NOTE = "take note"
    UNDO_DECISION = "undo decision"
    DECIDE_EXTENSION = "decide extension"
    DECIDE_REASSIGNMENT = "decide reassignment"
    NUDGE = "nudge"
    PROLONG = "prolong"
    HAND_OVER = "hand over"
    PAUSE = "pause"
    RESUME = "resume"
    TAKE_OFF = "take off"
    PUT_ON = "put on"
    LEAVE_TO_HEAD = "leave to the head"
    TAKE_BACK = "take back"
    GIVE_BACK = "give back to the curator"
    CLOSE = "close"
    SAY_DECISION = "say the decision"
    REOPEN = "reopen"
    REQUIRE_EVIDENCE = "require evidence"
    SHOW_FILES = "show files"
    ENTRUST = "entrust"
    ASK_ALL_AGAIN = "ask all again"
    ASK_SILENT = "ask the silent"
    SHOW_ANSWERS = "show answers"


@dataclass(frozen=True, slots=True, kw_only=True)
class Viewer:
    """What the person who looks at a card is to it, at this moment."""

    person_id: PersonId
    is_assignee: bool
    is_curator: bool
    now: datetime
    is_head: bool = False
    """Whether what is passed up is theirs to decide."""
    stands_for: PersonName = ""
    """Whose duty it is, where the person answers for it as a deputy."""
    is_answering: bool = False
    """A colleague who reports has asked for their answer."""
    has_colleagues: bool = False
    """Others answer for the same organisation."""


def verbs_of(card: DutyCard, viewer: Viewer) -> frozenset[Verb]:
    """The verbs open to this viewer; whoever is assignee and curator has those of both."""
    mine = _assignee_verbs(card, viewer) if viewer.is_assignee else {}
    watched = _curator_verbs(card, viewer) if viewer.is_curator else {}
    led = _head_verbs(card, viewer) if viewer.is_head else {}
    shown = {Verb.SHOW_FILES: card.last_report is not None and card.last_report.evidence_count > 0}
    return frozenset(verb for verb, is_open in {**mine, **watched, **led, **shown}.items() if is_open)


def _assignee_verbs(card: DutyCard, viewer: Viewer) -> dict[Verb, bool]:
    state = card.duty.state
    is_owed = state in WAITING_FOR_ASSIGNEE
    is_dated = is_owed and card.duty.due_on is not None
    if viewer.is_answering:
        return {Verb.REPORT: is_owed, Verb.SNOOZE: is_dated and card.duty.waits_for_assignee}
    return {
        **_entrusting_verbs(card, viewer),
        Verb.REPORT: is_owed,
        Verb.ACKNOWLEDGE: state is DutyState.OPEN,
        Verb.UNDO: _can_undo(card, viewer),
        Verb.EDIT: state is DutyState.REPORTED and card.undecided is not None,
        Verb.EXTEND: is_dated and card.extension is None,
        Verb.WITHDRAW_EXTENSION: card.extension is not None,
        Verb.REASSIGN: is_owed and card.reassignment is None,
        Verb.WITHDRAW_REASSIGNMENT: card.reassignment is not None,
        Verb.SNOOZE: is_dated and card.duty.waits_for_assignee,
        Verb.ASK_WHY: is_dated,
    }


def _entrusting_verbs(card: DutyCard, viewer: Viewer) -> dict[Verb, bool]:
    """Of those who answer for an organisation: whoever was entrusted with it does not pass it further."""
    is_owed = card.duty.waits_for_assignee and card.duty.unit_id is not None
    given = card.entrusted
    is_free = given is None or all(one.person_id != viewer.person_id for one in given.people)
    return {
        Verb.ENTRUST: is_owed and viewer.has_colleagues and is_free,
        Verb.ASK_ALL_AGAIN: is_owed and given is not None and is_free,
        Verb.ASK_SILENT: is_owed and given is not None and given.is_each and bool(given.silent) and is_free,
        Verb.SHOW_ANSWERS: given is not None and given.is_each,
    }


def _curator_verbs(card: DutyCard, viewer: Viewer) -> dict[Verb, bool]:
    is_owed = card.duty.state in WAITING_FOR_ASSIGNEE
    return {
        Verb.ACCEPT: card.undecided is not None,
        Verb.RETURN: card.undecided is not None,
        Verb.TAKE_NOTE: card.difficulty is not None,
        Verb.UNDO_DECISION: _can_undo_decision(card, viewer),
        Verb.DECIDE_EXTENSION: card.extension is not None,
        Verb.DECIDE_REASSIGNMENT: card.reassignment is not None,
        Verb.NUDGE: card.duty.waits_for_assignee and not viewer.is_assignee,
        Verb.PROLONG: is_owed and card.duty.due_on is not None,
        Verb.REQUIRE_EVIDENCE: is_owed,
        Verb.REPORT_FOR: is_owed and not viewer.is_assignee,
        Verb.HAND_OVER: is_owed and card.reassignment is None,
        Verb.PAUSE: is_owed,
        Verb.RESUME: card.duty.state is DutyState.PAUSED and card.is_in_force,
        Verb.TAKE_OFF: is_owed or card.duty.state is DutyState.PAUSED,
        Verb.PUT_ON: card.is_taken_off and card.is_in_force,
        Verb.LEAVE_TO_HEAD: card.duty.state in UNSETTLED and card.passed_up is None,
        Verb.TAKE_BACK: card.duty.state in UNSETTLED and card.passed_up is not None,
        Verb.SHOW_ANSWERS: card.entrusted is not None and card.entrusted.is_each,
    }


def _head_verbs(card: DutyCard, viewer: Viewer) -> dict[Verb, bool]:
    is_asked = card.passed_up is not None and card.duty.state in UNSETTLED
    return {
        Verb.GIVE_BACK: is_asked,
        Verb.SAY_DECISION: is_asked,
        Verb.REOPEN: card.passed_up is not None and card.is_taken_off and _is_fresh(card, viewer),
        Verb.CLOSE: is_asked and card.duty.state in (*WAITING_FOR_ASSIGNEE, DutyState.PAUSED),
    }


def _is_fresh(card: DutyCard, viewer: Viewer) -> bool:
    return card.settled_at is not None and viewer.now - card.settled_at < UNDO_WINDOW


def _can_undo(card: DutyCard, viewer: Viewer) -> bool:
    """One's own latest report, for as long as a mistaken press may be taken back."""
    line = card.undecided
    return (
        line is not None
        and line == card.last_report
        and line.author_id == viewer.person_id
        and viewer.now - line.created_at < UNDO_WINDOW
    )


def _can_undo_decision(card: DutyCard, viewer: Viewer) -> bool:
    """One's own decision, in the same time, while nothing else has happened to the duty."""
    line = card.last_answer
    return (
        line is not None
        and line.decided_at is not None
        and line.decided_by_id == viewer.person_id
        and line.left_version == card.duty.version
        and viewer.now - line.decided_at < UNDO_WINDOW
    )
