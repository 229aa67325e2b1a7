"""Typesets the sample road maps again: from each `NAME.json` to DOCX, XLSX and PDF beside it.

    python -m samples.build [NAME …]

The JSON says what is printed; what it says is inherited becomes a vertically merged cell. Layouts differ on
purpose: automatic numbers in Word, months typed as dates in Excel, rows broken over pages in PDF, which needs
a TrueType font with Cyrillic letters and is skipped without one.
"""

import json
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from samples.typeset import docx_file, pdf_file, xlsx_file
from samples.typeset.printed import Printed, printed

HERE = Path(__file__).parent


@dataclass(frozen=True)
class Layout:
    """Columns of a sample in printed order: heading and the measure's field."""

    columns: tuple[tuple[str, str], ...]
    audit: tuple[str, ...] = ()


LAYOUTS = {
    "klenovyi-bor": Layout(
        (
            ("№", "number"),
            ("Рекомендация совещания", "title"),
            ("Описание ситуации (проблемы) в округе", "situation"),
            ("Способ решения", "solution"),
            ("Срок решения", "deadline_text"),
            ("Риски", "risks"),
        )
    ),
    "olkhorechye": Layout(
        (
            ("№п/п", "number"),
            ("Мероприятие", "title"),
            ("Сроки", "deadline_text"),
            ("Ответственные", "responsible_text"),
            ("Результат", "expected_result"),
        )
    ),
    "svetloyarets": Layout(
        (
            ("№", "number"),
            ("Мероприятие", "title"),
            ("Срок исполнения", "deadline_text"),
            ("Ответственный Исполнитель", "responsible_text"),
            ("Ожидаемый результат", "expected_result"),
        )
    ),
    "beryozovyi-klyuch": Layout(
        (
            ("№", "number"),
            ("Мероприятие", "title"),
            ("Форма", "form"),
            ("Код параметра", "risk_codes"),
            ("Участники", "audience"),
            ("Место проведения", "place"),
            ("Дата проведения", "deadline_text"),
            ("Ответственные", "responsible_text"),
        ),
        audit=("Фактор (риск)", "Параметры", "Код параметра", "Перечень ОО, где он есть"),
    ),
    "dalnepolye": Layout(
        (
            ("№ п/п", "number"),
            ("Содержание мероприятия", "title"),
            ("Сроки проведения", "deadline_text"),
            ("Ответственные", "responsible_text"),
        )
    ),
}


def load(name: str) -> Printed:
    """The sample as it goes on paper."""
    content: dict[str, Any] = json.loads((HERE / f"{name}.json").read_text("utf-8"))
    layout = LAYOUTS[name]
    return printed(content, layout.columns, layout.audit)


def main(names: list[str]) -> None:
    """Build the three files of each sample."""
    font = pdf_file.cyrillic_fonts()
    for name in names or list(LAYOUTS):
        page = load(name)
        docx_file.write(page, HERE / f"{name}.docx", automatic_numbers=name == "dalnepolye")
        xlsx_file.write(page, HERE / f"{name}.xlsx")
        if font is None:
            sys.stderr.write(
                "PDF skipped: no TrueType font with Cyrillic letters (Debian: fonts-dejavu-core)\n"
            )
        else:
            pdf_file.write(page, HERE / f"{name}.pdf", font)


if __name__ == "__main__":
    main(sys.argv[1:])
