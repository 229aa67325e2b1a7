"""Data goes to standard output, messages to standard error."""

import json
import sys
from collections.abc import Mapping


def say(message: str) -> None:
    """A message for the person at the terminal."""
    sys.stderr.write(message + "\n")


def fail(message: str) -> int:
    """Say why it was refused; the exit status of a refusal."""
    say(message)
    return 1


def print_json(data: Mapping[str, object], *, indent: int | None = 2) -> None:
    """One JSON object on standard output, UTF-8 whatever the locale."""
    text = json.dumps(data, ensure_ascii=False, indent=indent)
    sys.stdout.buffer.write(text.encode("utf-8", "replace") + b"\n")
    sys.stdout.buffer.flush()


def print_text(text: str) -> None:
    """Text for a person on standard output, UTF-8 whatever the locale."""
    sys.stdout.buffer.write(text.encode("utf-8", "replace") + b"\n")
    sys.stdout.buffer.flush()
