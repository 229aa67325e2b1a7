"""Pictures as PNG, readable on a phone: large letters, colours told apart by everybody, words beside them.

matplotlib is loaded here only: it is slow to load and keeps the interpreter while it draws, so this runs in a
process of its own (`reports.pictures.isolation`).
"""

import io
from collections.abc import Sequence
from dataclasses import dataclass

import matplotlib as mpl
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from texts.pictures import Bars, Columns, Heat, Picture

mpl.use("Agg")
mpl.rcParams.update(
    {"font.family": "DejaVu Sans", "font.size": 15, "axes.spines.top": False, "axes.spines.right": False}
)
WIDTH, DPI = 9.0, 120
"""1,080 points wide: a phone shows it without enlarging."""
PALETTE = ("#0072B2", "#56B4E9", "#D9D9D9", "#D55E00")
"""Okabe and Ito's colours: told apart by every kind of colour blindness, and in grey."""
OF_THREE = ("#0072B2", "#E69F00", "#D55E00")
HATCHES = ("", "//", "", "xx")
HATCHES_OF_THREE = ("", "//", "xx")
DARK = "#0072B2"
_PICTURES_FROM = 0x10000
LIGHT = frozenset({"#D9D9D9", "#56B4E9", "#E69F00"})
"""On these the numbers are black."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Heights:
    """Of what is drawn, in inches: a bar, a row of fields, all columns; what headings and legend take."""

    bar: float
    field: float
    columns: float
    around: float


ON_A_PHONE = Heights(bar=0.72, field=0.58, columns=7.2, around=2.7)
ON_PAPER = Heights(bar=0.36, field=0.36, columns=5.0, around=2.2)
"""Two of them stand on a page."""
_TWO_LINES = 0.45
"""Less, and a label of two lines runs into the next."""


def draw(picture: Picture, heights: Heights = ON_A_PHONE) -> bytes:
    """One picture."""
    match picture:
        case Bars():
            figure = _bars(picture, heights)
        case Columns():
            figure = _columns(picture, heights)
        case Heat():
            figure = _heat(picture, heights)
    out = io.BytesIO()
    figure.savefig(out, format="png", dpi=DPI, facecolor="white", metadata={"Software": None})
    return out.getvalue()


def _canvas(title: str, note: str, height: float) -> tuple[Figure, Axes]:
    figure = Figure(figsize=(WIDTH, height), layout="constrained")
    figure.suptitle(title, fontsize=21, fontweight="bold", x=0.02, ha="left")
    axes: Axes = figure.subplots()
    axes.set_title(note, fontsize=11, color="#555555", loc="left", pad=10)
    return figure, axes


def _bars(picture: Bars, heights: Heights) -> Figure:
    count, labels = len(picture.labels), [_wrapped(label, 28) for label in picture.labels]
    figure, axes = _canvas(picture.title, picture.note, heights.around + _row(labels, heights.bar) * count)
    colours, hatches = _colours(len(picture.parts))
    places = range(count)
    left = [0] * count
    for number, part in enumerate(picture.parts):
        values = [line[number] for line in picture.counts]
        axes.barh(
            places, values, left=left, label=part, height=0.66,
            color=colours[number], hatch=hatches[number], edgecolor="white",
        )  # fmt: skip
        widest = max((sum(line) for line in picture.counts), default=1)
        for place, value in enumerate(values):
            if value and value >= widest * 0.04:
                axes.text(
                    left[place] + value / 2,
                    place,
                    str(value),
                    ha="center",
                    va="center",
                    fontsize=13,
                    fontweight="bold",
                    color="black" if colours[number] in LIGHT else "white",
                    bbox={"facecolor": colours[number], "edgecolor": "none", "pad": 2.5},
                )
        left = [before + value for before, value in zip(left, values, strict=True)]
    axes.set_yticks(places, labels, fontsize=13)
    axes.invert_yaxis()
    axes.xaxis.set_visible(False)
    axes.spines["bottom"].set_visible(False)
    _legend(figure, axes, len(picture.parts))
    return figure


def _columns(picture: Columns, heights: Heights) -> Figure:
    figure, axes = _canvas(picture.title, picture.note, heights.columns)
    colours, hatches = _colours(len(picture.parts))
    places = range(len(picture.labels))
    below = [0] * len(picture.labels)
    for number, part in enumerate(picture.parts):
        values = [line[number] for line in picture.counts]
        axes.bar(
            places, values, bottom=below, label=part, width=0.74,
            color=colours[number], hatch=hatches[number], edgecolor="white",
        )  # fmt: skip
        below = [before + value for before, value in zip(below, values, strict=True)]
    for place, total in enumerate(below):
        if total:
            axes.text(place, total, str(total), ha="center", va="bottom", fontsize=14, fontweight="bold")
    slant = 90 if len(picture.labels) > 9 else 0
    axes.set_xticks(places, picture.labels, rotation=slant, fontsize=13)
    if picture.now is not None:
        axes.axvspan(picture.now - 0.5, picture.now + 0.5, color="#F0E442", alpha=0.35, zorder=0)
    axes.yaxis.set_visible(False)
    axes.spines["left"].set_visible(False)
    axes.set_ylim(0, max(below, default=1) * 1.12 or 1)
    _legend(figure, axes, len(picture.parts))
    return figure


def _heat(picture: Heat, heights: Heights) -> Figure:
    names = [_wrapped(row, 28) for row in picture.rows]
    figure, axes = _canvas(
        picture.title, picture.note, heights.around + _row(names, heights.field) * len(names)
    )
    most = max((count for line in picture.counts for count in line), default=1) or 1
    axes.imshow(picture.counts, cmap="Blues", vmin=0, vmax=most * 1.15, aspect="auto")
    for row, line in enumerate(picture.counts):
        for column, count in enumerate(line):
            if count:
                axes.text(
                    column, row, str(count), ha="center", va="center", fontsize=14,
                    color="white" if count > most * 0.6 else "black",
                    fontweight="bold" if count == most else "normal",
                )  # fmt: skip
    axes.set_yticks(range(len(picture.rows)), names, fontsize=13)
    axes.set_xticks(range(len(picture.columns)), picture.columns, rotation=90, fontsize=13)
    axes.xaxis.tick_top()
    axes.tick_params(length=0)
    for side in axes.spines.values():
        side.set_visible(False)
    return figure


def _row(labels: Sequence[str], height: float) -> float:
    return max(height, _TWO_LINES) if any("\n" in label for label in labels) else height


def _colours(parts: int) -> tuple[Sequence[str], Sequence[str]]:
    return (OF_THREE, HATCHES_OF_THREE) if parts == len(OF_THREE) else (PALETTE, HATCHES)


def _legend(figure: Figure, axes: Axes, parts: int) -> None:
    handles, labels = axes.get_legend_handles_labels()
    figure.legend(
        handles, labels, loc="outside lower left", ncols=2 if parts > 3 else parts, frameon=False, fontsize=13
    )


def _wrapped(words: str, width: int) -> str:
    """Two lines at most, of letters that the typeface has: it has no small pictures."""
    words = "".join(letter for letter in words if ord(letter) < _PICTURES_FROM).strip()
    if len(words) <= width:
        return words
    cut = words.rfind(" ", 0, width)
    cut = cut if cut > width // 2 else width
    rest = words[cut:].strip()
    return f"{words[:cut]}\n{rest if len(rest) <= width else rest[: width - 1].rstrip() + '…'}"
