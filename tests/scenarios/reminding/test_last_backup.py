"""Whoever answers for the department sees in its settings when the server was backed up last."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from roadmap.process.backups import LastBackup
from services.reminding.department_choices import SeenBackup
from storage.backups.folder import backups_in, name_of
from tests.world import World
from texts.reminding.ladders import _backup

NOW = datetime(2026, 11, 20, 9, tzinfo=UTC)


def said(last: LastBackup) -> str:
    return _backup(SeenBackup(last=last, is_worrying=last.is_worrying(NOW)), "Europe/Moscow")


@pytest.mark.parametrize(
    ("last", "words"),
    [
        (LastBackup(is_kept=True, made_at=NOW - timedelta(hours=9)), "Последняя резервная копия: 20 ноября"),
        (LastBackup(is_kept=True, made_at=NOW - timedelta(days=2)), "Последняя резервная копия: 18 ноября"),
        (
            LastBackup(is_kept=True, made_at=NOW - timedelta(days=2, seconds=1)),
            "⚠️ Последняя резервная копия: 18 ноября",
        ),
        (LastBackup(is_kept=True), "⚠️ Резервной копии ещё не было"),
        (LastBackup(), "Резервные копии бот здесь не делает"),
    ],
)
def test_the_last_one_is_named_and_an_old_or_absent_one_warned_of(last: LastBackup, words: str) -> None:
    assert said(last).startswith(words)


async def test_it_stands_on_the_screen_of_settings(world: World) -> None:
    vera = await world.department()
    await vera.says("/menu")
    await vera.presses("Настройки")
    (*_, shown) = await vera.news()
    assert "Резервные копии бот здесь не делает" in shown.text


def test_what_lies_in_the_folder_tells_by_its_name(tmp_path: Path) -> None:
    (tmp_path / name_of(NOW)).write_bytes(b"x")
    (tmp_path / "vekha-torn.part").write_bytes(b"x")
    assert max(backups_in(tmp_path)) == NOW
