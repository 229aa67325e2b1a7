"""What a bench hands in: a table, how it was measured, and what was promised."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """One promise held against what was measured; `why` is for the case that it is not kept."""

    promised: str
    measured: str
    is_kept: bool
    why: str = ""

    def __str__(self) -> str:
        verdict = "kept" if self.is_kept else "MISSED"
        why = f" {self.why}" if self.why and not self.is_kept else ""
        return f"{verdict}: {self.promised}; measured {self.measured}.{why}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    title: str
    columns: Sequence[str]
    rows: Sequence[Sequence[object]]
    method: str
    verdicts: Sequence[Verdict] = field(default_factory=tuple)
    notes: Sequence[str] = field(default_factory=tuple)


def as_text(table: Table) -> str:
    """For a terminal."""
    cells = [[str(cell) for cell in row] for row in (table.columns, *table.rows)]
    widths = [max(len(row[column]) for row in cells) for column in range(len(table.columns))]
    lines = ["  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)) for row in cells]
    lines.insert(1, "  ".join("-" * width for width in widths))
    told = [f"* {verdict}" for verdict in table.verdicts] + [f"* {note}" for note in table.notes]
    return "\n".join([f"\n== {table.title}", *(line.rstrip() for line in lines), *told])


def as_markdown(table: Table) -> str:
    return "\n".join(_markdown(table))


def _markdown(table: Table) -> Iterable[str]:
    yield f"## {table.title}\n"
    yield f"{table.method}\n"
    yield _line(table.columns)
    yield _line("---" for _ in table.columns)
    for row in table.rows:
        yield _line(str(cell) for cell in row)
    yield ""
    for verdict in table.verdicts:
        yield f"- {verdict}"
    for note in table.notes:
        yield f"- {note}"


def _line(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cells)} |"
