"""Letters in = letters out + letters reported, each letter of the source once."""

from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import groupby

from documents.formats.blocks import Prose, RawDocument, RawTable
from documents.understanding.ledger import CellPlace, Fate, Ledger
from roadmap.imports.proposal import Proposal, ProposedMeasure

_DEADLINE = frozenset({"deadline", "deadline_end", "month"})
_SIGNS = frozenset("+xхvXХV*•✓✔√")
_YES = frozenset({"да", "Да", "есть", "Есть"})
_READ_AS_CODES = frozenset({"number", "risk_codes"})
"""Numbers lose their «п.», codes may be written out: «все параметры»."""


def check_sums(document: RawDocument, proposal: Proposal, ledger: Ledger) -> None:
    """Every filled place has one fate, and the words of each fate are where it says."""
    assert set(ledger.fates) == set(ledger.texts)
    assert letters(ledger.texts.values()) == letters(_source(document))
    plans = (proposal, *proposal.plans)
    _check_rests(document, proposal, ledger)
    _check_sums_of_tables(document, proposal, ledger)
    _check_words(plans, ledger)


def letters(texts: Iterable[str]) -> Counter[str]:
    """How often each letter stands in all the texts together, without case."""
    return Counter(char for text in texts for char in text.casefold() if char.isalpha())


def _source(document: RawDocument) -> Iterable[str]:
    for block in document.blocks:
        match block:
            case Prose(text):
                yield text
            case RawTable(rows):
                yield from (cell.text for row in rows for cell in row)


def _at(ledger: Ledger, fate: Fate) -> set[CellPlace]:
    return {place for place, found in ledger.fates.items() if found is fate}


def _check_rests(document: RawDocument, proposal: Proposal, ledger: Ledger) -> None:
    reported = letters(rest.words for rest in proposal.rests)
    rests = [ledger.texts[place] for place in _at(ledger, Fate.REST)]
    assert reported == letters((*rests, *(one.text for one in document.left_out)))


def _check_sums_of_tables(document: RawDocument, proposal: Proposal, ledger: Ledger) -> None:
    tables = [block for block in document.blocks if isinstance(block, RawTable)]
    rows = [row for table in tables for row in table.rows if any(cell.text for cell in row)]
    assert proposal.accounted.rows == len(rows)
    assert proposal.accounted.cells == sum(bool(cell.text) for row in rows for cell in row)
    rests = sum(place.table > 0 for place in _at(ledger, Fate.REST))
    assert proposal.accounted.skipped == rests + len(document.left_out)


def _check_words(plans: Sequence[Proposal], ledger: Ledger) -> None:
    """Measures and sections together: a torn cell may hold the end of one and the beginning of the other."""
    measures = [measure for plan in plans for measure in plan.measures]
    problems = [problem for plan in plans for problem in plan.problems]
    told = [
        value for measure in measures for key in _keys(measure) for value in _values(measure, key, ledger)
    ]
    told += [section.title for plan in plans for section in plan.sections]
    told += [str(problem.facts["text"]) for problem in problems if problem.code == "cell-doubled"]
    of_measures = {
        place for measure in measures for key in _cells(measure) for place in _places(measure, key)
    }
    assert of_measures == _at(ledger, Fate.MEASURE)
    if any(problem.code == "heading-mended" for problem in problems):
        return
    unread = {place for measure in measures for key in _READ_AS_CODES for place in _places(measure, key)}
    texts = [ledger.texts[place] for place in of_measures - unread]
    sections = _at(ledger, Fate.SECTION) - of_measures
    for _, row in groupby(sorted(sections), key=lambda place: (place.table, place.row)):
        words = [ledger.texts[place] for place in row]
        texts += words[:1] if len(set(words)) == 1 else words  # typed into every cell, it is one heading
    assert letters(told) == letters(texts)


def _cells(measure: ProposedMeasure) -> Iterable[str]:
    return measure.place.cells if measure.place else ()


def _keys(measure: ProposedMeasure) -> list[str]:
    """Its own values, the deadline's cells taken together; a deadline made of marks is not its own words."""
    keys = {("deadline" if key in _DEADLINE else key) for key in _cells(measure)} - _READ_AS_CODES
    return sorted(keys)


def _places(measure: ProposedMeasure, key: str) -> list[CellPlace]:
    assert measure.place is not None
    keys = _DEADLINE if key == "deadline" else {key}
    return [CellPlace(*cell) for one in keys for cell in measure.place.cells.get(one, ())]


def _deadline(measure: ProposedMeasure, ledger: Ledger) -> list[str]:
    """Its cells where all their words are in it: the heading of a column may stand beside them."""
    texts = [ledger.texts[place] for place in _places(measure, "deadline")]
    words = [text for text in texts if not _SIGNS.issuperset(text.strip()) and text.strip() not in _YES]
    return texts if letters(words) <= letters([measure.deadline_text]) else [measure.deadline_text]


def _values(measure: ProposedMeasure, key: str, ledger: Ledger) -> list[str]:
    fields = {
        "title": measure.title,
        "responsible": measure.responsible_text,
        "expected_result": measure.expected_result,
        "execution": measure.execution.words if measure.execution else "",
    }
    if key == "deadline":
        return _deadline(measure, ledger)
    value = fields[key] if key in fields else measure.attributes[key]
    return [value] if isinstance(value, str) else list(value)
