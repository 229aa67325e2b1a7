"""`python -m proof`: kills the bot at every named point, over many seeds, and counts what became of it."""

import argparse
import gc
import signal
import sys
import tempfile
from pathlib import Path
from time import monotonic

from builders.temporary import TEMPORARY
from proof.course import OUT, POSTGRES, SQLITE, Outcome, Task, full_course, run_course
from proof.page import as_text, page
from proof.policies import POLICIES, PRODUCT
from proof.trial import Setting


def parse_args() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="proof", description="Without --seeds or --seed: the full course of docs/guarantees.md."
    )
    parser.add_argument("--seeds", type=int, help="so many seeds of one setting, from --first on")
    parser.add_argument("--first", type=int, default=1)
    parser.add_argument("--seed", type=int, help="this seed alone; its journals are kept")
    parser.add_argument("--database", choices=(SQLITE, POSTGRES), default=SQLITE)
    parser.add_argument("--workers", type=int, default=1, help="more than one only on postgres")
    parser.add_argument("--policy", choices=tuple(POLICIES), default=PRODUCT)
    parser.add_argument("--jobs", type=int, default=2, help="seeds at once")
    parser.add_argument("--write", type=Path, metavar="FILE", help="keep the page with the table")
    return parser.parse_args()


def tasks_of(args: argparse.Namespace) -> list[Task]:
    """The seeds asked for, or all of them."""
    if args.seeds is None and args.seed is None:
        return full_course()
    setting = Setting(database=args.database, workers=args.workers, policy=args.policy)
    seeds = [args.seed] if args.seed is not None else range(args.first, args.first + args.seeds)
    return [Task(setting=setting, seed=seed) for seed in seeds]


def main() -> int:
    args = parse_args()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))  # a server that was started is stopped all the same
    gc.freeze()  # what is imported stays shared between the lives
    began, tasks = monotonic(), tasks_of(args)
    outcomes: list[Outcome] = []
    with tempfile.TemporaryDirectory(prefix="vekha-proof-", dir=TEMPORARY) as name:
        for outcome in run_course(tasks, Path(name), min(args.jobs, len(tasks))):
            outcomes.append(outcome)
            tell(outcome)
            if args.write:  # as it grows: a run that is stopped has not been for nothing
                args.write.write_text(page(outcomes, monotonic() - began), "utf-8")
    print(as_text(outcomes, monotonic() - began))
    is_whole = len(outcomes) == len(tasks)
    if not is_whole:
        print(f"only {len(outcomes)} of {len(tasks)} seeds were run to the end")
    return 0 if is_whole and not any(outcome.is_failure for outcome in outcomes) else 1


def tell(outcome: Outcome) -> None:
    """A line for the impatient, and the whole truth about a seed that failed."""
    setting, tally = outcome.task.setting, outcome.tally
    said = "FAILED" if outcome.is_failure else "ok"
    print(
        f"seed {outcome.task.seed} {setting.database}×{setting.workers} {setting.policy}: {said},"
        f" {tally.messages} messages, {tally.presses} presses, {sum(tally.kills.values())} kills,"
        f" {outcome.seconds:.1f} s",
        flush=True,
    )
    if outcome.is_failure:
        for finding in tally.findings:
            print(f"    {finding}")
        print(
            f"    again: python -m proof --seed {outcome.task.seed} --database {setting.database}"
            f" --workers {setting.workers} --policy {setting.policy}; journals in {OUT / outcome.task.place}",
            flush=True,
        )


if __name__ == "__main__":
    sys.exit(main())
