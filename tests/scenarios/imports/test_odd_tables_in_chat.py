"""A spoilt table sent to the bot: one answer that says what to do, and nothing of it is kept."""

from pathlib import Path

from sqlalchemy import func, select

from storage.control.tables import IncomingFileRow
from storage.imports.tables import ImportRow, IncomingDocumentRow
from storage.people.tables import StaffListRow
from storage.plan.tables import PlanTableReturnRow
from tests.documents import hostile
from tests.documents.odd_tables import DOORS, NO_TABLE, ODD_TABLES, Door, OddTable
from tests.world import World
from texts.imports.document_refusals import explain_document_refusal

KEPT = (IncomingFileRow, IncomingDocumentRow, ImportRow, StaffListRow, PlanTableReturnRow)
LIMITS = {"too-many-rows": "5000", "too-many-columns": "60"}
CONVERTED = "open-document"
"""Where LibreOffice is, such a file is read."""
OF_ANOTHER_DOOR = "not-a-table"


def refused() -> list[tuple[Door, OddTable, str]]:
    """Those whose refusal is the same at every door."""
    others = (NO_TABLE, CONVERTED, OF_ANOTHER_DOOR)
    return [
        (door, odd, odd.says)
        for door in DOORS
        for odd in ODD_TABLES
        if isinstance(odd.says, str) and odd.says not in others
    ]


async def kept(world: World) -> list[str]:
    """Tables with a row, and files, of whatever was sent."""
    async with world.machine.store.engine.connect() as connection:
        counts = {
            row.__tablename__: await connection.scalar(select(func.count()).select_from(row)) for row in KEPT
        }
    return [name for name, count in counts.items() if count]


def files_in(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("??/*") if path.is_file()]


async def test_each_is_answered_once_with_what_to_do_and_leaves_nothing(world: World, tmp_path: Path) -> None:
    vera = await world.department()
    for door, odd, reason in refused():
        await vera.sends_document(odd.make(door), odd.name)
        (answer,) = await vera.news()
        said = explain_document_refusal(reason, LIMITS.get(reason, ""))
        assert said in answer.text, (odd.what, door.name, answer.text)
        assert await kept(world) == [] and not files_in(tmp_path), odd.what
    await vera.sends_document(hostile.good_xlsx(), "план.xlsx")
    await vera.news()
    assert await kept(world) == ["imports"] and files_in(tmp_path), "what is read is kept"
