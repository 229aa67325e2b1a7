"""What was decided at a meeting, typed one a line: «Школе № 3 — представить план ремонта до 20 декабря»."""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from roadmap.deadlines.deadline import Missing, Unscheduled
from roadmap.deadlines.period import PlanPeriod
from roadmap.language.addressed import KnownNames
from roadmap.language.counted_day import counted_day, working_days
from roadmap.language.reader import CLEAR_ENOUGH, read_deadline
from roadmap.language.token import Kind
from roadmap.language.tokens import tokenize

_TITLE = re.compile(r"^\s*(?:выписка из )?протокол\w*\b", re.IGNORECASE)
_NUMBER = re.compile(r"^\s*(?:(\d{1,3}(?:\.\d{1,3})*)[.)]?|[•*–—-])\s+(?=\D)")
_DASH = re.compile(r"\s+[–—-]\s+|:\s+")
_RESULT = re.compile(
    r"[\s.;,(]*\b(?:ожидаемый\s+)?(?:результат|итог)\w*\s*[:–—-]\s*(.+?)\)?\s*$", re.IGNORECASE
)
_RESPONSIBLE = r"отв(?:етствен\w*|\.)?\s*[:–—-]?\s+"
_WHO = re.compile(rf"[\s.;,]*\b{_RESPONSIBLE}([^;()]+?)\s*$", re.IGNORECASE)
_WHO_BESIDE = re.compile(rf"\s*\(\s*{_RESPONSIBLE}([^()]+)\)", re.IGNORECASE)
_STARTS = frozenset(
    {
        *("до", "к", "ко", "не", "в", "во", "с", "со", "на", "по", "срок", "срок:", "через", "раз"),
        *(
            "постоянно",
            "немедленно",
            "незамедлительно",
            "срочно",
            "ежедневно",
            "еженедельно",
            "ежемесячно",
            "ежеквартально",
        ),
        *("ежегодно", "сегодня", "завтра", "послезавтра", "каждый", "каждую", "каждое"),
    }
)
_ABOUT = re.compile(r"(?:на|по)\s", re.IGNORECASE)
_WEEKDAYS = "понедельник|вторник|сред|четверг|пятниц|суббот|воскресень|рабочим"
_BY_DAYS = re.compile(rf"по\s+(?:\d|{_WEEKDAYS})", re.IGNORECASE)
_HOW_MANY = re.compile(
    r"(?:не\s+(?:менее|реже)\s+\S+|\d\s+раза?)(?!\S|.*\b(?:раза?\s+)?(?:в|за)\s)"
    r"|\b(?:не|менее|реже|чем|в|во|на|за)$",
    re.IGNORECASE,
)
"""«не менее 5 раз» with no «в квартал» after it, or the words it begins with."""
_SMALL = frozenset(
    (
        *("в", "во", "на", "за", "не", "реже", "менее", "чем", "чаще", "включительно", "сразу"),
        *("примерно", "ориентировочно", "около", "предварительно"),
        *("рабочих", "рабочего", "рабочий", "календарных", "календарные"),
    )
)
"""Quiet words that belong to a deadline; others of the kind name a place an errand may be about."""
_EDGES = " \t,.;:–—-"
_DAY = re.compile(r"\b(\d{1,2})[.](\d{1,2})[.](\d{4})\b")
_LONGEST_WHO = 120
_URGENT = re.compile(r"^(?:немедленно|незамедлительно|срочно|в\s+срочном\s+порядке)$", re.IGNORECASE)
URGENT_DAYS = 3
"""Working days that an urgent instruction leaves after the meeting, as is usual in offices."""
WorkingDayAfter = Callable[[date, int], date]
_ANY_DAY = date(2000, 1, 3)


@dataclass(frozen=True, slots=True, kw_only=True)
class Instruction:
    """One thing somebody was told to do; "" where the words do not say.

    `deadline` is as the reader of deadlines takes it, `said` the words it was counted from, if it was.
    """

    what: str
    who: str
    deadline: str
    result: str = ""
    said: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Minutes:
    title: str
    held_on: date
    instructions: tuple[Instruction, ...]


def is_minutes(title: str) -> bool:
    """Whether a title is of the minutes of a meeting."""
    return _TITLE.match(title) is not None


def minutes_period(held_on: date) -> PlanPeriod:
    """A year from the meeting: a day without a year comes in it once."""
    try:
        year_on = held_on.replace(year=held_on.year + 1)
    except ValueError:  # 29 February
        year_on = held_on.replace(year=held_on.year + 1, day=28)
    return PlanPeriod(start=held_on, end=year_on - timedelta(days=1))


def held_on(title: str, today: date) -> date:
    """The day the title names, unless it is far from now; else today."""
    found = _DAY.search(title)
    if found is None:
        return today
    try:
        named = date(int(found[3]), int(found[2]), int(found[1]))
    except ValueError:
        return today
    return named if abs((today - named).days) <= 366 else today


def typed_minutes(words: str, names: KnownNames, today: date, working: WorkingDayAfter) -> Minutes:
    """The first line is the title where it begins so; every other line is an instruction."""
    rows = [line.strip() for line in words.splitlines() if line.strip()]
    has_title = bool(rows) and is_minutes(rows[0])
    title = " ".join(rows[0].split()).rstrip(":.") if has_title else default_title(today)
    on = held_on(title, today)
    found = [typed_instruction(line, names, on, working) for line in rows[has_title:]]
    return Minutes(title=title, held_on=on, instructions=tuple(each for each in found if each.what))


