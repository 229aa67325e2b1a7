"""What of a document became no part of the plan."""

from dataclasses import dataclass

from roadmap.problem import Fact, Problem

FIRST_WORDS = 80


OF_LEDGER = frozenset({"table-skipped", "row-skipped", "column-not-understood", "text-between-parts"})
"""Rests of what was handed over and not understood; every other code is one of a reader of files."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rest:
    """Words that ended as no part of the plan, whole; `table` is 0 for text beside tables.

    `kind` is what a skipped table looks like, "" where nothing tells. `sheet`, `page` and `column` are known
    only of what a reader of files left out.
    """

    code: str
    table: int
    row: int
    words: str
    rows: int = 1
    kind: str = ""
    sheet: str = ""
    page: int = 0
    column: str = ""

    @property
    def problem(self) -> Problem:
        """A rest of the ledger as a doubt about the document: its place and its first words."""
        facts: dict[str, Fact] = {
            "table": self.table,
            "row": self.row,
            "rows": self.rows,
            "words": first_words(self.words),
        }
        return Problem(code=self.code, facts=facts | ({"kind": self.kind} if self.kind else {}))


@dataclass(frozen=True, slots=True, kw_only=True)
class Accounted:
    """Filled rows and cells of all tables that were handed over.

    `skipped`: how many of the cells ended as rests, and how many places of the file were left out before.
    """

    rows: int = 0
    cells: int = 0
    skipped: int = 0


def first_words(text: str) -> str:
    """How a text begins, on one line."""
    line = " ".join(text.split())
    return line if len(line) <= FIRST_WORDS else line[:FIRST_WORDS].rsplit(" ", 1)[0] + " …"
