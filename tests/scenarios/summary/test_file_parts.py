"""Files that are too large for one message come in parts, and each names the others."""

import io
import zipfile
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from storage.unit_of_work import Store
from tests.clock import FrozenClock
from tests.documents.plans import word
from tests.scenarios.summary.test_forms import _plan, in_force
from tests.world import Hero, World, open_world

LARGEST = 30_000


@pytest.fixture
async def narrow(store: Store, clock: FrozenClock, tmp_path: Path) -> AsyncIterator[World]:
    async with open_world(store, clock, tmp_path, largest_file=LARGEST) as opened:
        yield opened


async def chosen(vera: Hero, button: str) -> list[str]:
    await vera.says("/report")
    await vera.presses("1 кв. 2027")
    await vera.presses(button)
    return [message.text for message in await vera.news()]


async def test_an_archive_comes_in_parts_that_name_each_other(narrow: World) -> None:
    vera, anna, _ = await in_force(narrow, word(_plan), "План.docx")
    await anna.says("/my")
    await anna.presses("Отчитаться|^1$")
    for shade in range(2):
        photo = b"\xff\xd8\xff\xe0" + bytes([shade]) * (LARGEST - 5_000) + b"\xff\xd9"
        await anna.sends_photo(photo, "Выставка книг")
        if not shade:
            await anna.presses("Неделя книги|Добавить")
    await anna.presses("Отправить")
    for hero in narrow.heroes:
        await hero.news()
    *_, first, second = await chosen(vera, "Архив подтверждений")
    assert "1 файл с описью" in first
    assert "Часть 1 из 2: п. 1.\nОстальное: часть 2: п. 1." in first
    assert "Часть 2 из 2: п. 1.\nОстальное: часть 1: п. 1." in second


async def test_a_workbook_comes_in_parts_by_its_sheets(
    store: Store, clock: FrozenClock, tmp_path: Path
) -> None:
    async with open_world(store, clock, tmp_path, largest_file=15_000) as narrow:
        vera, _, _ = await in_force(narrow, word(_plan), "План.docx")
        await vera.says("/report")
        await vera.presses("1 кв. 2027")
        await vera.presses("^Excel$")
        parts = [message for message in await vera.news() if message.file_id]
        assert len(parts) > 1
        assert f"Часть 1 из {len(parts)}: «Сводка»" in parts[0].text
        assert "Остальное: часть 2: " in parts[0].text
        for part in parts:
            data = await narrow.sandbox.client.file(part.file_id)
            assert zipfile.ZipFile(io.BytesIO(data)).testzip() is None
