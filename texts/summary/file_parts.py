"""Words of files that go in parts: which part this is, what it holds, and what the others hold."""

from collections.abc import Sequence

from roadmap.summary.file_parts import FilePart
from texts.short import shortened

_OTHERS = 500


def measures_words(numbers: Sequence[str]) -> str:
    """«п. 1.1», «п. 1.1, 1.2», «п. 1.1 – 2.4»: two of them are the first and the last."""
    return "п. " + (" – " if len(numbers) == 2 else ", ").join(numbers)


def of_workbook(part: FilePart) -> str:
    """The sheets of a part, and of which measures, where they are not all."""
    sheets = ", ".join(f"«{name}»" for name in part.sheets)
    return f"{sheets} ({measures_words(part.measures)})" if part.measures else sheets


def part_lines(number: int, holds: Sequence[str]) -> list[str]:
    """«Часть 2 из 3: …» and where the rest is; nothing of a file that came whole."""
    if len(holds) < 2:
        return []
    others = [f"часть {place}: {each}" for place, each in enumerate(holds, 1) if place != number]
    return [
        f"Часть {number} из {len(holds)}: {holds[number - 1]}.",
        f"Остальное: {shortened('; '.join(others), _OTHERS)}.",
    ]


def part_of_name(number: int, count: int) -> str:
    """What stands in the name of a file of several; nothing of one that came whole."""
    return f", часть {number} из {count}" if count > 1 else ""
