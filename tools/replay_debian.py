"""Replays the guide for a plain Debian in a clean tree, without root, and ends with a restored, running bot.

The guide's own commands are run, with its paths moved under a scratch folder; what needs root (apt, adduser,
systemd) is left out. Then what the guide promises: the bot runs against the local sandbox and is healthy, a
backup is taken, the database is thrown away, the backup is put back, the bot is healthy again with the same
people. Exits 1 at the first step that fails.
"""

import os
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from tools.replay_image import ROOT, running_bot, running_sandbox

GUIDE = ROOT / "docs/guide/debian.md"
MAPPED = ("/opt/vekha", "/var/lib/vekha", "/usr/local/bin")
OF_ROOT = re.compile(r"^(apt|adduser|systemctl|journalctl|cp /opt/vekha/deploy)\b")
PEOPLE = ("--department", "Отдел образования Приозёрного района", "--coordinator", "Вера Ильина")


def commands() -> Iterator[str]:
    """What the guide says to type, without what needs root."""
    for block in re.findall(r"^```\n(.*?)^```", GUIDE.read_text("utf-8"), re.MULTILINE | re.DOTALL):
        for line in block.splitlines():
            command = re.sub(r"\s+#.*", "", line).replace("sudo -u vekha ", "").strip()
            if command and not OF_ROOT.match(command):
                yield command


class Machine:
    """A scratch folder that stands for the machine's root."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.home = root / "var/lib/vekha"
        self.environment = {**os.environ, "PATH": f"{root}/usr/local/bin:{os.environ['PATH']}"}
        for folder in ("opt", "usr/local/bin", "var/lib/vekha"):
            (root / folder).mkdir(parents=True)

    def inside(self, command: str) -> str:
        """The same command with the machine's paths moved under the scratch folder."""
        for path in MAPPED:
            command = re.sub(rf"(?<![\w.]){re.escape(path)}(?!\w)", f"{self.root}{path}", command)
        return command.replace("АДРЕС-РЕПОЗИТОРИЯ", str(ROOT))

    def types(self, command: str) -> str:
        """What the command printed; the replay ends where it fails."""
        sys.stderr.write(f"$ {command}\n")
        done = subprocess.run(
            ["sh", "-ec", self.inside(command)],
            cwd=self.home,
            env=self.environment,
            check=True,
            stdout=subprocess.PIPE,
            text=True,
        )
        return done.stdout


def play(machine: Machine) -> None:
    """The guide from the first command to the last, then its promises."""
    for command in commands():
        if command.startswith("cd "):
            continue
        if command == "vekha init":  # it would ask; what it asks is given
            continue
        if "--new-key" in command or command == "vekha check":
            continue
        machine.types(command)
    with running_sandbox(machine.root) as (url, token):
        key = machine.types("vekha backup --new-key 2> public.txt")
        public = re.search(r"age1\w+", (machine.home / "public.txt").read_text("utf-8"))
        if public is None:
            raise SystemExit("the public key was not shown")
        (machine.root / "paper").write_text(key)
        backups = machine.root / "mnt/backups"
        (machine.home / ".env").write_text(
            f"BOT_TOKEN={token}\nBOT_API_URL={url}\nHEALTH__PORT=8080\n"
            f"BACKUP__DIR={backups}\nBACKUP__RECIPIENT={public[0]}\n"
        )
        machine.types("chmod 600 .env")
        machine.types("vekha init " + " ".join(f"'{word}'" for word in PEOPLE))
        people = machine.types("vekha people")
        run_once(machine)
        archive = machine.types("vekha backup").strip()
        machine.types("rm -r var")
        machine.types(f"vekha restore {archive} --dry-run --key {machine.root}/paper")
        machine.types(f"vekha restore {archive} --key {machine.root}/paper")
        if machine.types("vekha people") != people:
            raise SystemExit("the restored database holds other people")
        run_once(machine)


def run_once(machine: Machine) -> None:
    """Start the bot, wait until it is ready, stop it."""
    health = [sys.executable, "-c", "import urllib.request as r; r.urlopen('http://127.0.0.1:8080/readyz')"]
    command = [f"{machine.root}/usr/local/bin/vekha", "run"]
    with running_bot(command, health, cwd=machine.home, environment=machine.environment):
        pass


def main() -> None:
    with tempfile.TemporaryDirectory(prefix="vekha-debian-") as name:
        play(Machine(Path(name)))
    sys.stdout.write("the guide replayed: installed, healthy, backed up, restored, healthy again\n")


if __name__ == "__main__":
    main()
