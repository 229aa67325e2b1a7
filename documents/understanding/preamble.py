"""What stands before the plan: its title, the order that approved it, its edition."""

import re
from collections.abc import Iterator, Sequence

from documents.formats.blocks import RawRow
from documents.understanding.dates import DATE, ORDER_NUMBER, date_of
from documents.understanding.numbers import heading_number
from documents.understanding.standing_over import names_month
from documents.understanding.words import flat, starts_low
from roadmap.imports.proposal import Approval

_PERIOD = re.compile(r"\b(?:19|20)\d\d\b")
_ADJECTIVE = r"[А-ЯЁа-яё]+(?:-[а-яё]+)?(?:ый|ий|ой|ая|ое|ые)"
_KIND = (
    r"(?:дорожная\s+карта|план(?:-|\s?–\s?)?(?:график|сетка|задание)?\b|комплекс\s+(?:мер|мероприятий)|программа"
    r"|перечень\s+(?:\w+\s+)?мероприятий|циклограмма|график|календарь\s|мероприятия\s+(?:по|на|в|к)\b"
    r"|система\s+мероприятий)"
)
_TITLE = re.compile(rf"^[«\"“(]?(?:проект\s+)?(?:{_ADJECTIVE}\s+){{0,3}}[«\"“]?{_KIND}", re.IGNORECASE)
_NAMES_PLAN = re.compile(
    rf"^[«\"“(]?(?:{_ADJECTIVE}\s+){{0,3}}[«\"“]?(?:дорожная\s+карта|план|циклограмма|график|комплекс)\b",
    re.IGNORECASE,
)
_SUBJECT = re.compile(r"^об?\s+утверждении\s+", re.IGNORECASE)
_ROAD_MAP = re.compile(r"дорожн\w+\s+карт", re.IGNORECASE)
_SENTENCE = re.compile(r"[.;:]$")
_EDITION_LINE = re.compile(r"^\W{0,3}(?:в\s+(?:новой\s+)?ред(?:акции|\.)|с\s+изменениями)", re.IGNORECASE)
_TITLE_LENGTH = 700
_PAIR = 2
_BEGINS_ANEW = re.compile(
    r"(?:анкета|паспорт|введение|пояснительная|цел[ьи]\b|задач|содержание|раздел|общие положения|срок)",
    re.IGNORECASE,
)
_ORDER_ROWS = 3
_WINDOW = 400

_APPROVED = re.compile(
    r"\b(?:приложение\b|утвержд[её]н[аоы]?\b|утверждаю\b|согласован[аоы]?\b|введ[её]н[аоы]?\b)", re.IGNORECASE
)
_ORDER_HEAD = re.compile(
    r"^(?:п\s?р\s?и\s?к\s?а\s?з|р\s?а\s?с\s?п\s?о\s?р\s?я\s?ж\s?е\s?н\s?и\s?е|постановление)$", re.IGNORECASE
)
_WHEN = re.compile(DATE, re.IGNORECASE)
_DATE_NUMBER = re.compile(rf"{DATE}\s*[,.]?\s*{ORDER_NUMBER}", re.IGNORECASE)
_NUMBER_DATE = re.compile(rf"{ORDER_NUMBER}\s*,?\s*от\s*{DATE}", re.IGNORECASE)
_BARE_NUMBER = re.compile(r"(?:^|\s)(\d{1,4}(?:[-/][\w]{1,6})?)\s*$")


def find_title(lines: Sequence[str]) -> str:
    """The heading that names the road map, over as many lines as it takes; "" where there is none."""
    candidates = [_grown(lines, index) for index, line in enumerate(lines) if _TITLE.match(flat(line))]
    candidates = [title for title in candidates if len(title) <= _TITLE_LENGTH]
    if candidates:
        return max(candidates, key=_title_rank)
    subjects = (flat(line) for line in lines if _SUBJECT.match(flat(line)))
    return next(subjects, "")


