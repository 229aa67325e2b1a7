"""Nothing is lost in silence: each cell and line ends as one thing, or is reported with its words."""

from pathlib import Path

import pytest

from documents.reader import read_raw
from documents.understanding.ledger import Fate
from documents.understanding.understanding import understand_with_ledger
from roadmap.errors import DocumentRefused
from tests.documents.file_letters import texts_of
from tests.documents.ledger_sums import check_sums, letters
from tests.places import SAMPLES, SHARED

SUFFIXES = {".txt", ".docx", ".xlsx", ".pdf", ".csv"}
FILES = sorted(
    path
    for folder in (SAMPLES, SHARED / "seeds", SHARED / "cases" / "documents", SHARED / "cases" / "files")
    for path in folder.glob("*")
    if path.suffix in SUFFIXES
)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_letters_in_are_letters_out_and_letters_reported(path: Path) -> None:
    try:
        document = read_raw(path.read_bytes(), path.name)
        proposal, ledger = understand_with_ledger(document)
    except DocumentRefused:
        return
    check_sums(document, proposal, ledger)


@pytest.mark.parametrize(
    "path", [path for path in FILES if path.suffix in {".docx", ".xlsx", ".pdf"}], ids=lambda path: path.name
)
def test_letters_of_the_file_are_letters_read_and_letters_reported(path: Path) -> None:
    try:
        document = read_raw(path.read_bytes(), path.name)
        proposal, ledger = understand_with_ledger(document)
    except DocumentRefused:
        return
    read = [text for place, text in ledger.texts.items() if ledger.fates[place] is not Fate.REST]
    told = letters((*read, *(rest.words for rest in proposal.rests)))
    assert letters(texts_of(path)) <= told  # a date of Excel and a number of a list gain letters
