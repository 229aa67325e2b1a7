"""The audit of risk factors, and the codes by which measures point to it."""

import re
from collections.abc import Iterable, Sequence

from documents.understanding.columns import Field
from documents.understanding.header import Header, is_enumeration
from documents.understanding.joining import Vocabulary, join_broken
from documents.understanding.ledger import Fate, Ledger, Row
from documents.understanding.words import flat, fold
from roadmap.imports.proposal import RiskFactor

_CODE = re.compile(r"\d+(?:\.\d+)*")
_RANGE = re.compile(r"(\d+(?:\.\d+)*)\.?\s?[-–—]\s?(\d+(?:\.\d+)*)")
_ALL = re.compile(r"^все\b|\bвсе (?:выявленн|параметр|код|фактор|риск)")
_FIELDS = (Field.FACTOR, Field.PARAMETER, Field.ORGANISATIONS)
_RANGE_LENGTH = 50


class RiskAudit:
    """Takes the rows of an audit table, over as many pages as it has."""

    def __init__(self, vocabulary: Vocabulary, ledger: Ledger) -> None:
        self._vocabulary = vocabulary
        self._ledger = ledger
        self._records: list[dict[str, str]] = []
        self._factor = ""

    def take(self, header: Header, rows: Iterable[Row]) -> None:
        """A factor printed once stands for the rows under it; a row without a code goes on with the last."""
        for row in rows:
            if header.repeats(row.cells) or is_enumeration(row.cells):
                self._ledger.claim(Fate.HEADING, row.places)
                continue
            cells = {
                key: flat(cell.text) for key, cell in zip(header.keys, row.cells, strict=False) if cell.text
            }
            if _CODE.search(cells.get(Field.RISK_CODES, "")):
                self._claim(header, row, (*_FIELDS, Field.RISK_CODES, Field.NUMBER))
                self._factor = cells.get(Field.FACTOR, self._factor)
                self._records.append({Field.FACTOR: self._factor} | cells)
            elif self._records:
                self._claim(header, row, _FIELDS)
                self._append(cells)
            else:
                self._claim(header, row, (Field.FACTOR,))
                self._factor = cells.get(Field.FACTOR, self._factor)

    def _claim(self, header: Header, row: Row, kept: Sequence[str]) -> None:
        """The columns that go into a factor; others stay in the ledger as not understood."""
        filled = (index for index, cell in enumerate(row.cells[: len(header.keys)]) if cell.text)
        places = (row.place(index) for index in filled if header.keys[index] in kept)
        self._ledger.claim(Fate.RISK_AUDIT, places)

    def _append(self, cells: dict[str, str]) -> None:
        record = self._records[-1]
        for key in _FIELDS:
            record[key] = join_broken(record.get(key, ""), cells.get(key, ""), self._vocabulary)
        self._factor = record[Field.FACTOR]

    @property
    def factors(self) -> tuple[RiskFactor, ...]:
        """What has been read so far, in order."""
        return tuple(map(_factor, self._records))


def _factor(record: dict[str, str]) -> RiskFactor:
    code = _CODE.search(record[Field.RISK_CODES])
    return RiskFactor(
        code=code.group() if code else "",
        factor=record.get(Field.FACTOR, ""),
        parameter=record.get(Field.PARAMETER, ""),
        organisations=record.get(Field.ORGANISATIONS, ""),
    )


def risk_codes(cell: str, known: Sequence[str]) -> tuple[str, ...]:
    """«1.2-1.3, 2.4» → its codes in order; «все выявленные параметры» → all that the audit has."""
    text = flat(cell)
    if _ALL.search(fold(text)) and known:
        return tuple(known)
    codes: list[str] = []
    last = 0
    for match in _RANGE.finditer(text):
        codes += _CODE.findall(text[last : match.start()])
        codes += _range(match.group(1), match.group(2))
        last = match.end()
    codes += _CODE.findall(text[last:])
    return tuple(dict.fromkeys(codes)) or ((text,) if text else ())


def _range(first: str, last: str) -> list[str]:
    """«4.1-4.3» and «4.1-3» run within one factor; anything else is its two ends."""
    head, _, start = first.rpartition(".")
    tail, _, end = last.rpartition(".")
    if (tail and tail != head) or not int(start) <= int(end) <= int(start) + _RANGE_LENGTH:
        return [first, last]
    return [f"{head}.{number}" if head else str(number) for number in range(int(start), int(end) + 1)]
