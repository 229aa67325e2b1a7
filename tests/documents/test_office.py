"""Files of older and other offices: converted, apart from the network, where LibreOffice is; else refused."""

import asyncio
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from documents import converter, limits, office
from documents.isolation import read_isolated
from roadmap.errors import DocumentRefused
from tests.documents import hostile
from tests.documents.plans import EXCEL_HEADING, EXCEL_ROW, excel, word, word_table

needs_office = pytest.mark.skipif(office.program() is None, reason="no LibreOffice on this machine")

RTF = rb"{\rtf1 \trowd\cellx1000\cellx5000 \intbl 1\cell \intbl plan\cell\row}"


def plan(document: Any) -> None:
    word_table(document, hostile.WORD_ROWS)
    document.add_paragraph("Согласовано")  # LibreOffice writes no .doc that ends with a table


def converted(data: bytes, suffix: str, target: str, folder: Path) -> bytes:
    """The file as LibreOffice writes it in an older format: what a department has."""
    program = office.program()
    assert program is not None
    source = folder / f"plan{suffix}"
    source.write_bytes(data)
    profile = f"-env:UserInstallation=file://{folder}/profile"
    command = [program, "--headless", profile, "--convert-to", target, "--outdir", str(folder), str(source)]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    return source.with_suffix(f".{target}").read_bytes()


@needs_office
@pytest.mark.parametrize("target", ["doc", "rtf", "odt"])
async def test_a_text_document_of_another_office_is_read(target: str, tmp_path: Path) -> None:
    data = converted(word(plan), ".docx", target, tmp_path)
    proposal = await read_isolated(data, f"план.{target}")
    assert [measure.title for measure in proposal.measures] == ["Курс"]
    assert (proposal.problems[0].code, proposal.problems[0].facts["format"]) == ("converted", f".{target}")


@needs_office
@pytest.mark.parametrize("target", ["xls", "ods"])
async def test_a_workbook_of_another_office_is_read(target: str, tmp_path: Path) -> None:
    data = converted(excel([EXCEL_HEADING, EXCEL_ROW]), ".xlsx", target, tmp_path)
    proposal = await read_isolated(data, f"план.{target}")
    assert [measure.title for measure in proposal.measures] == ["Открытие клуба"]


@needs_office
async def test_a_conversion_that_takes_too_long_is_stopped(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "CONVERTER_SECONDS", 0.01)
    with pytest.raises(DocumentRefused) as refused:
        await read_isolated(RTF, "план.rtf")
    assert refused.value.reason == "too-heavy"


async def test_where_there_is_no_office_the_refusal_says_how_to_save(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(office, "program", lambda: None)
    with pytest.raises(DocumentRefused) as refused:
        await read_isolated(RTF, "план.rtf")
    assert refused.value.reason == "old-office"


async def test_the_program_gets_a_folder_of_its_own_no_token_and_leaves_nothing(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    told = tmp_path / "told.txt"
    fake = tmp_path / "soffice"
    fake.write_text(f'#!/bin/sh\n{{ env; pwd; cat /proc/net/dev; echo "$@"; }} > {told}\n')
    fake.chmod(0o755)
    monkeypatch.setenv("BOT_TOKEN", "123:secret")
    monkeypatch.setattr(office, "program", lambda: str(fake))
    if not converter_leaves_network():
        pytest.skip("this system lets nobody leave its network")
    with pytest.raises(DocumentRefused):
        await read_isolated(RTF, "план.rtf")
    words = told.read_text("utf-8")
    folder = next(line for line in words.splitlines() if line.startswith("HOME=")).removeprefix("HOME=")
    assert "secret" not in words and "eth" not in words and f"file://{folder}/profile" in words
    assert not Path(folder).exists()


async def test_where_the_network_cannot_be_left_nothing_is_started(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    started: list[str] = []
    monkeypatch.setattr(converter, "_leave_network", lambda: False)
    monkeypatch.setattr(converter, "_limit", lambda: None)
    monkeypatch.setattr(os, "execv", lambda program, _: started.append(program))
    with pytest.raises(SystemExit) as ended:
        await asyncio.to_thread(converter.main, [str(tmp_path / "soffice")])
    assert (ended.value.code, started) == (converter.NOT_ISOLATED, [])


def converter_leaves_network() -> bool:
    """Asked in a process of its own: who has left does not come back."""
    code = "import sys; from documents import converter; sys.exit(not converter._leave_network())"
    return subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
