"""Numbers that Word prints by itself: «1.», «3.2.» of numbered lists, which a № column often is."""

from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

from documents.formats.docx_text import W, value

_ROMAN = ((10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))
_RUSSIAN = "абвгдежзиклмнопрстуфхцчшщэюя"
_MAX_LEVEL = 9
_MAX_NUMBER = 10_000


@dataclass(slots=True)
class _Level:
    start: int = 1
    form: str = "decimal"
    text: str = ""


@dataclass(slots=True)
class _List:
    """Lists made of one abstract list count together; `restarts` are levels this one begins anew, once."""

    levels: dict[int, _Level]
    counters: dict[int, int]
    restarts: set[int] = field(default_factory=set)


class Numbering:
    """Counts paragraphs of numbered lists in the order they are asked for."""

    def __init__(self, numbering: Element | None, styles: Element | None) -> None:
        abstract = {} if numbering is None else _abstract_lists(numbering)
        self._lists: dict[str, _List] = {}
        counters: dict[str, dict[int, int]] = {}
        for num in [] if numbering is None else numbering.iter(f"{W}num"):
            key = value(num.find(f"{W}abstractNumId"))
            if key in abstract:
                self._lists[num.get(f"{W}numId", "")] = _instance(
                    num, abstract[key], counters.setdefault(key, {})
                )
        self._styles = {} if styles is None else _numbered_styles(styles)

    def number(self, paragraph: Element) -> str:
        """What Word prints before the paragraph, with a space after it; "" outside lists."""
        found = self._place(paragraph)
        if found is None:
            return ""
        number_list, level_index = found
        level = number_list.levels.get(level_index, _Level())
        if level.form == "bullet":
            return "- "
        if level.form == "none":
            return ""
        counters = number_list.counters
        if level_index in number_list.restarts:
            number_list.restarts.discard(level_index)
            counters.pop(level_index, None)
        counters[level_index] = counters.get(level_index, level.start - 1) + 1
        for deeper in [index for index in counters if index > level_index]:
            del counters[deeper]
        return f"{_printed(number_list, level_index, level)} "

    def _place(self, paragraph: Element) -> tuple[_List, int] | None:
        properties = paragraph.find(f"{W}pPr")
        if properties is None:
            return None
        own = properties.find(f"{W}numPr")
        list_id, level = self._styles.get(value(properties.find(f"{W}pStyle")), ("", 0))
        if own is not None:
            list_id = value(own.find(f"{W}numId")) or list_id
            level = _whole(value(own.find(f"{W}ilvl")), level)
        found = self._lists.get(list_id)
        return (found, min(level, _MAX_LEVEL)) if found is not None else None


def _printed(number_list: _List, level_index: int, level: _Level) -> str:
    text = level.text or f"%{level_index + 1}."
    for index in range(level_index + 1):
        upper = number_list.levels.get(index, _Level())
        count = number_list.counters.get(index, upper.start)
        text = text.replace(f"%{index + 1}", _formatted(count, upper.form))
    return text


def _formatted(count: int, form: str) -> str:
    count = min(max(count, 0), _MAX_NUMBER)
    match form:
        case "upperRoman" | "lowerRoman":
            roman = _roman(count)
            return roman if form == "upperRoman" else roman.lower()
        case "lowerLetter" | "upperLetter":
            letter = chr(ord("a") + (count - 1) % 26)
            return letter if form == "lowerLetter" else letter.upper()
        case "russianLower" | "russianUpper":
            letter = _RUSSIAN[(count - 1) % len(_RUSSIAN)]
            return letter if form == "russianLower" else letter.upper()
        case "decimalZero":
            return f"{count:02}"
        case _:
            return str(count)


def _roman(count: int) -> str:
    text, count = "", min(count, 89)
    for size, sign in _ROMAN:
        text += sign * (count // size)
        count %= size
    return text


def _abstract_lists(numbering: Element) -> dict[str, dict[int, _Level]]:
    return {
        abstract.get(f"{W}abstractNumId", ""): _levels(abstract)
        for abstract in numbering.iter(f"{W}abstractNum")
    }


def _levels(parent: Element) -> dict[int, _Level]:
    return {
        _whole(level.get(f"{W}ilvl", ""), 0): _Level(
            start=_whole(value(level.find(f"{W}start")), 1),
            form=value(level.find(f"{W}numFmt")) or "decimal",
            text=value(level.find(f"{W}lvlText")),
        )
        for level in parent.iter(f"{W}lvl")
    }


def _instance(num: Element, levels: dict[int, _Level], counters: dict[int, int]) -> _List:
    """A list that is printed; its overrides may replace levels or where they start."""
    own = {index: _Level(level.start, level.form, level.text) for index, level in levels.items()}
    restarts: set[int] = set()
    for override in num.iter(f"{W}lvlOverride"):
        own |= _levels(override)
        index = _whole(override.get(f"{W}ilvl", ""), 0)
        start = value(override.find(f"{W}startOverride"))
        if start:
            restarts.add(index)
            own.setdefault(index, _Level()).start = _whole(start, 1)
    return _List(levels=own, counters=counters, restarts=restarts)


def _numbered_styles(styles: Element) -> dict[str, tuple[str, int]]:
    found: dict[str, tuple[str, int]] = {}
    for style in styles.iter(f"{W}style"):
        numbered = style.find(f"{W}pPr/{W}numPr")
        if numbered is not None:
            level = _whole(value(numbered.find(f"{W}ilvl")), 0)
            found[style.get(f"{W}styleId", "")] = (value(numbered.find(f"{W}numId")), level)
    return found


def _whole(text: str, default: int) -> int:
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 6 else default