def default_title(today: date) -> str:
    """For minutes nobody has given a title."""
    return f"Протокол совещания от {today:%d.%m.%Y}"


def typed_instruction(line: str, names: KnownNames, on: date, working: WorkingDayAfter) -> Instruction:
    """Who, what, until when and with which result, out of one line."""
    rest, result = _cut(_NUMBER.sub("", line), _RESULT)
    rest, beside = _cut(rest, _WHO_BESIDE)
    rest, last = _cut(rest, _WHO)
    who, what = ("", rest) if last else _who_and_what(rest, names)
    what, deadline = _what_and_when(what)
    whose = ", ".join(filter(None, (who, beside, last)))
    instruction = Instruction(what=what, who=whose, deadline=deadline, result=result)
    return normal_instruction(instruction, names, on, working)


def normal_instruction(
    said: Instruction, names: KnownNames, on: date, working: WorkingDayAfter
) -> Instruction:
    """Names as the department writes them; days counted from the meeting as the days they are."""
    what, words = said.what.strip(_EDGES), said.deadline.strip(_EDGES)
    due = _due(words, on, working)
    return Instruction(
        what=what[:1].upper() + what[1:],
        who=names.nominative(said.who) if said.who else "",
        deadline=words if due is None else f"до {due:%d.%m.%Y}",
        result=said.result.strip(_EDGES),
        said="" if due is None else words,
    )


def _cut(line: str, pattern: re.Pattern[str]) -> tuple[str, str]:
    found = pattern.search(line)
    if found is None:
        return line, ""
    return line[: found.start()] + line[found.end() :], found[1].strip(" \t,;:–—-")


def _who_and_what(line: str, names: KnownNames) -> tuple[str, str]:
    """Before the first dash or colon; without one, a known name at the beginning."""
    dash = _DASH.search(line)
    if dash is not None and dash.start() <= _LONGEST_WHO:
        return line[: dash.start()], line[dash.end() :]
    begun = names.beginning(line)
    return begun if begun is not None else ("", line)


def _what_and_when(words: str) -> tuple[str, str]:
    """The longest piece that reads as a deadline to its last word; at the end before anywhere else."""
    pieces = words.split()
    starts = [at for at, word in enumerate(pieces) if word.casefold().strip("(,") in _STARTS]
    ends = [len(pieces), *range(len(pieces) - 1, 0, -1)]
    for end in ends:
        for start in starts:
            piece = " ".join(pieces[start:end]).strip(" .,;()") if start < end else ""
            if piece and _is_deadline(piece) and not _is_of_the_errand(piece):
                return " ".join([*pieces[:start], *pieces[end:]]).strip(" ,;()"), piece
    return words, ""


def _is_of_the_errand(piece: str) -> bool:
    """Whether times here tell what is done: «план на 2027 год», «по итогам 3 четверти», «не менее 5 раз»."""
    if _ABOUT.match(piece):
        return not is_counted(piece) and _BY_DAYS.match(piece) is None
    return _HOW_MANY.search(piece) is not None


def _is_deadline(piece: str) -> bool:
    if is_counted(piece):
        return True
    if not _says_only_when(piece):
        return False
    reading = read_deadline(piece)
    said = {problem.code for problem in reading.problems}
    if reading.confidence < CLEAR_ENOUGH or said & {"deadline-words-ignored", "deadline-word-guessed"}:
        return False
    return not isinstance(reading.deadline, Missing | Unscheduled)


def _says_only_when(piece: str) -> bool:
    """Whether no word of the errand is among these: «к ЕГЭ до 20 октября» tells what for, too."""
    tokens, _ = tokenize(piece)
    if any(token.kind is Kind.UNKNOWN for token in tokens):
        return False
    return all(token.text in _SMALL for token in tokens if token.kind is Kind.QUIET)


def _due(words: str, on: date, working: WorkingDayAfter) -> date | None:
    """The day of words that count from the meeting: «в течение 10 дней», «до пятницы», «срочно»."""
    if is_urgent(words):
        return working(on, URGENT_DAYS)
    count = working_days(words)
    return counted_day(words, on) if count is None else working(on, count)


def is_urgent(words: str) -> bool:
    """Whether these words of a deadline only say that it is pressing."""
    return _URGENT.match(words) is not None


def is_counted(words: str) -> bool:
    """Whether these words of a deadline count from the meeting."""
    if is_urgent(words) or working_days(words) is not None:
        return True
    return counted_day(words, _ANY_DAY) is not None


def as_table(minutes: Minutes) -> str:
    """The minutes as a document the reader of road maps reads: a title and a table with tabs."""
    head = ("№", "Мероприятие", "Срок исполнения", "Ответственный", "Ожидаемый результат")
    rows: Iterable[Sequence[str]] = (
        (f"{place}.", each.what, each.deadline, each.who, each.result)
        for place, each in enumerate(minutes.instructions, 1)
    )
    body = ["\t".join(" ".join(cell.split()) for cell in row) for row in (head, *rows)]
    return "\n".join((minutes.title, "", *body, ""))
