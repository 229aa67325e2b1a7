"""A pinned package of the Debian release an image stands on, fetched where another release runs."""

import os
import re
import shutil
import subprocess
from pathlib import Path

ARCHIVE = "http://deb.debian.org/debian"
KEYS = "/usr/share/keyrings/debian-archive-keyring.gpg"
RELEASE = re.compile(r"^FROM \S+-(?P<release>[a-z]+)$", re.MULTILINE)
PIN = re.compile(r"postgresql-client-(?P<version>\d+)=(?P=version)\.\*")


def release_of(dockerfile: str) -> str:
    """The release the last stage is made from."""
    *_, found = RELEASE.finditer(dockerfile)
    return found["release"]


def client_of(dockerfile: str) -> int:
    """The version of PostgreSQL's client the image is to have; ValueError where it has none."""
    if not (found := PIN.search(dockerfile)):
        raise ValueError("no client of PostgreSQL in the image")
    return int(found["version"])


def server_of(compose: str) -> int:
    """The version of the server that is started beside the bot."""
    found = re.search(r"image: postgres:(\d+)", compose)
    if not found:
        raise ValueError("no server in compose.yaml")
    return int(found[1])


def unpack(package: str, release: str, root: Path) -> bool:
    """Lay the files of a package (`name=version`) into this root; False where the archive is out of reach."""
    if not all(shutil.which(program) for program in ("apt-get", "dpkg-deb")) or not Path(KEYS).exists():
        return False
    apt = _apt(release, root / "apt")
    if subprocess.run([*apt, "update"], check=False, stdout=subprocess.DEVNULL).returncode:
        return False
    downloads = root / "debs"
    downloads.mkdir()
    subprocess.run([*apt, "download", package], cwd=downloads, check=True)
    for file in downloads.glob("*.deb"):
        subprocess.run(["dpkg-deb", "-x", file, root], check=True)
    return True


def _apt(release: str, state: Path) -> list[str]:
    """apt-get that knows this release only, and keeps to a folder of its own."""
    for folder in ("lists/partial", "cache/archives/partial"):
        (state / folder).mkdir(parents=True)
    (state / "status").touch()
    (state / "sources.list").write_text(f"deb [signed-by={KEYS}] {ARCHIVE} {release} main\n")
    settings = {
        "Dir::Etc::sourcelist": state / "sources.list",
        "Dir::Etc::sourceparts": "-",
        "Dir::State::lists": state / "lists",
        "Dir::State::status": state / "status",
        "Dir::Cache": state / "cache",
        "APT::Update::Error-Mode": "any",
    }
    if os.getuid() == 0:
        settings["APT::Sandbox::User"] = "root"
    return ["apt-get", "-qq", *(f"-o{name}={value}" for name, value in settings.items())]
