"""What we gave out is known by the signs inside, whatever it is called and whichever program has saved it."""

import io
from pathlib import Path

import pytest
from docx import Document
from openpyxl import Workbook

from documents.own_tables import own_table
from reports.docx.form import write_form
from roadmap.ids import CampaignId, PlanTableId, UnitId
from roadmap.language.table_words import mark_of as plan_mark
from roadmap.monitoring.filled_forms import AskedForm, sign_of
from roadmap.people.persons import Role
from roadmap.people.staff import StaffRow
from roadmap.people.staff_marks import mark_of as person_mark
from tests.reports.docx.test_form import FORM
from tests.returned_table import needs_libreoffice, saved_by_libreoffice

SIGN = sign_of(AskedForm(campaign_id=CampaignId(4), unit_id=UnitId(7)))
PERSON = person_mark(StaffRow(unit="Школа № 3", person="Анна Лугова", role=Role.EXECUTOR), 12, 7)


def book(words: str) -> bytes:
    made = Workbook()
    made.worksheets[0]["A1"] = words
    target = io.BytesIO()
    made.save(target)
    return target.getvalue()


def letter() -> bytes:
    target = io.BytesIO()
    document = Document()
    document.add_paragraph("Справка о работе кружка")
    document.save(target)
    return target.getvalue()


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (write_form(FORM, SIGN), "filled-form"),
        (book(SIGN), "filled-form"),
        (book(plan_mark(PlanTableId(5))), "plan-table"),
        (book(PERSON), "staff-list"),
        (book("12.3. Справка"), None),
        (letter(), None),
        (b"\xff\xd8\xff\xe0 photo", None),
        (b"PK\x03\x04 no archive", None),
        (b"", None),
    ],
)
def test_a_table_of_ours_is_told_from_all_other_files(data: bytes, kind: str | None) -> None:
    assert own_table(data) == kind


@needs_libreoffice
@pytest.mark.parametrize("kind", ["doc", "odt", "pdf"])
def test_another_office_keeps_the_sign(tmp_path: Path, kind: str) -> None:
    saved = saved_by_libreoffice(write_form(FORM, SIGN), tmp_path, kind, source="docx")
    assert own_table(saved) == "filled-form"
