"""Everything the bot says without being asked: one row for each kind, with what the engine needs to know."""

from dataclasses import dataclass
from enum import IntEnum, StrEnum
from typing import Self


class Priority(IntEnum):
    """Smaller goes first: decisions and overdue first, digests last."""

    DECISION = 10
    ALERT = 20
    NEWS = 30
    CAMPAIGN = 40
    DIGEST = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class KindRules:
    """How the engine treats a kind.

    `folds`: it may become a line of the catch-up message. `at_any_hour`: it answers what the recipient is
    doing right now, so it does not keep quiet hours. `revives`: where a blocked chat has stopped it, it is
    sent once the person is back; the others are then put in line anew by what they tell of.

    `key` spells what is sent only once: {kind}, {subject}, {recipient} and, where one subject is told of more
    than once, {occasion}. Keys are stored: a key spelled anew sends everything anew.
    """

    priority: Priority
    folds: bool = True
    at_any_hour: bool = False
    revives: bool = True
    key: str = "{kind}:{subject}:{recipient}"


class DeliveryKind(StrEnum):
    """A kind of message with its rules; the comment says whose id `subject_id` is."""

    rules: KindRules

    def __new__(cls, stored: str, rules: KindRules) -> Self:
        kind = str.__new__(cls, stored)
        kind._value_ = stored
        kind.rules = rules
        return kind

    # the recipient; the occasion is the day
    DIGEST = "digest", KindRules(priority=Priority.DIGEST, folds=False, key="digest:{recipient}:{occasion}")
    # road map: new duties of one person; the occasion is what brought them
    ASSIGNED = (
        "assigned",
        KindRules(priority=Priority.NEWS, revives=False, key="{kind}:{subject}:{occasion}:{recipient}"),
    )
    # road map: what was changed of it by hand; the occasion is the last of the edits
    PLAN_CHANGED = (
        "plan_changed",
        KindRules(priority=Priority.NEWS, key="{kind}:{subject}:{occasion}:{recipient}"),
    )
    # duty its curator asks about; the occasion is the day
    NUDGE = "nudge", KindRules(priority=Priority.ALERT, key="{kind}:{subject}:{recipient}:{occasion}")
    # duty its curator has paused or taken off, or has brought back; the occasion is the deed and the version
    CURATORS_DEED = (
        "curators_deed",
        KindRules(priority=Priority.NEWS, key="{kind}:{subject}:{recipient}:{occasion}"),
    )
    # duty a curator has left to the head, to that curator; the occasion is the decision
    HEADS_WORD = (
        "heads_word",
        KindRules(priority=Priority.DECISION, key="{kind}:{subject}:{recipient}:{occasion}"),
    )
    # entrustment: to whom it was given, the occasion is the first time or the day; to whoever gave it, the
    # occasion is the version of the duty; to whom it was given before
    ENTRUSTED = (
        "entrusted",
        KindRules(priority=Priority.DECISION, key="{kind}:{subject}:{recipient}:{occasion}"),
    )
    ENTRUSTED_READY = (
        "entrusted_ready",
        KindRules(priority=Priority.NEWS, key="{kind}:{subject}:{recipient}:{occasion}"),
    )
    ENTRUSTED_ENDED = (
        "entrusted_ended",
        KindRules(priority=Priority.NEWS, key="{kind}:{subject}:{recipient}:{occasion}"),
    )
    # execution report
    RETURNED = "returned", KindRules(priority=Priority.DECISION)
    ACCEPTED = "accepted", KindRules(priority=Priority.NEWS)
    # execution report that tells of a difficulty, to whoever has told of it
    DIFFICULTY_NOTED = "difficulty_noted", KindRules(priority=Priority.NEWS)
    # execution report, to the assignee for whom a curator has written it down
    REPORTED_FOR = "reported_for", KindRules(priority=Priority.NEWS)
    # execution report, to the curators; the occasion is the report or the hour when they are gathered
    REPORT_SUBMITTED = (
        "report_submitted",
        KindRules(priority=Priority.NEWS, key="{kind}:{occasion}:{recipient}"),
    )
    # extension request
    EXTENSION_REQUESTED = "extension_requested", KindRules(priority=Priority.NEWS)
    EXTENSION_DECIDED = "extension_decided", KindRules(priority=Priority.DECISION)
    # reassignment
    REASSIGNMENT_REQUESTED = "reassignment_requested", KindRules(priority=Priority.NEWS)
    REASSIGNMENT_DECIDED = "reassignment_decided", KindRules(priority=Priority.DECISION)
    # question of a document, to the curators, and its answer to the coordinators
    DEADLINE_ASKED = "deadline_asked", KindRules(priority=Priority.NEWS)
    DEADLINE_ANSWERED = "deadline_answered", KindRules(priority=Priority.DECISION)
    # import of minutes: to the coordinators that it waits, to whoever wrote it what became of it
    MINUTES_ENTERED = "minutes_entered", KindRules(priority=Priority.NEWS)
    MINUTES_DECIDED = "minutes_decided", KindRules(priority=Priority.DECISION)
    # road map of minutes, to the coordinators and heads: all of it is settled
    MINUTES_DONE = "minutes_done", KindRules(priority=Priority.NEWS)
    # campaign: at its start, to those still silent while it lasts (the occasion is which time), and to the
    # curators: how it goes while it lasts, and the result
    CAMPAIGN_PROMPT = "campaign_prompt", KindRules(priority=Priority.CAMPAIGN, folds=False)
    CAMPAIGN_NUDGE = (
        "campaign_nudge",
        KindRules(priority=Priority.CAMPAIGN, key="{kind}:{subject}:{recipient}:{occasion}"),
    )
    CAMPAIGN_CARD = "campaign_card", KindRules(priority=Priority.CAMPAIGN, folds=False)
    CAMPAIGN_RESULT = "campaign_result", KindRules(priority=Priority.CAMPAIGN, folds=False)
    # invite, to the one who invited
    INVITE_TAKEN = (
        "invite_taken",
        KindRules(priority=Priority.NEWS, at_any_hour=True, key="invite:{subject}:taken"),
    )
    # invite that makes a coordinator: given at the server, taken and to be confirmed, taken for good; to all
    # coordinators. And to whom they have confirmed
    COORDINATOR_LINK = "coordinator_link", KindRules(priority=Priority.ALERT, at_any_hour=True)
    COORDINATOR_ASKED = "coordinator_asked", KindRules(priority=Priority.DECISION, at_any_hour=True)
    COORDINATOR_JOINED = "coordinator_joined", KindRules(priority=Priority.ALERT, at_any_hour=True)
    JOINED = "joined", KindRules(priority=Priority.DECISION, at_any_hour=True)
    # invite, to the one who invited: whoever took it says that it is not them; the occasion is the moment
    JOINED_WRONG = (
        "joined_wrong",
        KindRules(priority=Priority.ALERT, at_any_hour=True, key="{kind}:{subject}:{recipient}:{occasion}"),
    )
    # person, about themself: a role that was given or taken away; the occasion is the moment
    ROLE_CHANGED = (
        "role_changed",
        KindRules(priority=Priority.NEWS, key="{kind}:{subject}:{recipient}:{occasion}"),
    )
    # unit with a duty nobody can be told about, to its curators and the coordinators; the occasion is the day
    NO_RECIPIENT = (
        "no_recipient",
        KindRules(priority=Priority.ALERT, key="no-recipient:{subject}:{recipient}:{occasion}"),
    )
    # person who blocked the bot, to the curators; the occasion is the day
    UNREACHABLE = (
        "unreachable",
        KindRules(priority=Priority.ALERT, key="{kind}:{subject}:{recipient}:{occasion}"),
    )
    # person who left, to the curators; the occasion is the moment
    PERSON_LEFT = (
        "person_left",
        KindRules(priority=Priority.ALERT, key="{kind}:{subject}:{recipient}:{occasion}"),
    )
    # newest school of those that got what all schools were given, to the coordinators
    SCHOOLS_JOINED = "schools_joined", KindRules(priority=Priority.NEWS)
    # absence, to whoever stands in, and at its end to the absent; the occasion is what happened to it
    ABSENCE = ("absence", KindRules(priority=Priority.ALERT, key="{kind}:{subject}:{recipient}:{occasion}"))
    # department whose plans were laid anew by another calendar; the occasion is the number of that laying
    CALENDAR_MOVED = (
        "calendar_moved",
        KindRules(priority=Priority.NEWS, key="{kind}:{subject}:{recipient}:{occasion}"),
    )
    # the recipient; the occasion is the first message folded into it, and it is as urgent as the most urgent
    CATCH_UP = (
        "catch_up",
        KindRules(priority=Priority.DIGEST, folds=False, key="{kind}:{recipient}:{occasion}"),
    )
    # department, to its head; the occasion is the morning
    WEEKLY_LETTER = (
        "weekly_letter",
        KindRules(priority=Priority.NEWS, folds=False, key="letter:{recipient}:{occasion}"),
    )
    # department, to its head: decisions left waiting for a week; the occasion is the day the newest came
    LATE_DECISIONS = (
        "late_decisions",
        KindRules(priority=Priority.NEWS, key="{kind}:{subject}:{recipient}:{occasion}"),
    )
    # department, to its coordinators and curators: what waits for them; the occasion is the morning
    MONDAY = (
        "monday",
        KindRules(priority=Priority.DIGEST, folds=False, key="{kind}:{recipient}:{occasion}"),
    )
    # round of messages that one press has sent, to who has pressed: how many have arrived
    SENT_COUNTS = "sent_counts", KindRules(priority=Priority.NEWS, folds=False, at_any_hour=True)
    # department where something was given up, to the one who decides; the occasion is the day
    UNDELIVERED = "undelivered", KindRules(priority=Priority.ALERT, key="{kind}:{recipient}:{occasion}")
    # department whose server is filling up, to its coordinators; the occasion is the day and how bad it is
    ROOM_IS_SHORT = (
        "room_is_short",
        KindRules(priority=Priority.ALERT, key="{kind}:{subject}:{recipient}:{occasion}"),
    )
    # department whose server was not backed up, to its coordinators; the occasion is the day
    BACKUP_IS_LATE = (
        "backup_is_late",
        KindRules(priority=Priority.ALERT, key="{kind}:{subject}:{recipient}:{occasion}"),
    )
