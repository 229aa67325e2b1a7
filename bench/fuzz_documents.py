"""Mutated documents of every kind are read under the worker's limits: no crash, no hang, no memory past them.

`python -m bench.fuzz_documents [--count 500] [--seed 1]`: a search for failures, none of the benches. Each
kind runs in a process of its own that limits itself as the worker does; anything but a draft or a refusal is
a failure, and its seed is printed.
"""

import argparse
import contextlib
import json
import resource
import signal
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path
from types import FrameType

from bench.contenders.gate import peak_megabytes
from bench.mutations import WAYS, mutated
from documents import limits
from documents.reader import read_document
from roadmap.errors import DocumentRefused

SAMPLES = Path(__file__).parent.parent / "samples"
SECONDS_ALLOWED = 20


class TooSlow(Exception):
    """A document took longer than any may."""


def originals(suffix: str) -> list[bytes]:
    """The samples of a kind; CSV is made of the text ones."""
    if suffix == ".csv":
        return [path.read_bytes().replace(b"\t", b";") for path in sorted(SAMPLES.glob("*.txt"))]
    return [path.read_bytes() for path in sorted(SAMPLES.glob(f"*{suffix}"))]


def outcome(data: bytes, name: str) -> str:
    """«read», a reason of refusal, or what went wrong, with «!» before it."""
    signal.alarm(SECONDS_ALLOWED)
    try:
        read_document(data, name)
    except DocumentRefused as refusal:
        return refusal.reason
    except MemoryError:
        return "too-heavy"
    except Exception as error:
        return f"!{type(error).__name__}: {error}"[:200]
    else:
        return "read"
    finally:
        signal.alarm(0)


def _stop(_signal: int, _frame: FrameType | None) -> None:
    raise TooSlow


def run_kind(suffix: str, count: int, seed: int) -> dict[str, object]:
    """Read so many mutated documents of a kind and tell what came of it."""
    resource.setrlimit(resource.RLIMIT_AS, (limits.WORKER_MEMORY_BYTES, limits.WORKER_MEMORY_BYTES))
    signal.signal(signal.SIGALRM, _stop)
    sources = originals(suffix)
    outcomes: Counter[str] = Counter()
    failures: list[str] = []
    slowest = 0.0
    for number in range(seed, seed + count):
        data = mutated(suffix, sources[number % len(sources)], number)
        started = time.process_time()
        found = outcome(data, f"plan{suffix}")
        slowest = max(slowest, time.process_time() - started)
        outcomes["failed" if found.startswith("!") else found] += 1
        if found.startswith("!"):
            failures.append(f"seed {number}: {found}")
    return {
        "outcomes": outcomes,
        "failures": failures,
        "slowest": round(slowest, 2),
        "peak_mib": round(peak_megabytes()),
    }


def main() -> int:
    """One child process per kind; exit status 1 if any document did what none may."""
    parser = argparse.ArgumentParser(prog="bench.fuzz_documents")
    parser.add_argument("--count", type=int, default=500)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--kind", choices=sorted(WAYS))
    args = parser.parse_args()
    if args.kind:
        with contextlib.redirect_stdout(sys.stderr):  # libraries print over broken files
            told = run_kind(args.kind, args.count, args.seed)
        sys.stdout.write(json.dumps(told, ensure_ascii=False))
        return 0
    failed = False
    for suffix in WAYS:
        command = [sys.executable, "-m", "bench.fuzz_documents", "--kind", suffix]
        command += ["--count", str(args.count), "--seed", str(args.seed)]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        if done.returncode != 0:
            sys.stdout.write(f"{suffix}: the process died\n{done.stderr[-2000:]}\n")
            failed = True
            continue
        told = json.loads(done.stdout)
        failed = failed or bool(told["failures"])
        read = told["outcomes"].pop("read", 0)
        sys.stdout.write(
            f"{suffix:6} {args.count} documents: {read} read, refused {dict(told['outcomes'])}, "
            f"slowest {told['slowest']} s, memory {told['peak_mib']} MiB\n"
        )
        sys.stdout.writelines(f"  {line}\n" for line in told["failures"])
    return int(failed)


if __name__ == "__main__":
    sys.exit(main())
