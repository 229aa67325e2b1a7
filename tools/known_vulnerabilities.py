"""Known vulnerabilities of what is locked: `python -m tools.known_vulnerabilities [REQUIREMENTS …]`.

Status 1 where the database knows one. Where it cannot be asked, that is said in a line and nothing fails: a
look that saw nothing is never called clean.
"""

import json
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

LOCKED = ("requirements.txt", "requirements-dev.txt")
SECONDS = 120
ASK = ("--require-hashes", "--disable-pip", "--progress-spinner=off", "--timeout=10", "--format=json")


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """What came of one file: `unknown` are packages the database was not asked about or does not know."""

    file: str
    vulnerable: tuple[str, ...] = ()
    unknown: tuple[str, ...] = ()
    checked: int = 0
    skipped_because: str = ""


def finding(file: str, told: str, complaint: str) -> Finding:
    """What pip-audit has told of this file; anything but its JSON is a database that was not reached."""
    try:
        packages: list[dict[str, Any]] = json.loads(told)["dependencies"]
    except (ValueError, KeyError, TypeError):
        because = (complaint.strip().splitlines() or ["it answered nothing"])[-1]
        return Finding(file=file, skipped_because=because[:200])
    unknown = tuple(sorted({each["name"] for each in packages if "skip_reason" in each}))
    known = [each for each in packages if "skip_reason" not in each]
    if not known:
        return Finding(file=file, skipped_because="the database knows none of the packages: no way to it")
    vulnerable = tuple(
        f"{each['name']} {each['version']}: {', '.join(bug['id'] for bug in each['vulns'])}"
        for each in known
        if each["vulns"]
    )
    return Finding(file=file, vulnerable=vulnerable, unknown=unknown, checked=len(known))


def words(found: Finding) -> str:
    """One line for each thing to know."""
    if found.skipped_because:
        return f"{found.file}: vulnerabilities not looked up, {found.skipped_because}"
    lines = [f"{found.file}: {each}" for each in found.vulnerable]
    if found.unknown:
        lines.append(f"{found.file}: not in the database: {', '.join(found.unknown)}")
    lines.append(f"{found.file}: {found.checked} packages looked up, {len(found.vulnerable)} vulnerable")
    return "\n".join(lines)


def _asked(file: str) -> Finding:
    command = [Path(sys.executable).with_name("pip-audit"), "--requirement", file, *ASK]
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=SECONDS, check=False)
    except subprocess.TimeoutExpired:
        return Finding(file=file, skipped_because=f"no answer within {SECONDS} s")
    except OSError as error:
        return Finding(file=file, skipped_because=f"pip-audit cannot be run ({error.strerror})")
    return finding(file, done.stdout, done.stderr)


def main(files: Sequence[str]) -> int:
    found = [_asked(file) for file in files or LOCKED]
    sys.stdout.write("".join(f"{words(each)}\n" for each in found))
    return int(any(each.vulnerable for each in found))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
