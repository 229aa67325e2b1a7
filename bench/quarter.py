"""A quarter of a district under the former and the present default ladder: how much is said, and how soon."""

from collections import Counter, defaultdict
from collections.abc import AsyncIterator, Callable, Iterable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from itertools import chain
from pathlib import Path
from tempfile import TemporaryDirectory
from time import process_time

from bench.contenders.messenger import Counting
from bench.contenders.product import UNLIMITED
from bench.course import Course
from bench.district import database_url
from bench.figures import median, percentile
from bench.quarter_life import FORMER, Asked, Quarter, default_ladder
from bench.quarter_town import PLANS, ZONE, approve_plans, found
from bench.still_clock import StillClock
from bench.table import Table, Verdict
from bot.process.app_factory import open_store
from bot.process.logging import set_up_logging
from bot.process.wiring import build_app
from bot.settings import Settings
from roadmap.clock import local_date
from roadmap.deadlines.calendar import WorkingCalendar
from roadmap.ids import PersonId
from roadmap.people.persons import Role
from roadmap.reminding.ladders import USUAL, Ladder
from services.delivery.engine import DeliveryEngine
from services.delivery.pacing import Pacer
from services.delivery.preparing import Preparer
from storage.calendars import russian_calendar
from storage.files import FolderFiles
from texts.outgoing import say, say_many

