"""Draws in a process of its own: what it takes is given back, and the chats go on meanwhile."""

import os
import pickle
import subprocess
import sys
from collections.abc import Sequence

from texts.pictures import Picture

SECONDS = 60
"""A picture takes about a second; a machine under load is given time."""


def draw_isolated(pictures: Sequence[Picture], *, is_on_paper: bool = False) -> list[bytes]:
    """Each as PNG, in the same order; on paper they are lower. Called in a thread.

    Raises where the process falls over.
    """
    if not pictures:
        return []
    done = subprocess.run(
        [sys.executable, "-P", "-m", "reports.pictures"],
        input=pickle.dumps((list(pictures), is_on_paper)),
        capture_output=True,
        timeout=SECONDS,
        check=True,
        env=_environment(),
    )
    drawn: list[bytes] = pickle.loads(done.stdout)  # noqa: S301  from our own child, over a pipe
    return drawn


def _environment() -> dict[str, str]:
    """Where to find the code and a place for the cache of fonts; no token reaches the process."""
    kept = {name: os.environ[name] for name in ("HOME", "TMPDIR", "MPLCONFIGDIR") if name in os.environ}
    return {**kept, "PYTHONPATH": os.pathsep.join(filter(None, sys.path)), "LC_ALL": "C.UTF-8"}
