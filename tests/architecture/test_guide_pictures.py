"""The pictures of the guides: each that is shown exists, each that exists is shown, small and with words."""

import re
from pathlib import Path

import pytest

GUIDE = Path(__file__).parents[2] / "docs" / "guide"
PICTURES = GUIDE / "pictures"
SHOWN = re.compile(r'<img src="pictures/(?P<file>[\w.-]+)" width="\d+" alt="(?P<words>[^"]*)">')
MAX_BYTES = 60 * 1024


def _shown() -> dict[str, str]:
    """File → what is said for who cannot see it, of all pages."""
    found = [match for page in GUIDE.glob("*.md") for match in SHOWN.finditer(page.read_text("utf-8"))]
    return {match["file"]: match["words"] for match in found}


def test_every_picture_is_shown_and_every_shown_one_exists() -> None:
    assert _shown().keys() == {path.name for path in PICTURES.iterdir()}


@pytest.mark.parametrize("page", sorted(GUIDE.glob("*.md")), ids=lambda page: page.stem)
def test_a_page_shows_pictures_in_one_way(page: Path) -> None:
    text = page.read_text("utf-8")
    assert text.count("pictures/") == len(SHOWN.findall(text))
    assert "![" not in text


@pytest.mark.parametrize("file", sorted(_shown()))
def test_a_picture_is_small_and_has_words_beside_it(file: str) -> None:
    data = (PICTURES / file).read_bytes()
    assert data.startswith(b"\x89PNG")
    assert len(data) <= MAX_BYTES
    assert re.search("[а-я]{3}", _shown()[file])