def names_plan(title: str) -> bool:
    """Whether the words themselves, without any year, can only be the title of a plan."""
    return bool(_NAMES_PLAN.match(title))


def is_preamble(rows: Sequence[RawRow]) -> bool:
    """Whether a table before the plan only frames its title, its order or its aims."""
    if all(sum(bool(cell.text) for cell in row) <= _PAIR for row in rows):
        return True
    lines = [flat(line) for row in rows for cell in row for line in cell.text.split("\n")]
    return len(rows) <= _ORDER_ROWS and any(
        _WHEN.search(line)
        or _TITLE.match(line)
        or _SUBJECT.match(line)
        or _APPROVED.search(line)
        or _ORDER_HEAD.match(line)
        for line in lines
    )


def _title_rank(title: str) -> tuple[bool, bool, bool]:
    return bool(_ROAD_MAP.search(title)), bool(_PERIOD.search(title)), not title.endswith((".", ";"))


def _grown(lines: Sequence[str], start: int) -> str:
    """A title goes on to the end of its paragraph, over a blank line while it is not yet a full phrase."""
    title = flat(lines[start])
    blank = False
    for line in map(flat, lines[start + 1 :]):
        if not line:
            blank = True
            continue
        if _PERIOD.search(title) and _BEGINS_ANEW.match(line):
            break
        ended = blank and (_PERIOD.search(title) or (not starts_low(line) and not line.startswith("(")))
        if (
            ended
            or _EDITION_LINE.match(line)
            or (_PERIOD.search(title) and _TITLE.match(line))
            or len(title) > _TITLE_LENGTH
        ):
            break
        if heading_number(line) or names_month(line) or _SENTENCE.search(title):
            break
        title, blank = f"{title} {line}", False
    return title


def find_approval(lines: Sequence[str]) -> Approval | None:
    """The order the document is an appendix to, else the one it is printed with, else None."""
    text = "\n".join(map(flat, lines))
    for match in _APPROVED.finditer(text):
        window = text[match.start() : match.start() + _WINDOW]
        if found := _order_in(window):
            return found
    return _order_of_head([flat(line) for line in lines])


def _order_in(window: str) -> Approval | None:
    """The first date of the window with the number beside it; a blank «от ____ № ____» has neither."""
    title = next(
        (m.start() for m in re.finditer(r"\n", window) if _TITLE.match(window[m.end() :])), len(window)
    )
    window = window[:title]
    for pattern in (_DATE_NUMBER, _NUMBER_DATE):
        if match := pattern.search(window):
            return Approval(number=_trim(match["number"]), signed_on=date_of(match))
    if match := _WHEN.search(window):
        return Approval(number=None, signed_on=date_of(match))
    return None


def _order_of_head(lines: Sequence[str]) -> Approval | None:
    """«ПРИКАЗ», then a line with its date and number."""
    for index, line in enumerate(lines):
        if _ORDER_HEAD.match(line):
            return _dated_line(lines[index + 1 : index + 8])
    return None


def _dated_line(lines: Sequence[str]) -> Approval | None:
    for line in lines:
        if match := _WHEN.search(line):
            number = re.search(ORDER_NUMBER, line) or _BARE_NUMBER.search(line[match.end() :])
            return Approval(number=_trim(number[1]) if number else None, signed_on=date_of(match))
    return None


def find_edition(lines: Sequence[str]) -> Approval | None:
    """«(в редакции от 18.02.2020 № 362)»."""
    for line in _joined_lines(lines):
        if _EDITION_LINE.match(line) and (match := _WHEN.search(line)):
            number = re.search(ORDER_NUMBER, line)
            return Approval(number=_trim(number[1]) if number else None, signed_on=date_of(match))
    return None


def _joined_lines(lines: Sequence[str]) -> Iterator[str]:
    for index, line in enumerate(lines):
        yield flat(" ".join((line, *lines[index + 1 : index + 2])))


def _trim(number: str) -> str:
    return number.rstrip("./-")
