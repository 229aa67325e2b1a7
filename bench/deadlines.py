"""Reading deadlines: kind and windows exactly, and speed, beside the general date readers of Python."""

import asyncio
import pkgutil
import sys
import tempfile
import time
import warnings
from collections.abc import Callable, Sequence
from datetime import date, datetime
from functools import partial
from importlib import import_module
from pathlib import Path
from typing import Any

from bench.course import Course
from bench.figures import median, spread
from bench.table import Table, Verdict, as_text
from roadmap import language
from roadmap.deadlines.calendar_stretch import months
from roadmap.deadlines.deadline import kind
from roadmap.deadlines.of_plan import of_plan
from roadmap.deadlines.period import PlanPeriod, Window
from roadmap.deadlines.windows import windows
from roadmap.language import reader
from roadmap.language.reader import read_deadline
from samples.phrases.phrase_file import Expected, expectations

SHARE_PROMISED = 0.95
MICROSECONDS_PROMISED = 100
METHOD = (
    "{} phrases of samples/phrases/phrases.txt, expectations written by the rules; the peers read dates "
    "only, so their dates are turned into windows as kindly as can be. The set was made together with our "
    "reader: it shows what a date library leaves to do, not how ours fares on phrases nobody here has seen. "
    "Cold: every cache of the reader is emptied before each round; with «words met before» only whole "
    "phrases are forgotten. The peers keep what they remember: they are not ours to empty."
)
Answer = tuple[str, tuple[Window, ...]]
Contender = Callable[[str, PlanPeriod], Answer]


def _caches() -> list[Any]:
    """Everything the reader remembers: whole phrases, words, their pieces, the index of misspelt ones."""
    modules = [
        import_module(f"{language.__name__}.{each.name}") for each in pkgutil.iter_modules(language.__path__)
    ]
    found = {
        id(each): each for module in modules for each in vars(module).values() if hasattr(each, "cache_clear")
    }
    return list(found.values())


def forget() -> None:
    """As in a process that has just begun."""
    for cache in _caches():
        cache.cache_clear()


def ours(text: str, period: PlanPeriod) -> Answer:
    deadline = of_plan(read_deadline(text).deadline, period)
    return kind(deadline), windows(deadline, period).windows


def with_dateparser() -> Contender:
    """Its precision (day, month, year) taken for the window; several dates through its search."""
    from dateparser.date import DateDataParser
    from dateparser.search import search_dates

    def answer(text: str, period: PlanPeriod) -> Answer:
        base = datetime(period.start.year, period.start.month, period.start.day)  # noqa: DTZ001 - as it wants it
        settings: Any = {"RELATIVE_BASE": base}
        found = DateDataParser(languages=["ru"], settings=settings).get_date_data(text)
        if found.date_obj is not None:
            return _answer([(found.date_obj.date(), found.period)], period)
        several = search_dates(text, languages=["ru"], settings=settings) or []
        parser = DateDataParser(languages=["ru"], settings=settings)
        data = [(moment.date(), parser.get_date_data(words).period) for words, moment in several]
        return _answer(data, period)

    return answer


def with_natasha() -> Contender:
    """Its dates taken for windows; a missing year is the plan's first."""
    warnings.simplefilter("ignore")
    from natasha import DatesExtractor, MorphVocab

    extract = DatesExtractor(MorphVocab())

    def answer(text: str, period: PlanPeriod) -> Answer:
        found: list[tuple[date, str]] = []
        for match in extract(text):
            fact = match.fact
            precision = "day" if fact.day else "month" if fact.month else "year"
            try:
                day = date(fact.year or period.start.year, fact.month or 1, fact.day or 1)
            except ValueError:
                continue
            found.append((day, precision))
        return _answer(found, period)

    return answer


def _answer(found: Sequence[tuple[date, str]], period: PlanPeriod) -> Answer:
    """The kindest reading of bare dates: no dates is «without dates», bare years are work that goes on."""
    spans = []
    for day, precision in found:
        match precision:
            case "month":
                spans.append(months(day.year, day.month, day.month))
            case "year":
                spans.append(months(day.year, 1, 12))
            case _:
                spans.append((day, day))
    placed = {window for window in (period.cut(first, last) for first, last in spans) if window}
    if not found:
        return "unscheduled", ()
    return "ongoing" if all(p == "year" for _, p in found) else "dated", tuple(sorted(placed))


