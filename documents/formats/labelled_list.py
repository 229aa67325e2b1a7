"""A numbered list that names its columns itself: «1. Провести семинар. Срок: март. Ответственный: РМЦ»."""

import re
from collections.abc import Iterator, Sequence

from documents import limits
from documents.formats.blocks import Block, Prose, RawRow, RawTable, plain_row
from documents.understanding.words import clean
from roadmap.errors import DocumentRefused

_ITEM = re.compile(r"^\s*(\d{1,3}(?:\.\d{1,3})*)[.)]?\s+(?=\D)")
_LABEL = re.compile(
    r"(?:^|[\s.;,(—–-])(?:(?P<deadline>сроки?(?:\s+(?:исполнения|выполнения|реализации))?)"
    r"|(?P<who>ответственн\w*(?:\s+(?:исполнител\w*|лиц\w*))?|исполнител\w*)"
    r"|(?P<result>(?:ожидаемый\s+)?результат\w*))\s*:\s*",
    re.IGNORECASE,
)
_SECTION = re.compile(r"^\s*(?:раздел|глава|направление|[IVX]{1,5}[.)])(?:\s|$)", re.IGNORECASE)
_HEADER = ("№", "Мероприятие", "Срок исполнения", "Ответственный", "Ожидаемый результат")
_COLUMNS = ("deadline", "who", "result")
_EDGES = " \t;,()—–-"
_INITIAL = re.compile(r"\b[А-ЯЁ]\.$")


def is_labelled_list(lines: Sequence[str]) -> bool:
    """Whether these lines are items of which most name their deadline; a table is never taken for one."""
    if any("\t" in line or "|" in line for line in lines):
        return False
    items = sum(_ITEM.match(line) is not None for line in lines)
    deadlines = sum(
        found.lastgroup == "deadline" for line in lines for found in _LABEL.finditer(line) if found.lastgroup
    )
    return items > 0 and 2 * deadlines > items


def read_labelled_list(lines: Sequence[str]) -> Iterator[Block]:
    """Each run of items as a table with the columns of a plan; other lines as prose."""
    rows: list[RawRow] = []
    item = ""
    is_open = False
    for line in [*lines, ""]:
        starts = _ITEM.match(line) is not None
        goes_on = bool(item) and line.strip() and (is_open or _LABEL.match(line)) and not _SECTION.match(line)
        is_open = bool(line.strip()) and (starts or bool(goes_on))
        if goes_on and not starts:
            item = f"{item} {line.strip()}"
            continue
        if item and line.strip():
            rows.append(_row(item))
            item = ""
        if starts:
            item = line
        elif line.strip():
            yield from _table(rows)
            rows = []
            yield Prose(clean(line))
    if item:
        rows.append(_row(item))
    yield from _table(rows)


def _table(rows: Sequence[RawRow]) -> Iterator[Block]:
    if len(rows) > limits.MAX_ROWS:
        raise DocumentRefused("too-many-rows", str(limits.MAX_ROWS))
    if rows:
        yield RawTable((plain_row(list(_HEADER)), *rows))


def _row(item: str) -> RawRow:
    number = _ITEM.match(item)
    assert number is not None
    said = item[number.end() :]
    labels = list(_LABEL.finditer(said))
    ends = [*(found.start() for found in labels[1:]), len(said)]
    cells: dict[str, list[str]] = {column: [] for column in _COLUMNS}
    for found, end in zip(labels, ends, strict=True):
        cells[found.lastgroup or "result"].append(_plain(said[found.end() : end]))
    title = _plain(said[: labels[0].start()] if labels else said)
    return plain_row([f"{number[1]}.", title, *("; ".join(cells[column]) for column in _COLUMNS)])


def _plain(words: str) -> str:
    """Without the punctuation around; the dot of an initial stays."""
    said = clean(words).strip(_EDGES)
    return said if _INITIAL.search(said) else said.rstrip("." + _EDGES)