APPROVED = datetime(2026, 10, 5, 4, 0, tzinfo=UTC)
"""A Monday before the bot wakes."""
FIRST, LAST = date(2026, 10, 5), date(2027, 1, 3)
SCHOOLS = 20
NOTICE = 3
"""Working days before the date by which it is to have been named."""
SECONDS_PROMISED = 180
LADDERS = (("former default", FORMER), ("present default", USUAL))
TOLD = {Role.EXECUTOR: "those who report", Role.CURATOR: "the curator", Role.HEAD: "the head"}
METHOD = """{schools} schools with a deputy each, a methodical centre, a specialist of the office, one
curator, one head, one coordinator; three road maps of {measures} measures read from their documents and
put in force on {approved}; every day of {first} – {last} hour by hour over a clock that is moved. Said,
planned and decided by the product's own beats, outbox and services on a SQLite file; at the edge a
messenger that takes every message at once. Chance is drawn per duty and is the same under both ladders.
A quarter of the duties are reported two working days after the first message that names them, half one
to three working days before the date, 15 % on the last day, 10 % only on the working day after the first
reproach; whoever has heard nothing reports nothing. One in twenty asks for ten days more, one report in
twenty is sent back and comes again after two working days. The curator looks into the chat at 10 and at
16 on a day on which the bot has written since, and leaves a quarter of what waits for the next time. Of
the monitoring seven in ten answer the first message, and so the rest of each later one.

The former default is the ladder before [decision 0020](decisions/0020-ladders.md): 30, 14, 7, 3 and 1
working days before the date, the due day, 1 and 3 working days after it, then every fifth. What else has
changed since (mornings of those who decide, notes gathered by the hour) is the same on both sides. Then
as now what falls on one morning came as one message; what one message for each road map would make of it
stands beside."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Lived:
    """A quarter that is over, under one ladder."""

    name: str
    quarter: Quarter
    last: date
    seconds: float

    @property
    def weeks(self) -> int:
        return ((self.last - FIRST).days + 1) // 7

    def weekly(self, role: Role, messages: Counter[tuple[PersonId, int]]) -> list[int]:
        """How many of these messages each person of this role got in each week, zeros too."""
        people = [person.id for person in self.quarter.people if person.role is role]
        return [messages[person, week] for person in people for week in range(self.weeks)]


async def measure(course: Course) -> list[Table]:
    schools = course.size(SCHOOLS)
    last = FIRST + timedelta(days=27) if course.is_quick else LAST
    lived = [await live(course.folder, name, ladder, schools, last) for name, ladder in LADDERS]
    return tables(lived, schools)


async def live(folder: Path, name: str, ladder: Ladder, schools: int, last: date = LAST) -> Lived:
    """One quarter under this ladder, from an empty database file."""
    began = process_time()
    with default_ladder(ladder), TemporaryDirectory(dir=folder) as own:
        async with _opened(Path(own), schools) as quarter:
            await quarter.live(FIRST, last)
    return Lived(name=name, quarter=quarter, last=last, seconds=process_time() - began)


@asynccontextmanager
async def _opened(folder: Path, schools: int) -> AsyncIterator[Quarter]:
    settings = Settings(_env_file=None, database_url=database_url(folder / "vekha.db"))
    set_up_logging("ERROR", as_json=False, secrets=())
    clock, calendar = StillClock(APPROVED), russian_calendar()
    async with open_store(settings, upgrades=True) as store:
        app = build_app(store=store, clock=clock, files=FolderFiles(folder / "files"), calendar=calendar)
        people = await found(app, schools)
        engine = DeliveryEngine(
            store, clock, Counting(), Preparer(store, say, calendar, say_many), Pacer(UNLIMITED)
        )
        quarter = Quarter(app=app, store=store, clock=clock, engine=engine, calendar=calendar, people=people)
        await approve_plans(app, clock, await quarter.actor(quarter.one(Role.COORDINATOR)))
        yield quarter


def tables(lived: Sequence[Lived], schools: int) -> list[Table]:
    return [_weekly(lived, schools), _kinds(lived), _soon(lived)]


# How much is said


def _weekly(lived: Sequence[Lived], schools: int) -> Table:
    measures = sum(len(rows) for rows in PLANS.values())
    spent = sum(each.seconds for each in lived)
    return Table(
        title=f"A quarter of a district: messages per person and week ({schools} schools, three road maps)",
        columns=("", "ladder", "median", "p95", "most", "in the quarter"),
        rows=[_row(each, role) for role in TOLD for each in lived]
        + [_row(each, Role.EXECUTOR, is_by_map=True) for each in lived],
        method=METHOD.format(
            schools=schools, measures=measures, approved=APPROVED.date(), first=FIRST, last=lived[0].last
        ),
        verdicts=[
            Verdict(
                promised=f"both quarters within {SECONDS_PROMISED} s of processor time",
                measured=f"{spent:.0f} s",
                is_kept=spent < SECONDS_PROMISED,
            ),
            _fewer(lived),
        ],
    )


def _row(each: Lived, role: Role, *, is_by_map: bool = False) -> tuple[str, ...]:
    counted = each.weekly(role, _by_week(each.quarter, is_by_map=is_by_map))
    who = f"{TOLD[role]}, had each map been a message" if is_by_map else TOLD[role]
    shown = (f"{value:g}" for value in (median(counted), percentile(counted, 0.95), max(counted)))
    return (who, each.name, *shown, f"{sum(counted):,}")


def _by_week(quarter: Quarter, *, is_by_map: bool = False) -> Counter[tuple[PersonId, int]]:
    """Messages by person and week, counted from the first Monday."""
    counted: Counter[tuple[PersonId, int]] = Counter()
    for said in quarter.said:
        maps = {quarter.maps[duty] for duty in said.duties}
        counted[said.person, _week(said.at)] += max(len(maps), 1) if is_by_map else 1
    return counted


def _week(moment: datetime) -> int:
    return (local_date(moment, ZONE) - FIRST).days // 7


def _fewer(lived: Sequence[Lived]) -> Verdict:
    former, present = (sum(each.weekly(Role.EXECUTOR, _by_week(each.quarter))) for each in lived)
    return Verdict(
        promised="who reports hears less than before",
        measured=f"{present:,} messages instead of {former:,}, {1 - present / former:.0%} fewer",
        is_kept=present < former,
    )


def _kinds(lived: Sequence[Lived]) -> Table:
    counted = [Counter(said.kind for said in each.quarter.said) for each in lived]
    kinds = sorted(set(chain(*counted)), key=lambda kind: -counted[0][kind])
    return Table(
        title="The quarter's messages by kind",
        columns=("kind", *(each.name for each in lived)),
        rows=[
            *((kind.value, *(f"{of[kind]:,}" for of in counted)) for kind in kinds),
            ("all", *(f"{of.total():,}" for of in counted)),
        ],
        method="""To everybody of the district. A digest is all a morning has to say to one person; what came
