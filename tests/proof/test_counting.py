"""The proof counts what the sandbox saw against what the database says: what it would find."""

from collections import Counter
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random
from types import SimpleNamespace
from typing import Any

import structlog.testing

from proof.counting import REPEAT, Records, Tally, count
from proof.people import SUBJECT, Crowd, Press, Told
from proof.trial import failed_looks
from sandbox.posting import post
from sandbox.world import BotAccount, World
from scheduler.beat_runner import BeatRunner
from scheduler.beats import Beat

NOW = datetime(2026, 10, 5, 6, 0, tzinfo=UTC)
CHAT = 1001


class Seen:
    """A sandbox after a run: one person, whatever came to them, whatever they did."""

    def __init__(self) -> None:
        self.world = World(start=NOW)
        self.bot: BotAccount = self.world.add_bot("1:token", "bot", "Bot")
        self.crowd = Crowd(world=self.world, bot=self.bot, curators=(), moods=Random(1))
        self.crowd.arrive((CHAT,))

    def came(self, delivery: int, text: str) -> None:
        message = post(self.world, self.bot, self.bot.chats[CHAT], self.bot.profile, {"text": text})
        call = self.world.calls.open(1, "sendMessage", NOW, f"{delivery} 0")
        call.chat_id, call.message_id = CHAT, message.id
        self.world.calls.accept(call)

    def tally(self, **records: Any) -> Tally:
        empty: dict[str, Any] = {"deliveries": [], "updates": [], "audit": [], "reports": []}
        return count(Records(**{**empty, **records}), self.world, self.crowd, Counter())


def row(id_: int, state: str, not_before: datetime = NOW) -> Any:
    return SimpleNamespace(id=id_, kind="digest", state=state, reason="", not_before=not_before)


def entry(action: str, subject: int, **facts: int) -> Any:
    return SimpleNamespace(action=action, subject_id=subject, facts=facts)


def test_a_delivery_that_never_came_is_lost_unless_it_is_shown_called_off_or_still_ahead() -> None:
    ahead = row(4, "pending", NOW + timedelta(hours=1))

    tally = Seen().tally(deliveries=[row(1, "sent"), row(2, "dead"), row(3, "cancelled"), ahead])

    assert (tally.messages, tally.lost, tally.shown) == (2, 1, 1)
    assert not tally.is_kept


def test_a_delivery_left_in_the_queue_past_its_time_is_lost() -> None:
    assert Seen().tally(deliveries=[row(1, "pending", NOW - timedelta(hours=1))]).lost == 1


def test_a_marked_second_copy_is_kept_to_the_promise_and_an_unmarked_one_is_not() -> None:
    seen = Seen()
    for delivery, texts in {1: ("Срок", f"{REPEAT}\nСрок"), 2: ("Срок", "Срок")}.items():
        for text in texts:
            seen.came(delivery, text)

    tally = seen.tally(deliveries=[row(1, "sent"), row(2, "sent")])

    assert (tally.doubled, tally.unmarked, tally.copies, tally.lost) == (2, 1, 2, 0)
    assert not tally.is_kept


def test_a_third_copy_breaks_the_promise_however_well_it_is_marked() -> None:
    seen = Seen()
    for text in ("Срок", f"{REPEAT}\nСрок", f"{REPEAT}\nСрок"):
        seen.came(1, text)

    tally = seen.tally(deliveries=[row(1, "sent")])

    assert (tally.copies, tally.unmarked) == (3, 0)
    assert not tally.is_kept


def test_a_press_without_effect_is_lost_and_one_with_two_effects_is_counted_twice() -> None:
    seen = Seen()
    seen.crowd.presses += [
        Press("duty.acknowledged", SUBJECT, 5),
        Press("duty.acknowledged", SUBJECT, 6),
        Press("duty.accepted", "report", 7),
        Press("duty.accepted", "report", 8),
    ]

    tally = seen.tally(
        audit=[
            entry("duty.acknowledged", 5),
            entry("duty.accepted", 1, report=7),
            entry("duty.accepted", 1, report=7),
            entry("duty.accepted", 2, report=8),
        ]
    )

    assert (tally.presses, tally.presses_lost, tally.presses_twice) == (4, 1, 1)


def test_words_that_are_not_in_the_report_are_lost() -> None:
    seen = Seen()
    seen.crowd.told += [Told(1, "Провели"), Told(2, "Провели"), Told(3, "Провели")]
    reports = [SimpleNamespace(duty_id=1, text="Провели"), SimpleNamespace(duty_id=2, text="")]

    assert seen.tally(reports=reports).words_lost == 2


def test_an_update_that_was_given_up_is_a_finding() -> None:
    tally = Seen().tally(updates=[SimpleNamespace(id=9, state="dead", reason="Boom")])

    assert tally.findings and not tally.is_kept


def test_tallies_add_up_and_keep_the_most_copies() -> None:
    both = Tally(seeds=1, lost=1, copies=2) + Tally(
        seeds=1, doubled=3, copies=1, kills=Counter({"claim+": 2})
    )

    assert (both.seeds, both.lost, both.doubled, both.copies, both.kills) == (2, 1, 3, 2, {"claim+": 2})


async def test_a_look_that_failed_is_found_in_the_journal_of_its_process(tmp_path: Path) -> None:
    async def fail(_: object) -> None:
        raise RuntimeError("as a look may")

    journal = tmp_path / "worker-0.log"
    with journal.open("w") as written, structlog.testing.capture_logs() as said:
        app: Any = None
        clockwork = BeatRunner([Beat(name="tell", period=timedelta(seconds=1), look=fail)], app)
        await clockwork._tick(0)
        written.write(f"2026 [error    ] {said[0]['event']} [scheduler.beat_runner] beat='tell'\n")
    (tmp_path / "worker-1.log").write_text("2026 [info     ] started [bot.process.runtime]\n")

    assert failed_looks(tmp_path) == ["a beat failed [scheduler.beat_runner] beat='tell'"]
