"""Replays the Dockerfile without Docker: its COPY and RUN steps in a scratch root, then the image's command.

The bot is started from the replayed image against the local sandbox, its HEALTHCHECK is run, and it is
stopped with SIGTERM. Unlike Docker, the base image is this machine's Python, and `useradd` is left out. The
client of PostgreSQL is fetched from the archive of the image's own Debian and laid into the scratch root.
Exits 1 at the first step that fails.
"""

import json
import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tools.debian_package import client_of, release_of, server_of, unpack

ROOT = Path(__file__).parents[1]
MAPPED = ("/opt/vekha", "/src", "/tmp/wheels", "/data")
HEALTHY_SECONDS = 120


def instructions(dockerfile: str) -> Iterator[tuple[str, str]]:
    """(instruction, argument), comments dropped and continued lines joined."""
    text = re.sub(r"(?m)^\s*#.*\n", "", dockerfile).replace("\\\n", " ")
    for line in filter(None, (each.strip() for each in text.splitlines())):
        name, _, argument = line.partition(" ")
        yield name, argument.strip()


class Replay:
    """A scratch root that stands for the image's file system."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.environment = dict(os.environ)
        self.command: list[str] = []
        self.health: list[str] = []
        self.workdir = root

    def inside(self, text: str) -> str:
        """The same text with the image's paths moved under the scratch root."""
        for path in MAPPED:
            text = re.sub(rf"(?<![\w.]){re.escape(path)}(?!\w)", f"{self.root}{path}", text)
        return text

    def step(self, name: str, argument: str) -> None:
        match name:
            case "ENV":
                for key, value in re.findall(r"(\w+)=(\S+)", argument):
                    self.environment[key] = self.inside(value).replace("$PATH", self.environment["PATH"])
            case "WORKDIR":
                self.workdir = Path(self.inside(argument))
                self.workdir.mkdir(parents=True, exist_ok=True)
            case "COPY" if not argument.startswith("--from"):
                *sources, target = argument.split()
                for source in sources:
                    self._copy(ROOT / source, self.workdir / target)
            case "RUN" if "apt-get" in argument:
                self._client(argument)
            case "RUN" if "useradd" not in argument:
                subprocess.run(
                    ["sh", "-ec", self._pip(argument)], cwd=self.workdir, env=self.environment, check=True
                )
            case "ENTRYPOINT" | "CMD":
                self.command += json.loads(argument)
            case "HEALTHCHECK":
                self.health = json.loads(argument[argument.index("CMD") + 3 :])

    def _client(self, argument: str) -> None:
        """pg_dump is not older than the server of compose.yaml, and the image's Debian has that package."""
        release, version = release_of((ROOT / "Dockerfile").read_text()), client_of(argument)
        server = server_of((ROOT / "compose.yaml").read_text())
        if version < server:
            raise SystemExit(f"pg_dump {version} is older than the server of compose.yaml: {server}")
        if not unpack(f"postgresql-client-{version}={version}.*", release, self.root):
            sys.stderr.write(f"the archive of Debian {release} is out of reach: pg_dump was not looked for\n")
        elif not (self.root / f"usr/lib/postgresql/{version}/bin/pg_dump").exists():
            raise SystemExit(f"no pg_dump in the package of Debian {release}")

    def _pip(self, argument: str) -> str:
        """The build stage's own pip belongs to its image: here it gets an environment of its own."""
        build = self.root / "build"
        if not build.exists():
            subprocess.run([sys.executable, "-m", "venv", build], check=True)
        self.environment["PATH"] = f"{build / 'bin'}:{self.environment['PATH']}"
        return self.inside(argument)

    def _copy(self, source: Path, target: Path) -> None:
        if source.is_dir():
            shutil.copytree(source, target, dirs_exist_ok=True, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy(source, target / source.name if target.is_dir() else target)


def start_healthy(replay: Replay) -> None:
    """Run the image's command against the sandbox until its own health check passes, then stop it."""
    with running_sandbox(replay.root) as (url, token):
        replay.environment |= {"BOT_TOKEN": token, "BOT_API_URL": url}
        data = replay.root / "data"
        data.mkdir(exist_ok=True)
        command = [f"{replay.root}/opt/vekha/bin/{replay.command[0]}", *replay.command[1:]]
        health = [sys.executable, *replay.health[1:]]
        with running_bot(command, health, cwd=data, environment=replay.environment):
            pass


@contextmanager
def running_sandbox(scratch: Path) -> Iterator[tuple[str, str]]:
    """The local Telegram while the context lasts: its address, and the token it takes."""
    ready = scratch / "sandbox.url"
    sandbox = subprocess.Popen(
        [sys.executable, "-m", "sandbox", "--port", "0", "--ready-file", ready], cwd=ROOT
    )
    try:
        _wait(ready.exists, "the sandbox did not come up")
        from sandbox.running import DEFAULT_TOKEN

        yield ready.read_text(), DEFAULT_TOKEN
    finally:
        sandbox.terminate()
        sandbox.wait(10)


@contextmanager
def running_bot(
    command: list[str], health: list[str], *, cwd: Path, environment: dict[str, str]
) -> Iterator[None]:
    """The bot, healthy; afterwards SIGTERM, and it has to end with status 0."""
    bot = subprocess.Popen(command, cwd=cwd, env=environment)
    try:
        _wait(lambda: _passes(health), "never healthy")
        yield
    finally:
        bot.send_signal(signal.SIGTERM)
        status = bot.wait(40)
    if status != 0:
        raise SystemExit(f"the bot ended with status {status} on SIGTERM")


def _passes(check: list[str]) -> bool:
    return subprocess.run(check, check=False, stderr=subprocess.DEVNULL).returncode == 0


def _wait(condition: object, failure: str) -> None:
    until = time.monotonic() + HEALTHY_SECONDS
    while not condition():  # type: ignore[operator]
        if time.monotonic() > until:
            raise SystemExit(failure)
        time.sleep(0.2)


def main() -> None:
    with tempfile.TemporaryDirectory(prefix="vekha-image-") as name:
        replay = Replay(Path(name))
        for instruction, argument in instructions((ROOT / "Dockerfile").read_text()):
            replay.step(instruction, argument)
        start_healthy(replay)
    sys.stdout.write("Dockerfile replayed: built, healthy, stopped on SIGTERM with status 0\n")


if __name__ == "__main__":
    main()