def _score(answer: Contender, phrases: Sequence[Expected]) -> tuple[float, float]:
    """The shares of phrases with the right kind, and with kind and windows exactly."""
    kinds = exact = 0
    for expected in phrases:
        said, placed = answer(expected.phrase, expected.period)
        kinds += said == expected.kind
        exact += said == expected.kind and placed == expected.windows
    return kinds / len(phrases), exact / len(phrases)


def _answer_all(answer: Contender, phrases: Sequence[Expected]) -> None:
    for expected in phrases:
        answer(expected.phrase, expected.period)


def _read_all(phrases: Sequence[str]) -> None:
    for phrase in phrases:
        read_deadline(phrase)


def _microseconds(work: Callable[[], object], phrases: int) -> float:
    """Processor time a phrase."""
    started = time.process_time()
    work()
    return (time.process_time() - started) / phrases * 1_000_000


def _reading(phrases: Sequence[Expected], rounds: int) -> tuple[list[float], list[float]]:
    """Microseconds a phrase for reading alone: in a new process, and once the words have been met before."""
    texts = list(dict.fromkeys(expected.phrase for expected in phrases))
    cold, warm = [], []
    for _ in range(rounds):
        forget()
        cold.append(_microseconds(partial(_read_all, texts), len(texts)))
        reader._read.cache_clear()  # the phrases are new, their words are not
        warm.append(_microseconds(partial(_read_all, texts), len(texts)))
    return cold, warm


async def measure(course: Course) -> list[Table]:
    """Peers that are not installed are left out, and the table says so."""
    phrases = list(expectations())
    rows: list[list[object]] = []
    notes: list[str] = []
    shares: dict[str, float] = {}
    makers: dict[str, Callable[[], Contender]] = {
        "Веха": lambda: ours,
        "dateparser": with_dateparser,
        "natasha": with_natasha,
    }
    for name, make in makers.items():
        try:
            answer = make()
        except ImportError:
            notes.append(f"{name} is not installed here: `make bench` has it.")
            continue
        kinds, shares[name] = _score(answer, phrases)
        timed = phrases[:: 10 if course.is_quick else 1]
        spent = []
        for _ in range(course.rounds):
            forget()
            spent.append(_microseconds(partial(_answer_all, answer, timed), len(timed)))
        rows.append([name, f"{kinds:.1%}", f"{shares[name]:.1%}", spread(spent, unit="µs")])
    cold, warm = _reading(phrases, course.rounds)
    rows.append(["Веха, reading alone, cold", "", "", spread(cold, unit="µs")])
    rows.append(["Веха, reading alone, words met before", "", "", spread(warm, unit="µs")])
    return [
        Table(
            title="Deadlines in words",
            columns=("reader", "kind right", "kind and windows exactly", "processor time a phrase"),
            rows=rows,
            method=METHOD.format(len(phrases)),
            verdicts=(
                Verdict(
                    promised=f"at least {SHARE_PROMISED:.0%} exactly",
                    measured=f"{shares['Веха']:.1%}",
                    is_kept=shares["Веха"] >= SHARE_PROMISED,
                ),
                Verdict(
                    promised=f"under {MICROSECONDS_PROMISED} µs a phrase to read, from cold",
                    measured=f"{median(cold):.0f} µs",
                    is_kept=median(cold) < MICROSECONDS_PROMISED,
                    why="Processor time on a machine that shares its cores counts its neighbours too.",
                ),
            ),
            notes=notes,
        )
    ]


async def _alone() -> int:
    with tempfile.TemporaryDirectory(prefix="vekha-bench-") as folder:
        tables = await measure(Course(folder=Path(folder)))
    for table in tables:
        print(as_text(table))
    return 0 if all(verdict.is_kept for table in tables for verdict in table.verdicts) else 1


if __name__ == "__main__":
    sys.exit(asyncio.run(_alone()))
