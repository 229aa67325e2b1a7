"""Work with documents and reports that ends in the middle, before or after its commit: done once.

The same with processes that are really killed: `make proof`.
"""

from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import func, select

from services.buttons.packing import pack
from services.buttons.plan import RollMapButton
from services.buttons.summary import MakeReportButton
from services.control.reporting.reporting import ReportingService
from services.imports.importing import ImportService
from services.imports.receiving import DocumentService
from services.imports.rolling import RollingService
from services.plan.plan_tables import PlanTableService
from services.summary.exporting import ExportService
from storage.control.tables import DutyRow, ExecutionReportRow
from storage.imports.tables import ImportRow
from storage.plan.tables import EditionRow, MeasureRow
from storage.row import Row
from storage.unit_of_work import Store
from tests.clock import FrozenClock
from tests.documents_text import road_map_text
from tests.returned_table import append, changed
from tests.world import Hero, World, open_world

SCHOOL = "Школа № 3"
PLAN = road_map_text(("1.", "Неделя книги", "до 12 мая 2027 года", SCHOOL))
SECOND = road_map_text(("1.", "Поход к роднику", "до 19 мая 2027 года", SCHOOL))
both_ends = pytest.mark.parametrize("after", [False, True], ids=["before its commit", "after its commit"])


class Crash(Exception):
    """The process ends here."""


@dataclass
class Cast:
    world: World
    store: Store
    vera: Hero
    anna: Hero

    async def goes_on(self) -> None:
        """The next minute: whatever was begun is taken up again."""
        for minute in (1, 3):
            await self.world.at(f"2027-04-20 10:0{minute}")

    async def count(self, table: type[Row]) -> int:
        async with self.store.engine.connect() as connection:
            return int((await connection.execute(select(func.count()).select_from(table))).scalar_one())

    async def files(self) -> list[bytes]:
        """What the bot has sent to Vera, oldest first."""
        sent = [
            each.file_id for each in await self.vera.phone.messages() if each.is_from_bot and each.file_id
        ]
        return [await self.world.sandbox.client.file(file_id) for file_id in sent]


@pytest.fixture
async def cast(store: Store, clock: FrozenClock, tmp_path: Path) -> AsyncIterator[Cast]:
    async with open_world(store, clock, tmp_path) as world:
        await world.at("2027-04-20 10:00")
        vera = await world.department()
        anna = await world.executor("Анна Лугова", SCHOOL)
        await vera.sends_document(PLAN, "План.txt")
        await vera.presses("Утвердить")
        yield Cast(world, store, vera, anna)
        await vera.news()
        await anna.news()


def crash_once(monkeypatch: pytest.MonkeyPatch, owner: type, name: str, *, after: bool) -> None:
    """The first call of this method ends in a crash: before anything is done, or when all of it is done."""
    method: Callable[..., Awaitable[Any]] = getattr(owner, name)
    crashes = [Crash]

    async def crash(*args: Any, **kwargs: Any) -> Any:
        if crashes and not after:
            raise crashes.pop()
        result = await method(*args, **kwargs)
        if crashes:
            raise crashes.pop()
        return result

    monkeypatch.setattr(owner, name, crash)


@both_ends
async def test_a_document_is_on_the_desk_once(
    cast: Cast, monkeypatch: pytest.MonkeyPatch, after: bool
) -> None:
    crash_once(monkeypatch, DocumentService, "arrived", after=after)
    await cast.vera.sends_document(SECOND, "Второй.txt")
    await cast.goes_on()

    assert await cast.count(ImportRow) == 2
    assert "Документ прочитан" in (await cast.vera.news())[-1].text


@both_ends
async def test_a_plan_is_in_force_once(cast: Cast, monkeypatch: pytest.MonkeyPatch, after: bool) -> None:
    await cast.vera.sends_document(SECOND, "Второй.txt")
    crash_once(monkeypatch, ImportService, "approve", after=after)
    await cast.vera.presses("Утвердить")
    await cast.goes_on()

    assert [await cast.count(table) for table in (EditionRow, MeasureRow, DutyRow)] == [2, 2, 2]
    assert "утвержд" in (await cast.vera.news())[-1].text.lower()


@both_ends
async def test_a_plan_is_rolled_over_once(cast: Cast, monkeypatch: pytest.MonkeyPatch, after: bool) -> None:
    crash_once(monkeypatch, RollingService, "roll", after=after)
    await cast.vera.forges(pack(RollMapButton(road_map_id=1, year=2028)))
    await cast.goes_on()

    assert await cast.count(ImportRow) == 2
    assert "Документ прочитан" in (await cast.vera.news())[-1].text


@both_ends
async def test_a_table_is_taken_once(cast: Cast, monkeypatch: pytest.MonkeyPatch, after: bool) -> None:
    await cast.vera.says("/plan")
    await cast.vera.presses("Развити")
    await cast.vera.presses("Правка таблицей")
    (*_, table) = await cast.files()

    def add(page: Any) -> None:
        append(page, number="2", title="Конкурс чтецов", deadline="до 20 мая 2027 года", main=SCHOOL)

    await cast.vera.sends_document(changed(table, add), "Правка.xlsx")
    crash_once(monkeypatch, PlanTableService, "apply", after=after)
    await cast.vera.presses("Сохранить: 1 строка")
    await cast.goes_on()

    assert [await cast.count(table) for table in (MeasureRow, DutyRow)] == [2, 2]
    assert "Меню" not in (await cast.vera.news())[-1].text


@both_ends
async def test_a_report_is_sent_once(cast: Cast, monkeypatch: pytest.MonkeyPatch, after: bool) -> None:
    await cast.anna.says("/my")
    await cast.anna.presses("^1$")
    await cast.anna.presses("Отчитаться")
    await cast.anna.says("Прошла, было сорок гостей")
    crash_once(monkeypatch, ReportingService, "send", after=after)
    await cast.anna.presses("^Отправить$")
    await cast.goes_on()

    assert await cast.count(ExecutionReportRow) == 1


@both_ends
async def test_a_consolidated_report_comes(cast: Cast, monkeypatch: pytest.MonkeyPatch, after: bool) -> None:
    crash_once(monkeypatch, ExportService, "report", after=after)
    await cast.vera.forges(pack(MakeReportButton(road_map_id=1, year=0, quarter=0)))
    await cast.goes_on()

    (made,) = await cast.files()
    assert made.startswith(b"PK")
