"""Five layouts of departments, filled for the year: the very file comes back, nothing else is changed."""

import io
import json
import subprocess
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import pdfplumber
import pytest
from docx import Document

from documents import office
from documents.filling.docx_form import CannotFill, fill_docx
from documents.filling.docx_marks import marks_in
from documents.filling.filled_form import read_filled_form
from documents.formats.archive import open_archive
from documents.reader import read_document
from reports.docx.form import write_form
from reports.roadmap_json import roadmap_json
from roadmap.control.duty import ReportOutcome
from roadmap.errors import DocumentRefused
from roadmap.ids import CampaignId, UnitId
from roadmap.monitoring.filled_forms import AskedForm, sign_of
from roadmap.summary.form import FormContent
from samples.build import LAYOUTS
from samples.typeset import docx_file
from samples.typeset.printed import printed
from tests.documents.filling.comparing import Allowed, unlike
from tests.documents.filling.dressed import DRESSES, dressed
from tests.documents.filling.test_docx_form import HEADING, form, marks, read, tables
from tests.documents.test_office import converted
from tests.places import SAMPLES, SHARED
from tests.word_schema import broken_rules

NAMES = list(DRESSES)
SEEDS = dict(zip(NAMES, ("000", "001", "002", "003", "004"), strict=True))
KEPT = {"svetloyarets"}
"""Layouts with a column of their own for it."""
IN_A_CONTROL = {"beryozovyi-klyuch"}
"""One of its rows lies in a content control, into which the second reader does not look."""

needs_office = pytest.mark.skipif(office.program() is None, reason="no LibreOffice on this machine")
needs_seeds = pytest.mark.skipif(
    not (SHARED / "seeds").is_dir(), reason="the real documents are not beside this repository"
)
needs_cases = pytest.mark.skipif(
    not (SHARED / "cases").is_dir(), reason="the cases are not beside this repository"
)


def sample(name: str) -> bytes:
    return dressed(SAMPLES / f"{name}.docx", name)


def seed(name: str, folder: Path) -> bytes:
    """A real road map, typeset and dressed as the sample that stands for it."""
    (path,) = (SHARED / "seeds").glob(f"{SEEDS[name]}_*.txt")
    content = json.loads(json.dumps(roadmap_json(read_document(path.read_bytes(), path.name))))
    docx_file.write(printed(content, LAYOUTS[name].columns, LAYOUTS[name].audit), folder / "plan.docx")
    return dressed(folder / "plan.docx", name)


def allowed(content: FormContent, *, is_kept: bool = False, amended: int = 0) -> Allowed:
    plans = frozenset(row.place.table for row in content.rows if row.place)
    return Allowed(
        above=len(HEADING) + 1,
        below=len(content.signers) + 1,
        added=frozenset() if is_kept else plans,
        kept=plans if is_kept else frozenset(),
        amended=amended,
    )


@pytest.mark.parametrize("name", NAMES)
def test_nothing_changes_but_the_last_column_and_the_lines_around(name: str) -> None:
    data = sample(name)
    content = form(read(data))
    filled = fill_docx(data, content)
    assert unlike(data, filled, allowed(content, is_kept=name in KEPT)) == []
    assert marks(filled) == {row.measure_id: row.mark for row in content.rows}
    assert broken_rules(filled) == []


@needs_seeds
@pytest.mark.parametrize("name", NAMES)
def test_a_real_document_of_this_layout_is_filled_likewise(name: str, tmp_path: Path) -> None:
    data = seed(name, tmp_path)
    content = form(read(data))
    filled = fill_docx(data, content)
    assert unlike(data, filled, allowed(content, is_kept=name in KEPT)) == []
    assert broken_rules(filled) == []


@needs_cases
def test_every_spoilt_word_file_that_can_carry_the_form_keeps_all_it_has() -> None:
    filled = 0
    for path in sorted((SHARED / "cases").glob("*/*.docx")):
        data = path.read_bytes()
        try:
            content = form(read(data))
            after = fill_docx(data, content)
        except (CannotFill, DocumentRefused):
            continue
        filled += 1
        assert unlike(data, after, allowed(content)) == [], path.name
        assert set(broken_rules(after)) <= set(broken_rules(data)), path.name
    assert filled > 20


