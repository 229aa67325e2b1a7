"""An archive of database and files: whole or not there, read with its one key only, never half believed."""

import tarfile
from collections.abc import Callable
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from uuid import uuid4

import pyrage
import pytest

from roadmap.errors import BadInput
from roadmap.process.backups import BackupFacts
from storage.backups.archives import is_recipient, new_key, opened, seal

NAME = "Зоя Полевая"
FACTS = BackupFacts(
    made_at=datetime(2026, 9, 1, tzinfo=UTC), database="sqlite", schema="0001", files=2, bytes=40
)


@pytest.fixture
def key() -> tuple[str, str]:
    return new_key()


@pytest.fixture
def archive(tmp_path: Path, key: tuple[str, str]) -> Path:
    database, files = tmp_path / "snapshot", tmp_path / "files"
    database.write_text(f"строки о {NAME} " * 9000)
    for _ in range(2):
        name = uuid4().hex
        (files / name[:2]).mkdir(parents=True, exist_ok=True)
        (files / name[:2] / name).write_text(f"справка: {NAME}")
    (files / ".watermark.json").write_text("{}")
    (files / "ab").mkdir(exist_ok=True)
    (files / "ab" / "half.part").write_text("half")
    seal(tmp_path / "a.tar.age", key[1], FACTS, database, files)
    return tmp_path / "a.tar.age"


def read(archive: Path, secret: str) -> dict[str, bytes]:
    with opened(archive, secret) as (facts, members):
        assert facts == FACTS
        return {member.name: member.data.read() for member in members}


def test_what_was_put_in_comes_out_and_marks_and_drafts_stay_outside(
    archive: Path, key: tuple[str, str]
) -> None:
    members = read(archive, key[0])
    assert members["database"].decode().startswith("строки о")
    assert sorted(len(name) for name in members) == [8, 41, 41]


def test_no_name_can_be_read_and_only_the_owner_may_try(archive: Path) -> None:
    assert NAME.encode() not in archive.read_bytes()
    assert archive.stat().st_mode & 0o777 == 0o600


def test_another_key_opens_nothing(archive: Path) -> None:
    with pytest.raises(BadInput) as refusal:
        read(archive, new_key()[0])
    assert refusal.value.reason == "backup-key-wrong"
    with pytest.raises(BadInput) as refusal:
        read(archive, "very secret")
    assert refusal.value.reason == "backup-key-unread"


def flipped(data: bytes) -> bytes:
    middle = len(data) // 2
    return data[:middle] + bytes([data[middle] ^ 1]) + data[middle + 1 :]


@pytest.mark.parametrize(
    "spoil",
    [
        flipped,
        lambda data: data[:-1],
        lambda data: data[: len(data) // 3],
        lambda data: b"",
        lambda data: data + b"x",
    ],
    ids=["one bit", "one byte short", "a third of it", "empty", "one byte more"],
)
def test_a_damaged_archive_is_never_believed(
    archive: Path, key: tuple[str, str], spoil: Callable[[bytes], bytes]
) -> None:
    archive.write_bytes(spoil(archive.read_bytes()))
    with pytest.raises(BadInput) as refusal:
        read(archive, key[0])
    assert refusal.value.reason == "backup-damaged"


@pytest.mark.parametrize("name", ["../vekha.db", "/etc/passwd", "files/../../x", "files/ab/short"])
def test_a_member_that_would_be_written_elsewhere_is_refused(
    tmp_path: Path, key: tuple[str, str], name: str
) -> None:
    packed = BytesIO()
    with tarfile.open(fileobj=packed, mode="w") as tar:
        manifest = (
            b'{"made_at": "2026-09-01T00:00:00+00:00", "database": "sqlite", "schema": "0001",'
            b' "files": 2, "bytes": 40}'
        )
        for each, data in (("manifest.json", manifest), (name, b"x")):
            info = tarfile.TarInfo(each)
            info.size = len(data)
            tar.addfile(info, BytesIO(data))
    target = tmp_path / "forged.age"
    target.write_bytes(pyrage.encrypt(packed.getvalue(), [pyrage.x25519.Recipient.from_str(key[1])]))
    with pytest.raises(BadInput) as refusal:
        read(target, key[0])
    assert refusal.value.reason == "backup-damaged"


def test_a_backup_that_fails_leaves_nothing_behind(tmp_path: Path, key: tuple[str, str]) -> None:
    with pytest.raises(FileNotFoundError):
        seal(tmp_path / "a.tar.age", key[1], FACTS, tmp_path / "none", tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_a_recipient_is_told_from_other_words(key: tuple[str, str]) -> None:
    assert is_recipient(key[1])
    assert not any(is_recipient(each) for each in (key[0], "", "age1", "ключ"))
