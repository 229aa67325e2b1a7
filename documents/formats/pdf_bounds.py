"""Bounds what a PDF may make this process do: how much it unpacks, how much it draws."""

import re
import zlib
from collections.abc import Callable
from typing import Any

from pdfminer.pdfinterp import PDFPageInterpreter
from pdfplumber.page import Page, PDFPageAggregatorWithMarkedContent

from documents import limits
from roadmap.errors import DocumentRefused

_STREAM = re.compile(rb"(?<!end)stream\r?\n")
_DICTIONARY_REACH = 500
_PICTURE = re.compile(rb"/Subtype\s*/Image")
_CHUNK = 1 << 20


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


class Drawing:
    """Draws the pages of one document, counting; what the document draws again and again counts again."""

    def __init__(self) -> None:
        self._steps = 0

    def draw(self, page: Page) -> None:
        """Lay the page out; DocumentRefused when the document has drawn more than it may."""
        device = _Device(page.pdf.rsrcmgr, pageno=page.page_number, laparams=page.pdf.laparams)
        device.step = self._step
        _Interpreter(page.pdf.rsrcmgr, device).process_page(page.page_obj)
        page._layout = device.get_result()

    def _step(self) -> None:
        self._steps += 1
        if self._steps > limits.MAX_PDF_STEPS:
            raise DocumentRefused("too-heavy")


class _Device(PDFPageAggregatorWithMarkedContent):  # type: ignore[misc] - the library has no types
    step: Callable[[], None]


class _Interpreter(PDFPageInterpreter):
    """Counts operands and states kept: every operator that draws has some of them."""

    device: _Device

    def push(self, obj: Any) -> None:
        self.device.step()
        super().push(obj)

    def do_q(self) -> None:
        self.device.step()
        super().do_q()

    def do_TJ(self, seq: Any) -> None:  # noqa: N802 - the operator's name
        for _ in seq if isinstance(seq, list) else ():
            self.device.step()
        super().do_TJ(seq)