@pytest.mark.parametrize("name", NAMES)
def test_what_editions_changed_stands_in_its_cell_and_in_its_section(name: str) -> None:
    """One date is amended, one row added: everything else is as printed."""
    data = sample(name)
    content = form(read(data))
    rows = list(content.rows)
    at = next(at for at, row in enumerate(rows) if row.place and len(row.place.rows) == 1)
    rows[at] = replace(rows[at], amended={"title": "в ред. от 01.02.2026: смотр"})
    amended = replace(content, rows=tuple(rows))
    filled = fill_docx(data, amended)
    assert unlike(data, filled, allowed(amended, is_kept=name in KEPT, amended=1)) == []
    assert broken_rules(filled) == []
    added = replace(rows[-1], measure_id=len(rows) + 1, number="99", title="Посадка аллеи", place=None)
    longer = fill_docx(data, replace(content, rows=(*rows, added)))
    assert marks(longer)[added.measure_id] == added.mark
    assert broken_rules(longer) == []
    before, after = tables(filled)[-1], tables(longer)[-1]
    assert [row for row in after if row not in before] == [
        next(row for row in after if "Посадка аллеи" in row)
    ]


def by_office(files: Mapping[str, bytes], target: str, folder: Path) -> dict[str, bytes]:
    """What LibreOffice makes of these files, in one run of it."""
    program = office.program()
    assert program is not None
    suffix = {"pdf": ".docx", "fodt": ".docx", "docx": ".fodt"}[target]
    for name, data in files.items():
        (folder / f"{name}{suffix}").write_bytes(data)
    sources = [str(folder / f"{name}{suffix}") for name in files]
    profile = f"-env:UserInstallation=file://{folder}/profile"
    command = [program, "--headless", profile, "--convert-to", target, "--outdir", str(folder), *sources]
    subprocess.run(command, check=True, capture_output=True, timeout=300)
    return {name: (folder / f"{name}.{target}").read_bytes() for name in files}


def page_sizes(pdf: bytes) -> list[tuple[int, int]]:
    with pdfplumber.open(io.BytesIO(pdf)) as document:
        return [(round(page.width), round(page.height)) for page in document.pages]


@needs_office
def test_another_office_prints_the_filled_files_on_pages_of_the_same_kind(tmp_path: Path) -> None:
    originals = {name: sample(name) for name in NAMES}
    filled = {f"{name}-filled": fill_docx(data, form(read(data))) for name, data in originals.items()}
    printed_on = {k: page_sizes(v) for k, v in by_office(originals | filled, "pdf", tmp_path).items()}
    for name in NAMES:
        before, after = printed_on[name], printed_on[f"{name}-filled"]
        assert abs(len(before) - len(after)) <= 1, name
        upright = [width < height for width, height in after]
        if name == "dalnepolye":  # the only one that had to be laid on its side
            assert (any(upright), before[0]) == (False, after[0][::-1])
        else:
            assert (before[0], before[-1]) == (after[0], after[-1]), name


@needs_office
def test_marks_outlive_another_office_and_a_second_reader(tmp_path: Path) -> None:
    filled = {name: fill_docx(data := sample(name), form(read(data))) for name in NAMES}
    for name, data in filled.items():
        said = {
            cell.text
            for table in Document(io.BytesIO(data)).tables
            for row in table.rows
            for cell in row.cells
        }
        unseen = [mark for mark in marks(data).values() if mark not in said]
        assert len(unseen) == (name in IN_A_CONTROL), name
        kept = converted(converted(data, ".docx", "odt", tmp_path), ".odt", "docx", tmp_path)
        assert marks_in(open_archive(kept)) == marks(data), name


EMPTY, WRITTEN = "сюда пишут", "Выполнено 12.10.2026: собрались"


@needs_office
def test_a_form_filled_in_by_hand_in_another_office_comes_back_row_by_row(tmp_path: Path) -> None:
    """The office's own text is edited as a person edits it: words typed into the last cell of every row."""
    asked = AskedForm(campaign_id=CampaignId(4), unit_id=UnitId(7))
    forms = {
        name: write_form(
            replace(content, rows=tuple(replace(row, mark=EMPTY) for row in content.rows)), sign_of(asked)
        )
        for name in NAMES
        if (content := form(read(sample(name))))
    }
    opened = by_office(forms, "fodt", tmp_path)
    written = {name: data.replace(EMPTY.encode(), WRITTEN.encode()) for name, data in opened.items()}
    for name, data in by_office(written, "docx", tmp_path).items():
        back = read_filled_form(data, "форма.docx")
        printed_rows = form(read(sample(name))).rows
        assert back.form == asked
        assert [row.measure_id for row in back.rows] == [row.measure_id for row in printed_rows], name
        assert {(row.words, row.outcome) for row in back.rows} == {(WRITTEN, ReportOutcome.DONE)}, name
