"""Pictures are drawn in a process of their own, and hold what they were given."""

import io
from dataclasses import replace

import pytest
from matplotlib.axes import Axes
from PIL import Image

from reports.pictures import drawing
from reports.pictures.isolation import draw_isolated
from texts.pictures import Bars, Columns, Heat

BARS = Bars(
    title="Исполнение по разделам",
    note="За весь период",
    labels=("1. Чтение", "2. Очень длинное название раздела, которое не помещается в две строки рядом"),
    parts=("снято", "ждёт", "впереди", "просрочено"),
    counts=((3, 0, 2, 1), (0, 1, 4, 0)),
    said="",
)
COLUMNS = Columns(
    title="Год по месяцам",
    note="",
    labels=("дек 26", "янв 27", "фев 27"),
    parts=BARS.parts,
    counts=((1, 0, 0, 0), (0, 0, 0, 0), (0, 0, 2, 0)),
    now=1,
    said="",
)
HEAT = Heat(
    title="Нагрузка", note="", rows=("Школа № 1",), columns=COLUMNS.labels, counts=((9, 0, 1),), said=""
)


def axes_of(picture: Bars | Columns | Heat, monkeypatch: pytest.MonkeyPatch) -> Axes:
    """What was drawn, before it became points."""
    kept: list[Axes] = []
    canvas = drawing._canvas
    monkeypatch.setattr(drawing, "_canvas", lambda *said: kept.append((made := canvas(*said))[1]) or made)
    drawing.draw(picture)
    return kept[0]


def test_each_is_a_png_as_wide_as_a_phone_shows() -> None:
    drawn = draw_isolated([BARS, COLUMNS, HEAT])
    for data in drawn:
        with Image.open(io.BytesIO(data)) as image:
            assert (image.format, image.width) == ("PNG", 1080)
            assert image.height <= 2400 and len(image.getcolors(1 << 20) or ()) > 3
    assert draw_isolated([]) == []


def test_there_is_a_bar_for_each_part_of_each_line_with_its_number(monkeypatch: pytest.MonkeyPatch) -> None:
    axes = axes_of(BARS, monkeypatch)
    assert [bar.get_width() for bar in axes.patches] == [3, 0, 0, 1, 2, 4, 1, 0]
    assert [text.get_text() for text in axes.texts] == ["3", "1", "2", "4", "1"]


def test_columns_carry_their_sums_and_the_present_month_is_marked(monkeypatch: pytest.MonkeyPatch) -> None:
    axes = axes_of(COLUMNS, monkeypatch)
    assert [text.get_text() for text in axes.texts] == ["1", "2"]
    assert [label.get_text() for label in axes.get_xticklabels()] == list(COLUMNS.labels)
    assert len(axes.patches) == 3 * 4 + 1


def test_the_load_map_writes_every_number_that_is_not_nought(monkeypatch: pytest.MonkeyPatch) -> None:
    axes = axes_of(HEAT, monkeypatch)
    assert [text.get_text() for text in axes.texts] == ["9", "1"]
    assert axes.texts[0].get_color() == "white", "on the darkest field"


def test_the_largest_picture_is_one_a_messenger_takes() -> None:
    many = tuple(f"Школа № {number}" for number in range(16))
    tall = Heat(title="", note="", rows=many, columns=COLUMNS.labels * 4, counts=((1,) * 12,) * 16, said="")
    (drawn,) = draw_isolated([tall])
    with Image.open(io.BytesIO(drawn)) as image:
        assert image.width + image.height < 10_000 and len(drawn) < 10 * 1024 * 1024


def test_two_pictures_stand_on_a_page_and_no_label_is_a_box(monkeypatch: pytest.MonkeyPatch) -> None:
    schools = tuple(f"Школа № {number} 🚀" for number in range(16))
    tall = replace(BARS, labels=schools, counts=((1, 1, 1, 1),) * 16)
    (drawn,) = draw_isolated([tall], is_on_paper=True)
    with Image.open(io.BytesIO(drawn)) as image:
        assert image.height < image.width
    labels = [label.get_text() for label in axes_of(tall, monkeypatch).get_yticklabels()]
    assert labels[0] == "Школа № 0"
