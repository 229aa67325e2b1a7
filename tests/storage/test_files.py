"""The folder of files: whole or not there, under names that say nothing."""

import re
from pathlib import Path

import pytest

from roadmap.errors import BadInput, NotFound
from storage.files import FolderFiles


async def test_bytes_come_back_under_a_name_that_says_nothing(tmp_path: Path) -> None:
    files = FolderFiles(tmp_path / "files")
    keys = [await files.put(data) for data in (b"", b"\x00\xffphoto", b"\x00\xffphoto")]

    assert [await files.get(key) for key in keys] == [b"", b"\x00\xffphoto", b"\x00\xffphoto"]
    assert len(set(keys)) == 3
    assert all(re.fullmatch("[0-9a-f]{32}", key) for key in keys)


async def test_only_the_owner_can_read_them(tmp_path: Path) -> None:
    files = FolderFiles(tmp_path / "files")
    key = await files.put(b"photo")

    (path,) = (tmp_path / "files").rglob(key)
    assert path.stat().st_mode & 0o077 == 0


@pytest.mark.parametrize("key", ["0" * 32, "../../etc/passwd", "", "A" * 32, "x"])
async def test_a_key_that_was_never_given_finds_nothing(tmp_path: Path, key: str) -> None:
    with pytest.raises(NotFound):
        await FolderFiles(tmp_path / "files").get(key)


async def test_a_write_that_fails_leaves_no_half_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    with pytest.raises(BadInput) as refusal:
        await FolderFiles(tmp_path / "files").put(b"photo")
    assert refusal.value.reason == "no-room"

    assert [path for path in (tmp_path / "files").rglob("*") if path.is_file()] == []
