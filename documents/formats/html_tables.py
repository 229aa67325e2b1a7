"""Tables of a saved web page or a converter's mark-up inside a text file."""

from html.parser import HTMLParser

from documents import limits
from documents.formats.blocks import Block, Prose, RawCell, RawDocument, RawTable
from documents.understanding.words import plain
from roadmap.errors import DocumentRefused

_LINE_TAGS = frozenset({"p", "br", "li", "div", "h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol"})
_SILENT_TAGS = frozenset({"script", "style", "head"})


def has_html_table(text: str) -> bool:
    """Whether the text marks up rows of a table."""
    lowered = text.lower()
    return "<table" in lowered and "<tr" in lowered


def read_html(text: str) -> RawDocument:
    """Prose and tables in the order of the page; tables inside cells are text of the cell."""
    page = _Page()
    page.feed(text)
    page.close()
    page.end_prose()
    return RawDocument(tuple(page.blocks))


class _Page(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.blocks: list[Block] = []
        self._text: list[str] = []
        self._rows: list[dict[int, RawCell]] = []
        self._spans: dict[int, int] = {}
        self._depth = 0
        self._silent = 0
        self._cell: tuple[int, int] | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _SILENT_TAGS:
            self._silent += 1
        elif tag == "table":
            self._depth += 1
            if self._depth == 1:
                self.end_prose()
        elif tag == "tr" and self._depth == 1:
            self._end_cell()
            self._begin_row()
        elif tag in ("td", "th") and self._depth == 1:
            self._end_cell()
            given = dict(attrs)
            self._cell = (_span(given.get("colspan")), _span(given.get("rowspan")))
        elif tag in _LINE_TAGS:
            self._text.append("\n")

    def handle_endtag(self, tag: str) -> None:
        if tag in _SILENT_TAGS:
            self._silent = max(self._silent - 1, 0)
        elif tag == "table" and self._depth:
            self._depth -= 1
            if self._depth == 0:
                self._end_table()
        elif tag in ("td", "th", "tr") and self._depth == 1:
            self._end_cell()
        elif tag in _LINE_TAGS:
            self._text.append("\n")

    def handle_data(self, data: str) -> None:
        if not self._silent:
            self._text.append(data)

    def end_prose(self) -> None:
        """What has been read outside tables, line by line."""
        self.blocks += [Prose(line) for line in plain("".join(self._text)).split("\n")]
        self._text = []

    def _begin_row(self) -> None:
        """Cells that reach down from the rows above take their places first."""
        if len(self._rows) >= limits.MAX_ROWS:
            raise DocumentRefused("too-many-rows", str(limits.MAX_ROWS))
        self._rows.append({column: RawCell(above=True) for column in self._spans})
        self._spans = {column: left - 1 for column, left in self._spans.items() if left > 1}

    def _end_cell(self) -> None:
        if self._cell is None:
            if not self._depth:
                return
            self._text = []
            return
        across, down = self._cell
        self._cell = None
        if not self._rows:
            self._begin_row()
        row = self._rows[-1]
        column = next(index for index in range(len(row) + 1) if index not in row)
        if column + across > limits.MAX_COLUMNS:
            raise DocumentRefused("too-many-columns", str(limits.MAX_COLUMNS))
        row[column] = RawCell(plain("".join(self._text)))
        row.update({column + step: RawCell(beside=True) for step in range(1, across)})
        if down > 1:
            self._spans.update({column + step: down - 1 for step in range(across)})
        self._text = []

    def _end_table(self) -> None:
        self._end_cell()
        rows = [tuple(cell for _, cell in sorted(row.items())) for row in self._rows]
        self.blocks.append(RawTable(tuple(row for row in rows if row)))
        self._rows, self._spans = [], {}


def _span(text: str | None) -> int:
    is_number = text is not None and text.isascii() and text.isdecimal() and len(text) < 6
    return max(min(int(text or 1), limits.MAX_ROWS), 1) if is_number else 1
