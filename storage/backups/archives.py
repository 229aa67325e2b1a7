"""One archive of database and files: a tar within the `age` format, which the `age` program opens too.

The machine holds the public key only: whoever steals it with all its copies reads none of them. Bytes stream
from one thread into the other, so that memory stays flat however large the archive is.
"""

import io
import json
import os
import re
import tarfile
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import IO

import pyrage

from roadmap.errors import BadInput
from roadmap.process.backups import BackupFacts

MANIFEST = "manifest.json"
DATABASE = "database"
FILE = re.compile(r"files/([0-9a-f]{2}/[0-9a-f]{32})\Z")


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """A file of the archive: DATABASE, or `files/` and a key."""

    name: str
    data: IO[bytes]


def new_key() -> tuple[str, str]:
    """A fresh pair: the secret to be kept on paper, and the public part for the settings."""
    identity = pyrage.x25519.Identity.generate()
    return str(identity), str(identity.to_public())


def is_recipient(text: str) -> bool:
    """Whether this is the public part of a key."""
    try:
        pyrage.x25519.Recipient.from_str(text)
    except pyrage.RecipientError:
        return False
    return True


def seal(target: Path, recipient: str, facts: BackupFacts, database: Path, files: Path) -> None:
    """Write the archive; it is whole on disk under its name, or not there at all."""
    draft = target.with_name(target.name + ".part")
    key = pyrage.x25519.Recipient.from_str(recipient)
    try:
        with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as sealed:
            with _flowing(lambda out: _pack(out, facts, database, files)) as plain:
                pyrage.encrypt_io(plain, sealed, [key])
            sealed.flush()
            os.fsync(sealed.fileno())
        draft.replace(target)
    finally:
        draft.unlink(missing_ok=True)


def _pack(out: IO[bytes], facts: BackupFacts, database: Path, files: Path) -> None:
    with tarfile.open(fileobj=out, mode="w|") as tar:
        manifest = _manifest(facts)
        head = tarfile.TarInfo(MANIFEST)
        head.size = len(manifest)
        tar.addfile(head, io.BytesIO(manifest))
        tar.add(database, DATABASE)
        for path in kept_files(files):
            tar.add(path, f"files/{path.relative_to(files).as_posix()}")


def kept_files(files: Path) -> Iterator[Path]:
    """Files under their keys; no marks, probes or drafts."""
    for path in sorted(files.glob("??/*")):
        if FILE.match(f"files/{path.relative_to(files).as_posix()}"):
            yield path


@contextmanager
def opened(archive: Path, secret: str) -> Iterator[tuple[BackupFacts, Iterator[Member]]]:
    """What the archive says of itself, and its members in order.

    BadInput for a wrong key, a damaged or foreign archive: damage after the last member shows at the end.
    """
    try:
        key = pyrage.x25519.Identity.from_str(secret.strip())
    except pyrage.IdentityError:
        raise BadInput("backup-key-unread") from None
    try:
        sealed = archive.open("rb")
    except OSError as error:
        raise BadInput("backup-unread", str(archive)) from error
    try:
        with (
            sealed,
            _flowing(lambda out: pyrage.decrypt_io(sealed, out, [key])) as plain,
            tarfile.open(fileobj=plain, mode="r|") as tar,
        ):
            yield _facts(tar), _members(tar)
            while plain.read(1 << 16):
                pass
    except pyrage.DecryptError as error:
        reason = "backup-key-wrong" if "No matching keys" in str(error) else "backup-damaged"
        raise BadInput(reason) from None
    except (tarfile.TarError, KeyError, ValueError, EOFError):
        raise BadInput("backup-damaged") from None
    except OSError as error:
        if error.errno is not None:  # of a disk; what is wrong with the bytes has no number
            raise
        raise BadInput("backup-damaged") from None


def _facts(tar: tarfile.TarFile) -> BackupFacts:
    head = tar.next()
    data = tar.extractfile(head) if head is not None and head.name == MANIFEST else None
    if data is None:
        raise tarfile.TarError("no manifest")
    said = json.loads(data.read())
    return BackupFacts(
        made_at=datetime.fromisoformat(said["made_at"]),
        database=said["database"],
        schema=said["schema"],
        files=int(said["files"]),
        bytes=int(said["bytes"]),
    )


def _members(tar: tarfile.TarFile) -> Iterator[Member]:
    while (info := tar.next()) is not None:
        data = tar.extractfile(info) if info.isreg() else None
        if data is None or not (info.name == DATABASE or FILE.match(info.name)):
            raise tarfile.TarError(info.name)
        yield Member(name=info.name, data=data)


def _manifest(facts: BackupFacts) -> bytes:
    said = {
        "made_at": facts.made_at.isoformat(),
        "database": facts.database,
        "schema": facts.schema,
        "files": facts.files,
        "bytes": facts.bytes,
    }
    return json.dumps(said, indent=1).encode()


@contextmanager
def _flowing(write: Callable[[IO[bytes]], None]) -> Iterator[IO[bytes]]:
    """What `write` writes on a thread of its own can be read here; its error is raised here too.

    Whoever leaves with an error has closed the pipe: what the writer says of that is of no interest.
    """
    reading, writing = os.pipe()
    failed: list[BaseException] = []

    def carry_out() -> None:
        try:
            with os.fdopen(writing, "wb") as out:
                write(out)
        except BaseException as error:
            failed.append(error)

    thread = threading.Thread(target=carry_out, daemon=True)
    thread.start()
    try:
        with os.fdopen(reading, "rb") as flow:
            yield flow
    except BaseException as error:
        thread.join()
        if failed and isinstance(error, tarfile.TarError | EOFError):
            raise failed[0] from error  # the stream ended early: the writer knows why
        raise
    thread.join()
    if failed and not isinstance(failed[0], BrokenPipeError):
        raise failed[0]