while another message waited is one `catch_up`.""",
    )


# How soon


def _soon(lived: Sequence[Lived]) -> Table:
    rows: list[tuple[str, Callable[[Lived], str]]] = [
        (
            "working days from report or request to the curator's word: median",
            lambda of: f"{median(_days(of)):g}",
        ),
        ("the same, p95", lambda of: f"{percentile(_days(of), 0.95):g}"),
        ("the same, longest", lambda of: f"{max(_days(of))}"),
        ("duties reported by their date", lambda of: _share(_in_time(of))),
        (
            f"told late: first named less than {NOTICE} working days before the date",
            lambda of: _share(_named_late(of)),
        ),
        ("told late: still owed on the last day, not named that day", lambda of: _share(_missed(of, 0))),
        ("told late: overdue, not named on the first working day after", lambda of: _share(_missed(of, 1))),
        ("messages that left more than an hour after their time", lambda of: _share(_late(of))),
    ]
    return Table(
        title="The quarter: how soon",
        columns=("", *(each.name for each in lived)),
        rows=[(words, *(value(each) for each in lived)) for words, value in rows],
        method="""Duties whose date lies in the quarter. A decision of the same day counts nought.""",
        verdicts=[
            Verdict(
                promised=f"{each.name}: the last day and the first day overdue are said on their day",
                measured=f"{sum(chain(_missed(each, 0), _missed(each, 1)))} missed",
                is_kept=not any(chain(_missed(each, 0), _missed(each, 1))),
            )
            for each in lived
        ],
    )


def _share(found: Iterable[bool]) -> str:
    counted = list(found)
    return f"{sum(counted):,} of {len(counted):,}"


def _days(each: Lived) -> list[int]:
    calendar = each.quarter.calendar
    return [
        calendar.working_days(local_date(one.since, ZONE), local_date(one.at, ZONE))
        for one in each.quarter.decided
    ]


def _in_time(each: Lived) -> list[bool]:
    return [asked.reported_on is not None and asked.reported_on <= asked.due_on for asked in _due(each)]


def _named_late(each: Lived) -> list[bool]:
    """Of duties that were known so long before their date."""
    calendar = each.quarter.calendar
    bounds = {asked.id: calendar.add_working_days(asked.first_due_on, -NOTICE) for asked in _due(each)}
    return [
        asked.named_on is None or asked.named_on > bounds[asked.id]
        for asked in _due(each)
        if bounds[asked.id] > FIRST and (asked.reported_on is None or asked.reported_on > bounds[asked.id])
    ]


def _missed(each: Lived, offset: int) -> list[bool]:
    """For each duty still owed on the morning of its last day (0) or of the first one after it (1)."""
    said = _named_on(each)
    found = []
    for asked in _due(each):
        day = _morning(asked.due_on, offset, each.quarter.calendar)
        if day <= each.last and (asked.first_reported_on is None or asked.first_reported_on >= day):
            found.append(day not in said[asked.id])
    return found


def _morning(due_on: date, offset: int, calendar: WorkingCalendar) -> date:
    return calendar.add_working_days(due_on, offset) if offset else calendar.preceding(due_on)


def _named_on(each: Lived) -> dict[int, set[date]]:
    """The days on which each duty was named to whoever answers for it."""
    days: dict[int, set[date]] = defaultdict(set)
    for said in each.quarter.said:
        for duty in said.duties:
            if (asked := each.quarter.asked.get(duty)) and asked.owner == said.person:
                days[duty].add(local_date(said.at, ZONE))
    return days


def _late(each: Lived) -> list[bool]:
    return [said.at - said.planned > timedelta(hours=1) for said in each.quarter.said]


def _due(each: Lived) -> list[Asked]:
    return [asked for asked in each.quarter.asked.values() if asked.due_on <= each.last]
