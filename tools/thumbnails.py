"""Small pictures of the files that leave the chat, as an office program prints them. Needs LibreOffice."""

import shutil
import subprocess
import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

import pypdfium2
from PIL import Image, ImageChops, ImageOps

from demo import papers
from demo.story import MEMO

PAGE_SCALE = 1.15
PICTURE_WIDTH = 620
EDGE, MARGIN = "#b9c4cc", 16
WHITE = (255, 255, 255)
CONVERT_SECONDS = 120
NO_OFFICE = "No LibreOffice: put `soffice` on PATH."


@dataclass(frozen=True, slots=True, kw_only=True)
class Thumbnail:
    """What stands for a file of the demo in the guide."""

    name: str
    file: str


PAGES = (
    Thumbnail(name="reports-form", file=papers.FORM),
    Thumbnail(name="reports-analysis", file=papers.ANALYSIS),
    Thumbnail(name="reports-workbook", file=papers.WORKBOOK),
    Thumbnail(name="reports-meeting", file=papers.MEETING_PAGE),
    Thumbnail(name="reports-memo", file=MEMO),
    Thumbnail(name="reports-invitations", file=papers.SHEET),
)
CHARTS = tuple(
    Thumbnail(name=f"reports-{name}", file=file)
    for name, file in zip(("progress", "discipline", "year", "load"), papers.PICTURES, strict=True)
)


def office() -> str | None:
    """Where LibreOffice is."""
    return shutil.which("soffice")


def thumbnails(files: Mapping[str, bytes]) -> Iterator[tuple[str, Image.Image]]:
    """Each by its name: the first page of a document without its empty end, a chart made narrower."""
    with tempfile.TemporaryDirectory(prefix="vekha-pictures-") as folder:
        for page in PAGES:
            yield page.name, _framed(_first_page(Path(folder), page.file, files[page.file]))
    for chart in CHARTS:
        image = _on_white(Image.open(BytesIO(files[chart.file])))
        height = image.height * PICTURE_WIDTH // image.width
        yield chart.name, image.resize((PICTURE_WIDTH, height), Image.Resampling.LANCZOS)


def _first_page(folder: Path, name: str, data: bytes) -> Image.Image:
    document = folder / name
    document.write_bytes(data)
    command = [str(office()), f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless"]
    command += ["--convert-to", "pdf", "--outdir", str(folder), str(document)]
    subprocess.run(command, check=True, capture_output=True, timeout=CONVERT_SECONDS)
    with pypdfium2.PdfDocument(document.with_suffix(".pdf")) as printed:
        return _on_white(printed[0].render(scale=PAGE_SCALE).to_pil())


def _on_white(image: Image.Image) -> Image.Image:
    page = Image.new("RGB", image.size, WHITE)
    page.paste(image, mask=image.getchannel("A") if image.mode == "RGBA" else None)
    return page


def _framed(page: Image.Image) -> Image.Image:
    """Down to its last line, with an edge around."""
    found = ImageChops.difference(_without_number(page), Image.new("RGB", page.size, WHITE)).getbbox()
    bottom = min(found[3] + 2 * MARGIN, page.height) if found else page.height
    return ImageOps.expand(page.crop((0, 0, page.width, bottom)), border=1, fill=EDGE)


def _without_number(page: Image.Image) -> Image.Image:
    """The page without its foot, where the number stands."""
    foot = page.height // 14
    seen = page.copy()
    seen.paste(WHITE, (0, page.height - foot, page.width, page.height))
    return seen
