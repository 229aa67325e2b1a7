"""What the engine knows of each kind, and the keys by which a database in use knows what it has sent."""

from dataclasses import dataclass
from datetime import UTC, date, datetime

import pytest

from roadmap.delivery.kinds import DeliveryKind, Priority
from roadmap.delivery.outbox import dedupe_key, new_delivery
from roadmap.ids import PersonId, UnitId

SUBJECT, RECIPIENT = 7, PersonId(42)
DAY = date(2026, 9, 14)
NOW = datetime(2026, 9, 14, 10, tzinfo=UTC)


@dataclass(frozen=True)
class Sent:
    """How a kind is stored: its word, its key for one occasion, its place in the queue."""

    word: str
    key: str
    priority: Priority
    occasion: object = None


STORED = {
    DeliveryKind.DIGEST: Sent("digest", "digest:42:2026-09-14", Priority.DIGEST, DAY),
    DeliveryKind.ASSIGNED: Sent("assigned", "assigned:7:2:42", Priority.NEWS, "2"),
    DeliveryKind.PLAN_CHANGED: Sent("plan_changed", "plan_changed:7:3:42", Priority.NEWS, 3),
    DeliveryKind.CALENDAR_MOVED: Sent("calendar_moved", "calendar_moved:7:42:3", Priority.NEWS, 3),
    DeliveryKind.CURATORS_DEED: Sent("curators_deed", "curators_deed:7:42:2026-09-14", Priority.NEWS, DAY),
    DeliveryKind.LATE_DECISIONS: Sent("late_decisions", "late_decisions:7:42:2026-09-14", Priority.NEWS, DAY),
    DeliveryKind.HEADS_WORD: Sent("heads_word", "heads_word:7:42:2026-09-14", Priority.DECISION, DAY),
    DeliveryKind.DIFFICULTY_NOTED: Sent("difficulty_noted", "difficulty_noted:7:42", Priority.NEWS),
    DeliveryKind.ENTRUSTED: Sent("entrusted", "entrusted:7:42:first", Priority.DECISION, "first"),
    DeliveryKind.ENTRUSTED_READY: Sent("entrusted_ready", "entrusted_ready:7:42:3", Priority.NEWS, 3),
    DeliveryKind.ENTRUSTED_ENDED: Sent(
        "entrusted_ended", "entrusted_ended:7:42:first", Priority.NEWS, "first"
    ),
    DeliveryKind.SENT_COUNTS: Sent("sent_counts", "sent_counts:7:42", Priority.NEWS),
    DeliveryKind.NUDGE: Sent("nudge", "nudge:7:42:2026-09-14", Priority.ALERT, DAY),
    DeliveryKind.RETURNED: Sent("returned", "returned:7:42", Priority.DECISION),
    DeliveryKind.ACCEPTED: Sent("accepted", "accepted:7:42", Priority.NEWS),
    DeliveryKind.REPORT_SUBMITTED: Sent("report_submitted", "report_submitted:7:42", Priority.NEWS, SUBJECT),
    DeliveryKind.REPORTED_FOR: Sent("reported_for", "reported_for:7:42", Priority.NEWS),
    DeliveryKind.EXTENSION_REQUESTED: Sent("extension_requested", "extension_requested:7:42", Priority.NEWS),
    DeliveryKind.EXTENSION_DECIDED: Sent("extension_decided", "extension_decided:7:42", Priority.DECISION),
    DeliveryKind.REASSIGNMENT_REQUESTED: Sent(
        "reassignment_requested", "reassignment_requested:7:42", Priority.NEWS
    ),
    DeliveryKind.REASSIGNMENT_DECIDED: Sent(
        "reassignment_decided", "reassignment_decided:7:42", Priority.DECISION
    ),
    DeliveryKind.MINUTES_ENTERED: Sent("minutes_entered", "minutes_entered:7:42", Priority.NEWS),
    DeliveryKind.MINUTES_DECIDED: Sent("minutes_decided", "minutes_decided:7:42", Priority.DECISION),
    DeliveryKind.MINUTES_DONE: Sent("minutes_done", "minutes_done:7:42", Priority.NEWS),
    DeliveryKind.DEADLINE_ASKED: Sent("deadline_asked", "deadline_asked:7:42", Priority.NEWS),
    DeliveryKind.DEADLINE_ANSWERED: Sent("deadline_answered", "deadline_answered:7:42", Priority.DECISION),
    DeliveryKind.CAMPAIGN_PROMPT: Sent("campaign_prompt", "campaign_prompt:7:42", Priority.CAMPAIGN),
    DeliveryKind.CAMPAIGN_NUDGE: Sent("campaign_nudge", "campaign_nudge:7:42:1", Priority.CAMPAIGN, 1),
    DeliveryKind.CAMPAIGN_CARD: Sent("campaign_card", "campaign_card:7:42", Priority.CAMPAIGN),
    DeliveryKind.CAMPAIGN_RESULT: Sent("campaign_result", "campaign_result:7:42", Priority.CAMPAIGN),
    DeliveryKind.INVITE_TAKEN: Sent("invite_taken", "invite:7:taken", Priority.NEWS),
    DeliveryKind.COORDINATOR_LINK: Sent("coordinator_link", "coordinator_link:7:42", Priority.ALERT),
    DeliveryKind.COORDINATOR_ASKED: Sent("coordinator_asked", "coordinator_asked:7:42", Priority.DECISION),
    DeliveryKind.COORDINATOR_JOINED: Sent("coordinator_joined", "coordinator_joined:7:42", Priority.ALERT),
    DeliveryKind.JOINED: Sent("joined", "joined:7:42", Priority.DECISION),
    DeliveryKind.JOINED_WRONG: Sent("joined_wrong", "joined_wrong:7:42:2026-09-14", Priority.ALERT, DAY),
    DeliveryKind.ROLE_CHANGED: Sent("role_changed", "role_changed:7:42:2026-09-14", Priority.NEWS, DAY),
    DeliveryKind.NO_RECIPIENT: Sent("no_recipient", "no-recipient:7:42:2026-09-14", Priority.ALERT, DAY),
    DeliveryKind.UNREACHABLE: Sent("unreachable", "unreachable:7:42:2026-09-14", Priority.ALERT, DAY),
    DeliveryKind.PERSON_LEFT: Sent("person_left", "person_left:7:42:2026-09-14", Priority.ALERT, DAY),
    DeliveryKind.SCHOOLS_JOINED: Sent("schools_joined", "schools_joined:7:42", Priority.NEWS),
    DeliveryKind.ABSENCE: Sent("absence", "absence:7:42:begun", Priority.ALERT, "begun"),
    DeliveryKind.CATCH_UP: Sent("catch_up", "catch_up:42:1001", Priority.DIGEST, 1001),
    DeliveryKind.WEEKLY_LETTER: Sent("weekly_letter", "letter:42:2026-09-14", Priority.NEWS, DAY),
    DeliveryKind.ROOM_IS_SHORT: Sent("room_is_short", "room_is_short:7:42:2026-09-14", Priority.ALERT, DAY),
    DeliveryKind.MONDAY: Sent("monday", "monday:42:2026-09-14", Priority.DIGEST, DAY),
    DeliveryKind.BACKUP_IS_LATE: Sent(
        "backup_is_late", "backup_is_late:7:42:2026-09-14", Priority.ALERT, DAY
    ),
    DeliveryKind.UNDELIVERED: Sent("undelivered", "undelivered:42:2026-09-14", Priority.ALERT, DAY),
}


