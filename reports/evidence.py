"""A ZIP of evidence, a folder for each measure, with an index as a page and as a workbook."""

import html
import io
import zipfile
from collections.abc import Sequence
from datetime import datetime
from urllib.parse import quote
from zoneinfo import ZoneInfo

from reports.xlsx.cells import Book, Look, Value
from roadmap.summary.evidence import EvidencePassport
from texts.summary import evidence_words as words

_WIDTHS = (6, 7, 17, 14, 18, 6.5, 12, 11, 8, 11, 13.5)
"""Together a page on its side, in letters that can be read."""
_PAGE = """<!doctype html>
<html lang="ru"><meta charset="utf-8"><title>{title}</title>
<style>body{{font:14px/1.4 sans-serif;margin:2em}}table{{border-collapse:collapse}}
td,th{{border:1px solid #bbb;padding:.3em .5em;vertical-align:top;text-align:left}}
th{{background:#e7ebf0}}td:last-child{{font:11px monospace;word-break:break-all}}</style>
<h1>{title}</h1><p>{note}</p>
<table><tr>{heads}</tr>
{rows}
</table></html>
"""


class EvidenceArchive:
    """Files are added one by one, so that only one of them is held; `finished` gives the whole."""

    def __init__(self, title: str, time_zone: str) -> None:
        self._title = title
        self._zone = ZoneInfo(time_zone)
        self._target = io.BytesIO()
        self._zip = zipfile.ZipFile(self._target, "w", zipfile.ZIP_STORED)
        self._taken: list[EvidencePassport] = []

    def add(self, passport: EvidencePassport, data: bytes) -> None:
        """One file in its measure's folder, as it is: pictures and documents are packed already."""
        self._zip.writestr(words.path_of(passport), data)
        self._taken.append(passport)

    def finished(self) -> bytes:
        """The archive with its index."""
        self._zip.writestr(f"{words.INDEX}.html", self._page(), zipfile.ZIP_DEFLATED)
        self._zip.writestr(f"{words.INDEX}.xlsx", self._workbook())
        self._zip.close()
        return self._target.getvalue()

    def _page(self) -> str:
        heads = "".join(f"<th>{html.escape(heading)}</th>" for heading in words.HEADINGS)
        lines = (self._line(each, _link(each)) for each in self._taken)
        return _PAGE.format(
            title=html.escape(self._title),
            note=html.escape(words.CHILDREN),
            heads=heads,
            rows="\n".join(lines),
        )

    def _line(self, passport: EvidencePassport, link: str) -> str:
        cells = [html.escape(cell) for cell in self._cells(passport)]
        cells[4] = link
        return "<tr>" + "".join(f"<td>{cell}</td>" for cell in cells) + "</tr>"

    def _workbook(self) -> bytes:
        book = Book(self._zone.key)
        sheet = book.sheet(words.INDEX, _WIDTHS, frozen="C4")
        sheet.banner(self._title, Look.TITLE)
        sheet.banner(words.CHILDREN, Look.NOTE)
        sheet.head(*(Value(heading, Look.HEAD) for heading in words.HEADINGS))
        head_row = sheet.rows
        for each in self._taken:
            sheet.add(*(Value(cell) for cell in self._cells(each)))
        sheet.filter(len(_WIDTHS), head_row)
        sheet.finish()
        target = io.BytesIO()
        book.save(target)
        return target.getvalue()

    def _cells(self, passport: EvidencePassport) -> Sequence[str]:
        return (
            str(passport.id),
            passport.number,
            passport.title,
            passport.assignee,
            words.path_of(passport),
            f"№ {passport.report_version}",
            passport.author,
            self._local(passport.sent_at),
            words.source(passport),
            words.remark(passport),
            passport.sha256,
        )

    def _local(self, moment: datetime) -> str:
        return f"{moment.astimezone(self._zone):%d.%m.%Y %H:%M}"


def _link(passport: EvidencePassport) -> str:
    path = words.path_of(passport)
    return f'<a href="{quote(path)}">{html.escape(words.name_of(passport))}</a>'
