"""One more column at the right of a Word table, which becomes as wide as the page."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from docx.oxml import OxmlElement
from docx.oxml.ns import qn

from documents.filling.docx_cells import like, properties_of
from documents.filling.docx_widths import lay_columns
from documents.formats.docx_file import children

_SHARE = 0.2
_LARGEST_SHARE = 0.4
_NARROWEST = 1400  # twentieths of a point: a word of twelve letters
_TC = qn("w:tc")


def add_column(table: Any, rows: Sequence[Any], room: int) -> Mapping[int, Any]:
    """A new last cell in each row, by the row's number from 0; a row of one cell grows and has none.

    The table becomes as wide as `room`, the page's text, in twentieths of a point; 0 leaves it as it is.
    """
    grid, cells_width = _grid_width(table), max(map(_row_width, rows), default=0)
    whole = room or cells_width or grid
    column = max(whole * _SHARE, min(whole * _LARGEST_SHARE, _NARROWEST))
    for row in rows:
        _scale_row(row, _factor(whole - column, cells_width))
    _scale_grid(table, _factor(whole - column, grid))
    lay_columns(table, rows, whole - column, whole)
    columns = _widen_grid(table, column)
    _scale_table(table, whole)
    cells = {number: _add_cell(row, columns, column) for number, row in enumerate(rows)}
    return {number: cell for number, cell in cells.items() if cell is not None}


def _grid_width(table: Any) -> int:
    return sum(_number(column) for column in table.iterfind(f"{qn('w:tblGrid')}/{qn('w:gridCol')}"))


def _row_width(row: Any) -> int:
    """What the cells of a row say they are wide together."""
    sizes = [cell.find(f"{qn('w:tcPr')}/{qn('w:tcW')}") for cell in children(row, _TC)]
    return sum(_number(size) for size in sizes if size is not None and size.get(qn("w:type"), "dxa") == "dxa")


def _factor(room: float, width: float) -> float:
    return room / width if width else 1 - _SHARE


def _scale_table(table: Any, whole: float) -> None:
    for width in table.iterfind(f"{qn('w:tblPr')}/{qn('w:tblW')}"):
        if width.get(qn("w:type"), "dxa") == "dxa" and _number(width):
            width.set(qn("w:w"), str(round(whole)))


def _scale_grid(table: Any, factor: float) -> None:
    for each in table.iterfind(f"{qn('w:tblGrid')}/{qn('w:gridCol')}"):
        _scale(each, factor)


def _widen_grid(table: Any, column: float) -> int:
    """One more column in the grid; how many it had."""
    grid = table.find(qn("w:tblGrid"))
    if grid is None:
        return 0
    columns = grid.findall(qn("w:gridCol"))
    new = OxmlElement("w:gridCol")
    new.set(qn("w:w"), str(round(column)))
    columns[-1].addnext(new) if columns else grid.append(new)
    return len(columns)


def _scale_row(row: Any, factor: float) -> None:
    for tag in ("w:wBefore", "w:wAfter"):
        for width in row.iterfind(f"{qn('w:trPr')}/{qn(tag)}"):
            _scale(width, factor)
    for cell in children(row, _TC):
        for width in cell.iterfind(f"{qn('w:tcPr')}/{qn('w:tcW')}"):
            _scale(width, factor)


def _add_cell(row: Any, columns: int, width: float) -> Any:
    cells = list(children(row, _TC))
    if not cells:
        return None
    if len(cells) == 1 and columns != 1:
        _grow(cells[0], width)
        return None
    last = cells[-1]
    cell = like(last)
    size = OxmlElement("w:tcW")
    size.set(qn("w:w"), str(round(width)))
    size.set(qn("w:type"), "dxa")
    properties_of(cell).insert(0, size)
    after = row.find(f"{qn('w:trPr')}/{qn('w:gridAfter')}")
    place = last
    if after is not None:  # the row ends before the table does: what was no cell becomes an empty one
        place = _fill_up(last, after)
    outermost = next(iter(_up_to(place, row)))
    outermost.addnext(cell)
    return cell


def _fill_up(last: Any, after: Any) -> Any:
    empty = like(last)
    span = OxmlElement("w:gridSpan")
    span.set(qn("w:val"), after.get(qn("w:val"), "1"))
    properties_of(empty).insert(0, span)
    holder = after.getparent()
    for tag in ("w:gridAfter", "w:wAfter"):
        for element in holder.findall(qn(tag)):
            holder.remove(element)
    last.addnext(empty)
    return empty


def _up_to(element: Any, row: Any) -> Iterator[Any]:
    """The child of the row that holds the element."""
    while element.getparent() is not row:
        element = element.getparent()
    yield element


def _grow(cell: Any, width: float) -> None:
    """A row of one merged cell stays one over the new column too."""
    properties = properties_of(cell)
    span = properties.find(qn("w:gridSpan"))
    if span is None:
        span = OxmlElement("w:gridSpan")
        span.set(qn("w:val"), "1")
        size = properties.find(qn("w:tcW"))
        properties.insert(0, span) if size is None else size.addnext(span)
    span.set(qn("w:val"), str(int(span.get(qn("w:val"), "1")) + 1))
    for size in properties.iterfind(qn("w:tcW")):
        if size.get(qn("w:type"), "dxa") == "dxa":
            size.set(qn("w:w"), str(round(_number(size) + width)))


def _scale(element: Any, factor: float) -> None:
    """A width in twentieths of a point or in shares of the table; automatic ones stay."""
    if element.get(qn("w:type"), "dxa") in ("dxa", "pct") and (width := _number(element)):
        element.set(qn("w:w"), str(round(width * factor)))


def _number(element: Any) -> int:
    text = element.get(qn("w:w"), "")
    return int(text) if text.isdecimal() else 0