def test_every_kind_has_its_stored_spelling_written_down_here() -> None:
    assert set(STORED) == set(DeliveryKind)


@pytest.mark.parametrize("kind", DeliveryKind)
def test_a_key_keeps_the_spelling_a_database_in_use_knows_it_by(kind: DeliveryKind) -> None:
    stored = STORED[kind]
    made = new_delivery(
        kind,
        subject_id=SUBJECT,
        department_id=UnitId(1),
        recipient_id=RECIPIENT,
        not_before=NOW,
        occasion=stored.occasion,
    )
    assert (made.kind.value, made.dedupe_key, made.priority) == (stored.word, stored.key, stored.priority)
    assert DeliveryKind(stored.word) is kind


def test_reports_gathered_at_an_hour_are_known_by_the_hour() -> None:
    key = dedupe_key(DeliveryKind.REPORT_SUBMITTED, SUBJECT, RECIPIENT, f"gathered:{NOW.isoformat()}")
    assert key == "report_submitted:gathered:2026-09-14T10:00:00+00:00:42"


@pytest.mark.parametrize("kind", DeliveryKind)
def test_an_occasion_is_neither_forgotten_nor_given_where_it_is_no_part_of_the_key(
    kind: DeliveryKind,
) -> None:
    wrong = None if STORED[kind].occasion is not None else DAY
    with pytest.raises(AssertionError):
        dedupe_key(kind, SUBJECT, RECIPIENT, wrong)


def test_what_is_one_message_already_is_not_folded() -> None:
    whole = {kind for kind in DeliveryKind if not kind.rules.folds}
    assert whole == {
        DeliveryKind.DIGEST,
        DeliveryKind.CAMPAIGN_PROMPT,
        DeliveryKind.CAMPAIGN_CARD,
        DeliveryKind.CAMPAIGN_RESULT,
        DeliveryKind.WEEKLY_LETTER,
        DeliveryKind.MONDAY,
        DeliveryKind.SENT_COUNTS,
        DeliveryKind.CATCH_UP,
    }


def test_what_fell_on_a_person_is_told_anew_when_they_are_back() -> None:
    assert [kind for kind in DeliveryKind if not kind.rules.revives] == [DeliveryKind.ASSIGNED]


def test_only_what_somebody_waits_for_and_who_became_a_coordinator_come_in_quiet_hours() -> None:
    assert [kind for kind in DeliveryKind if kind.rules.at_any_hour] == [
        DeliveryKind.INVITE_TAKEN,
        DeliveryKind.COORDINATOR_LINK,
        DeliveryKind.COORDINATOR_ASKED,
        DeliveryKind.COORDINATOR_JOINED,
        DeliveryKind.JOINED,
        DeliveryKind.JOINED_WRONG,
        DeliveryKind.SENT_COUNTS,
    ]
