"""What the sandbox saw against what the database says was due: nothing here is told by the bot itself."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field

from proof.errands import NO_PLANS, Plans, all_of, broken_promises, read_plans
from proof.people import SUBJECT, Crowd, Press
from proof.points import Point
from roadmap.delivery.outbox import DeliveryState
from sandbox.calls import LoggedCall
from sandbox.world import World
from storage.control.tables import ExecutionReportRow
from storage.delivery.tables import DeliveryRow
from storage.engine import create_engine
from storage.process.tables import AuditRow, InboxUpdateRow

REPEAT = "🔁 Повтор"
SHOWN = frozenset({DeliveryState.DEAD})
"""Not sent, and shown to somebody who can act."""
CALLED_OFF = frozenset({DeliveryState.CANCELLED, DeliveryState.EXPIRED, DeliveryState.FOLDED})
"""Not due any more: what it was about has changed, or another message carries it."""


@dataclass(slots=True)
class Tally:
    """Of one seed, or of many added up. `findings` says in words what broke the promise."""

    seeds: int = 0
    messages: int = 0
    kills: Counter[str] = field(default_factory=Counter)
    faults: int = 0
    lost: int = 0
    shown: int = 0
    doubled: int = 0
    unmarked: int = 0
    copies: int = 0
    presses: int = 0
    presses_lost: int = 0
    presses_twice: int = 0
    words: int = 0
    words_lost: int = 0
    errands: int = 0
    errands_broken: int = 0
    findings: list[str] = field(default_factory=list)

    @property
    def is_kept(self) -> bool:
        """Whether the promise of docs/guarantees.md held."""
        broken = self.lost + self.unmarked + self.presses_lost + self.presses_twice + self.words_lost
        return not (broken or self.errands_broken) and self.copies <= 2 and not self.findings

    def __add__(self, other: "Tally") -> "Tally":
        sums = {
            name: getattr(self, name) + getattr(other, name) for name in Tally.__slots__ if name != "copies"
        }
        return Tally(**sums, copies=max(self.copies, other.copies))


@dataclass(frozen=True, slots=True, kw_only=True)
class Records:
    """What the database holds when everything has come to rest."""

    deliveries: Sequence[DeliveryRow]
    updates: Sequence[InboxUpdateRow]
    audit: Sequence[AuditRow]
    reports: Sequence[ExecutionReportRow]
    plans: Plans = NO_PLANS


async def read_records(url: str) -> Records:
    engine = create_engine(url)
    try:
        async with engine.connect() as connection:
            return Records(
                deliveries=await all_of(connection, DeliveryRow),
                updates=await all_of(connection, InboxUpdateRow),
                audit=await all_of(connection, AuditRow),
                reports=await all_of(connection, ExecutionReportRow),
                plans=await read_plans(connection),
            )
    finally:
        await engine.dispose()


def count(records: Records, world: World, crowd: Crowd, kills: Counter[Point]) -> Tally:
    """The seed's line of the table."""
    tally = Tally(seeds=1, kills=Counter({str(point): number for point, number in kills.items()}))
    tally.faults = sum(rule.hits for rule in (*world.faults.rules, *world.faults.spent))
    _count_messages(tally, records, world)
    _count_presses(tally, records, crowd)
    _count_words(tally, records, crowd)
    for story in crowd.office.stories:
        broken = broken_promises(story, records.plans, records.audit)
        tally.errands += 1
        tally.errands_broken += bool(broken)
        tally.findings += broken
    return tally


def _count_messages(tally: Tally, records: Records, world: World) -> None:
    arrived = _arrived(world)
    for row in records.deliveries:
        copies = arrived.pop(row.id, [])
        is_ahead = row.state == DeliveryState.PENDING and row.not_before > world.clock.now()
        if copies or not (is_ahead or row.state in CALLED_OFF):
            tally.messages += 1
            _count_copies(tally, row, copies)
    for delivery_id in arrived:
        tally.findings.append(f"delivery {delivery_id} was sent and is not in the database")


def _arrived(world: World) -> dict[int, list[str]]:
    """The texts that came, by delivery, in the order they came."""
    arrived: dict[int, list[str]] = defaultdict(list)
    (bot,) = world.bots.values()
    for call in world.calls.calls:
        if call.method == "sendMessage" and call.accepted and call.note:
            message = bot.chats[call.chat_id].messages[call.message_id]
            first = message.editions[0] if message.editions else message.content
            arrived[delivery_of(call)].append(str(first.get("text", "")))
    return arrived


def delivery_of(call: LoggedCall) -> int:
    """The delivery a noted call carries."""
    return int(call.note.split()[0])


def _count_copies(tally: Tally, row: DeliveryRow, copies: list[str]) -> None:
    about = f"delivery {row.id} ({row.kind}, {row.state}, {row.reason or 'no reason'})"
    marked = sum(text.startswith(REPEAT) for text in copies)
    tally.copies = max(tally.copies, len(copies))
    if len(copies) > 2:
        tally.findings.append(f"{about}: {len(copies)} copies")
    if row.state in SHOWN:
        tally.shown += 1
    elif not copies:
        tally.lost += 1
        tally.findings.append(f"{about}: lost")
    if len(copies) > 1:
        tally.doubled += 1
        if len(copies) - marked > 1:
            tally.unmarked += 1
            tally.findings.append(f"{about}: {len(copies)} copies, {marked} marked")


def _count_presses(tally: Tally, records: Records, crowd: Crowd) -> None:
    done = Counter(press for row in records.audit for press in _meant(row))
    for press in crowd.presses:
        tally.presses += 1
        if done[press] == 0:
            tally.presses_lost += 1
            tally.findings.append(f"{press}: lost")
        elif done[press] > 1:
            tally.presses_twice += 1
            tally.findings.append(f"{press}: counted {done[press]} times")
    for row in records.updates:
        if row.state != "done":
            tally.findings.append(f"update {row.id} is {row.state} ({row.reason})")


def _meant(row: AuditRow) -> list[Press]:
    facts = [Press(row.action, name, value) for name, value in row.facts.items() if isinstance(value, int)]
    return [Press(row.action, SUBJECT, row.subject_id), *facts]


def _count_words(tally: Tally, records: Records, crowd: Crowd) -> None:
    """What was typed into a report is in it, once."""
    texts = {row.duty_id: row.text for row in records.reports}
    for told in crowd.told:
        tally.words += 1
        if texts.get(told.duty_id, "").count(told.words) != 1:
            tally.words_lost += 1
            tally.findings.append(f"words of {told.duty_id}: {texts.get(told.duty_id)!r}")
