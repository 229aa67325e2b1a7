"""Short deeds of the control loop over the small district: what a person does in one breath."""

from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import select

from roadmap.control.duty import DutyState, ReportOutcome
from roadmap.control.duty_filter import DutyFilter
from roadmap.control.duty_lines import DutyCard, ReportLine
from roadmap.control.incoming_files import SentFile
from roadmap.control.typed_words import SaidIn
from roadmap.deadlines.calendar import WEEKENDS_ONLY
from roadmap.errors import BadInput
from roadmap.ids import DutyId
from roadmap.people.persons import Actor
from roadmap.people.place import in_telegram
from roadmap.reminding.reminders import first_stage_at
from services.control.reporting.evidence import ReceivedFile
from services.control.reporting.receiving import AddedFile
from services.control.reporting.reporting import SentReport
from storage.control.tables import DutyRow
from storage.process.tables import AuditRow
from tests.clock import ZONE
from tests.quarter_district import District

ANNA, BORIS, GALINA = "Анна Лугова", "Борис Речной", "Галина Озёрная"
OLGA, ELENA, IGOR = "Ольга Ветрова", "Елена Холмова", "Игорь Луговой"
DIAGNOSTICS = ("1.1", "Школа № 1")
LAGGING = ("1.2", "Школа № 1")
NOVEMBER = ("2.3", "Школа № 1")
SEMINAR = ("2.1", GALINA)
PNG = b"\x89PNG\r\n\x1a\n"


async def start(district: District) -> None:
    """The plan has just been approved: every duty waits for its first stage."""
    async with district.store.write() as uow:
        now = district.clock.now()
        for each in await uow.duties.lines(DutyFilter(road_map_id=district.road_map)):
            stage_at = first_stage_at(each.due_on, each.first_on, now, ZONE, WEEKENDS_ONLY)
            await uow.duties.set_next_stage(each.id, stage_at)
        await uow.commit()


def photo(words: str = "фото") -> ReceivedFile:
    """A picture; other words, other bytes."""
    return ReceivedFile(data=PNG + words.encode())


async def drafted(
    district: District,
    who: str = ANNA,
    what: tuple[str, str] = DIAGNOSTICS,
    outcome: ReportOutcome = ReportOutcome.DONE,
    text: str = "Провели 12 сентября",
    *files: ReceivedFile,
) -> None:
    """Open a draft and fill it."""
    actor = await district.actor(who)
    view = await district.app.drafts.start(actor, district.duties[what], outcome)
    if outcome is ReportOutcome.PARTIAL:
        await district.app.drafts.set_percent(actor, view.draft.id, 60)
    if text:
        await district.app.drafts.add_text(actor, text)
    for file in files:
        await filed(district, actor, file)


async def filed(district: District, actor: Actor, file: ReceivedFile, **how: Any) -> AddedFile:
    """Send a file into the draft, and let it come."""
    said_in = SaidIn(place=in_telegram(district.chats[actor.name]), message_id=1)
    sent_file = SentFile(ref="ref", name=file.name, size=len(file.data), is_photo=not file.name)
    added = await district.app.receiving.expect(actor, said_in, sent_file, **how)
    (incoming,) = await district.app.receiving.claim(1, frozenset())
    try:
        await district.app.receiving.arrived(incoming, file.data)
    except BadInput as error:
        await district.app.receiving.refused(incoming, error)
    return added


async def sent(district: District, who: str = ANNA) -> SentReport:
    """Send the open draft."""
    actor = await district.actor(who)
    view = await district.app.drafts.current(actor)
    return await district.app.reporting.send(actor, view.draft.id)


async def reported(
    district: District,
    who: str = ANNA,
    what: tuple[str, str] = DIAGNOSTICS,
    outcome: ReportOutcome = ReportOutcome.DONE,
    text: str = "Провели 12 сентября",
    *files: ReceivedFile,
) -> ReportLine:
    """Send a report; its line on the card."""
    await drafted(district, who, what, outcome, text, *files)
    line = (await sent(district, who)).view.card.last_report
    assert line is not None
    return line


async def card(district: District, who: str = ANNA, what: tuple[str, str] = DIAGNOSTICS) -> DutyCard:
    return (await district.app.cards.open(await district.actor(who), district.duties[what])).card


async def state(district: District, what: tuple[str, str] = DIAGNOSTICS) -> DutyState:
    async with district.store.read() as uow:
        duty = await uow.duties.get(district.duties[what])
        assert duty is not None
        return duty.state


async def version(district: District, what: tuple[str, str] = DIAGNOSTICS) -> int:
    async with district.store.read() as uow:
        duty = await uow.duties.get(district.duties[what])
        assert duty is not None
        return duty.version


async def next_look(district: District, duty_id: DutyId) -> str | None:
    """When reminders look at the duty next, in Moscow time."""
    async with district.store.engine.connect() as connection:
        query = select(DutyRow.next_stage_at).where(DutyRow.id == duty_id)
        moment = (await connection.execute(query)).scalar_one()
    return f"{moment.astimezone(ZoneInfo(ZONE)):%Y-%m-%d %H:%M}" if moment else None


async def audited(district: District) -> list[str]:
    """Every action recorded, in order."""
    async with district.store.engine.connect() as connection:
        rows = await connection.execute(select(AuditRow.action).order_by(AuditRow.id))
        return [row.action for row in rows]
