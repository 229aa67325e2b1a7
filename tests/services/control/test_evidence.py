"""What may be attached to a report: recognised by content, whatever its name says."""

import io
import time
import zipfile

import pytest

from roadmap.errors import BadInput
from roadmap.typed_words import clean, typed
from services.control.reporting.evidence import MAX_BYTES, check_size, recognise, safe_name

PNG = b"\x89PNG\r\n\x1a\n" + b"\0" * 40
JPG = b"\xff\xd8\xff\xe0" + b"\0" * 40
PDF = b"%PDF-1.7\n" + b"\0" * 40
HEIC = b"\0\0\0\x18ftypheic" + b"\0" * 40
WEBP = b"RIFF\x20\0\0\0WEBPVP8 " + b"\0" * 40
EXE = b"MZ\x90\0" + b"\0" * 60


def office(*parts: str) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for part in ("[Content_Types].xml", *parts):
            archive.writestr(part, "<x/>")
    return packed.getvalue()


DOCX = office("word/document.xml")
XLSX = office("xl/workbook.xml")


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (PNG, "png"),
        (JPG, "jpg"),
        (PDF, "pdf"),
        (b"\n" + PDF, "pdf"),
        (b"\0" * 1000 + PDF, "pdf"),  # readers look for the mark in the first 1,024 bytes
        (HEIC, "heic"),
        (WEBP, "webp"),
        (DOCX, "docx"),
        (XLSX, "xlsx"),
    ],
)
def test_the_kinds_people_send_are_recognised_by_their_bytes(data: bytes, kind: str) -> None:
    assert recognise(data) == kind


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "evidence-empty"),
        (EXE, "evidence-kind"),
        (EXE + DOCX, "evidence-kind"),  # a program with a document glued to its end
        (b"GIF89a" + PDF, "evidence-kind"),
        (b"<html><script>1</script></html>", "evidence-kind"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "evidence-kind"),
        (EXE + PDF, "evidence-kind"),
        (b" " * 1024 + PDF, "evidence-kind"),
        (b"#!/bin/sh\nrm -rf /\n", "evidence-kind"),
        (b"\0\0\0\x18ftypisom" + b"\0" * 40, "evidence-kind"),  # a video
        (b"RIFF\x20\0\0\0WAVEfmt " + b"\0" * 40, "evidence-kind"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 40, "evidence-old-office"),
        (office("word/document.xml", "word/vbaProject.bin"), "evidence-macros"),
        (office("META-INF/MANIFEST.MF"), "evidence-kind"),
        (office("word/document.xml")[:60], "evidence-kind"),
        (b"PK\x03\x04" + b"\0" * 100, "evidence-kind"),
        (b"PK\x03\x04" + b"\0" * 10 + b"PK\x05\x06", "evidence-kind"),
        (DOCX[:-22] + b"PK\x06\x07" + b"\0" * 16 + DOCX[-22:], "evidence-kind"),  # a long directory
    ],
    ids=lambda value: f"{len(value)} bytes" if isinstance(value, bytes) else value,  # archives hold times
)
def test_everything_else_is_refused_with_its_reason(data: bytes, reason: str) -> None:
    with pytest.raises(BadInput) as refused:
        recognise(data)
    assert refused.value.reason == reason


def test_a_directory_of_a_hundred_thousand_names_is_refused_before_it_is_read() -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for number in range(20_000):
            archive.writestr(f"word/{number}.xml", b"")
    data = packed.getvalue()
    began = time.perf_counter()

    with pytest.raises(BadInput):
        recognise(data)

    assert time.perf_counter() - began < 0.05


def test_twenty_megabytes_are_taken_and_a_byte_more_is_not() -> None:
    check_size(MAX_BYTES)
    for size in (MAX_BYTES + 1, int(20.1 * 1024 * 1024)):
        with pytest.raises(BadInput) as refused:
            check_size(size)
        assert refused.value.reason == "evidence-too-big"
    with pytest.raises(BadInput):
        recognise(PDF + b"\0" * MAX_BYTES)


@pytest.mark.parametrize(
    ("name", "kind", "safe"),
    [
        ("", "jpg", ""),
        ("Протокол № 3.PDF", "pdf", "Протокол № 3.pdf"),
        ("../../x", "pdf", "x.pdf"),
        ("..\\..\\windows\\system32\\cmd.exe", "png", "cmd.png"),
        ("photo.exe", "jpg", "photo.jpg"),
        ("приказ\u202efdp.exe", "docx", "приказfdp.docx"),
        ("a\u200bb\u2066c.pdf", "pdf", "abc.pdf"),
        ("отчёт за I кв. 2027", "xlsx", "отчёт за I кв. 2027.xlsx"),
        ("/", "pdf", "file.pdf"),
        ("...", "pdf", "file.pdf"),
        (".htaccess", "pdf", "htaccess.pdf"),
        ('a<b>:"c|d?*.pdf', "pdf", "abcd.pdf"),
        ("line\nbreak\0.pdf", "pdf", "linebreak.pdf"),
        ("архив.tar.gz", "docx", "архив.tar.docx"),
    ],
)
def test_a_name_cannot_lead_out_of_a_folder_or_lie_about_the_kind(name: str, kind: str, safe: str) -> None:
    assert safe_name(name, kind) == safe


def test_a_name_of_three_hundred_characters_is_cut() -> None:
    assert len(safe_name("щ" * 300 + ".pdf", "pdf")) == 104


@pytest.mark.parametrize(
    ("raw", "kept"),
    [
        ("  Провели \t совещание \r\n\r\n\r\n\r\n12 мая ", "Провели   совещание\n\n12 мая"),
        ("a\0b\x07c", "abc"),
        ("\ud800x", "x"),
        ("при\u202eказ\u200b", "приказ"),
        ("👍🏽👍🏽", "👍🏽👍🏽"),
    ],
)
def test_typed_words_are_made_fit_to_be_stored_and_shown(raw: str, kept: str) -> None:
    assert clean(raw) == kept


@pytest.mark.parametrize("raw", [None, "", "   \n ", "\0\u200b"])
def test_words_with_nothing_in_them_are_refused(raw: str | None) -> None:
    with pytest.raises(BadInput) as refused:
        typed(raw, limit=10)
    assert refused.value.reason == "empty-words"


def test_words_over_the_limit_are_refused_and_not_cut() -> None:
    assert typed("я" * 10, limit=10) == "я" * 10
    with pytest.raises(BadInput):
        typed("я" * 11, limit=10)
