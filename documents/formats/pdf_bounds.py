"""Bounds what a PDF may make this process do: how much it unpacks, how much it draws."""

import re
import zlib
from collections.abc import Sequence
from typing import Any

from pdfminer.pdfinterp import PDFPageInterpreter
from pdfminer.pdftypes import stream_value
from pdfplumber.page import Page, PDFPageAggregatorWithMarkedContent

from documents import limits
from roadmap.errors import DocumentRefused

_STREAM = re.compile(rb"(?<!end)stream\r?\n")
_DICTIONARY_REACH = 500
_PICTURE = re.compile(rb"/Subtype\s*/Image")
_CHUNK = 1 << 20
_CHARACTER, _PATH, _SEGMENT, _BYTE, _STREAM_COST = 35, 110, 6, 1, 100


def refuse_bombs(data: bytes) -> None:
    """Refuse a file whose packed streams, pictures apart, are more than a document of text has."""
    left = limits.MAX_PDF_UNPACKED_BYTES
    for found in _STREAM.finditer(data):
        dictionary = data[max(found.start() - _DICTIONARY_REACH, 0) : found.start()].rpartition(b"endobj")[2]
        if not _PICTURE.search(dictionary):
            left -= _unpacked(data, found.end(), left + 1)
            if left < 0:
                raise DocumentRefused("archive-bomb", str(limits.MAX_PDF_UNPACKED_BYTES))


def _unpacked(data: bytes, start: int, most: int) -> int:
    """How many bytes the stream at this place unpacks to, up to `most`; 0 for one that is not packed."""
    head = data[start : start + 2]
    if len(head) < 2 or head[0] & 15 != 8 or int.from_bytes(head, "big") % 31:
        return 0
    unpacker = zlib.decompressobj()
    size, packed = 0, data[start : start + _CHUNK]
    try:
        while size < most and packed and not unpacker.eof:
            size += len(unpacker.decompress(packed, min(most - size, _CHUNK)))
            packed = unpacker.unconsumed_tail
            if not packed:
                start += _CHUNK
                packed = data[start : start + _CHUNK]
    except zlib.error:
        return size
    return size


class Work:
    """Counts what the pages of one document make this process do, in microseconds or so.

    What a document draws again and again counts again; DocumentRefused when it is more than it may be.
    """

    def __init__(self) -> None:
        self._total = 0
        self._page = 0

    def draw(self, page: Page) -> None:
        """Lay the page out; one whose text runs up or down is turned first."""
        self._page = 0
        self._lay_out(page)
        sideways = [char for char in page.chars if not char["upright"]]
        if len(sideways) * 2 > len(page.chars):
            turn = 90 if sideways[0]["matrix"][1] > 0 else 270
            page.page_obj.rotate = (page.page_obj.rotate + turn) % 360
            page.flush_cache()
            self._lay_out(page)

    def _lay_out(self, page: Page) -> None:
        device = _Device(page.pdf.rsrcmgr, pageno=page.page_number, laparams=page.pdf.laparams)
        device.work = self
        _Interpreter(page.pdf.rsrcmgr, device).process_page(page.page_obj)
        page._layout = device.get_result()

    def spend(self, amount: int) -> None:
        self._total += amount
        self._page += amount
        if self._total > limits.MAX_PDF_WORK or self._page > limits.MAX_PDF_PAGE_WORK:
            raise DocumentRefused("too-heavy")


class _Device(PDFPageAggregatorWithMarkedContent):
    work: Work

    def render_char(self, *args: Any) -> float:
        self.work.spend(_CHARACTER)
        return float(super().render_char(*args))

    def paint_path(self, gstate: Any, stroke: bool, fill: bool, evenodd: bool, path: Any) -> None:
        self.work.spend(_PATH + _SEGMENT * len(path))
        super().paint_path(gstate, stroke, fill, evenodd, path)

    def render_image(self, name: str, stream: Any) -> None:
        self.work.spend(_PATH)
        super().render_image(name, stream)


class _Interpreter(PDFPageInterpreter):
    device: _Device

    def execute(self, streams: Sequence[object]) -> None:
        for stream in streams:
            self.device.work.spend(_BYTE * len(stream_value(stream).get_data()) + _STREAM_COST)
        super().execute(streams)
