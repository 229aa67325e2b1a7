"""The sheet of invitations: a strip for each, whose code holds the very link."""

import io
from datetime import UTC, datetime

import segno
from docx import Document
from PIL import Image

from reports.docx.invitations import QUIET, SCALE, qr_picture, write_invitations
from roadmap.people.invites import InvitationSheet, Strip

URL = "https://t.me/vekha_bot?start=abcdefghijklmnopqrstuv"
UNTIL = datetime(2026, 9, 15, 6, tzinfo=UTC)


def strip(person: str, post: str = "завуч") -> Strip:
    return Strip(person=person, post=post, unit="Школа № 3", url=URL, expires_at=UNTIL)


def sheet(*strips: Strip) -> bytes:
    return write_invitations(
        InvitationSheet(department="Отдел образования", time_zone="Europe/Moscow", strips=strips)
    )


def test_each_has_a_strip_with_name_steps_link_and_term() -> None:
    document = Document(io.BytesIO(sheet(strip("Лугова Анна"), strip("Речной Борис", ""))))
    (table,) = document.tables
    first, second = (row.cells[1].text.split("\n") for row in table.rows)
    assert first[:2] == ["Лугова Анна", "завуч, Школа № 3"]
    assert "Отдел образования приглашает" in first[2]
    assert [line[:2] for line in first[3:6]] == ["1.", "2.", "3."]
    assert first[6:] == [URL, "Ссылка сработает один раз, до 15 сентября 2026 года, 09:00."]
    assert second[1] == "Школа № 3"
    assert len(document.inline_shapes) == 2


def test_a_strip_is_not_torn_by_a_page() -> None:
    document = Document(io.BytesIO(sheet(*[strip(f"Человек {number}") for number in range(12)])))
    (table,) = document.tables
    assert all(row._tr.trPr.find(f"{{{row._tr.nsmap['w']}}}cantSplit") is not None for row in table.rows)


def test_the_picture_is_the_code_of_the_link_module_by_module() -> None:
    picture = Image.open(io.BytesIO(qr_picture(URL))).convert("1")
    drawn = [
        [
            picture.getpixel(((column + QUIET) * SCALE + SCALE // 2, (row + QUIET) * SCALE + SCALE // 2)) == 0
            for column in range((picture.width // SCALE) - 2 * QUIET)
        ]
        for row in range((picture.height // SCALE) - 2 * QUIET)
    ]
    meant = [[bool(module) for module in row] for row in segno.make(URL, error="m", micro=False).matrix]
    assert drawn == meant
