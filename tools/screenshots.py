"""The pictures of the README and the guides: the sandbox page photographed while the story is played.

    python -m tools.screenshots [NAME …]

Needs Chromium, on PATH or named by CHROMIUM, and a font with emoji. What is photographed when stands in
`tools/shots.py`; without names the files of the story are printed too (`tools/thumbnails.py`, LibreOffice).
"""

import asyncio
import io
import os
import re
import shutil
import sys
from collections.abc import AsyncIterator, Collection, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass

from PIL import Image
from playwright.async_api import Browser, ViewportSize, async_playwright

from demo import papers, story
from demo.__main__ import START, ZONE
from demo.scene import Phone, Scene
from demo.stage import ROOT, bot_running, staged
from sandbox.seen import SeenMessage
from tools import shots
from tools.shots import SHOTS, Shot
from tools.thumbnails import NO_OFFICE, office, thumbnails

PICTURES = ROOT / "docs" / "guide" / "pictures"
README = ROOT / "docs" / "sandbox.png"
README_AFTER = 4
"""Acts, after which the README shows all phones."""
README_SIZE: ViewportSize = {"width": 1880, "height": 860}
TALL: ViewportSize = {"width": 436, "height": 1600}
"""A window in which a phone is 390 points wide and any message is seen whole."""
AROUND = 340
"""What of a window's height is not the message: the clock, a name, the chat's head, a date, the composer."""
PLAIN = ".chat-body { background-image: none; background-color: #d3e3e0 }"
"""A wallpaper of one colour: a picture of few colours keeps them for what is read."""
SCALE = 1.5
COLOURS = (64, 32, 16, 8)
MAX_BYTES = 60 * 1024
FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
NO_CHROMIUM = "No Chromium: put `chromium` on PATH or name it in CHROMIUM."


@dataclass
class Camera:
    """Takes each wanted picture once, when its person reads what it is to show."""

    browser: Browser
    url: str
    wanted: list[Shot]

    async def look(self, phone: Phone, fresh: Sequence[SeenMessage]) -> None:
        for shot in self.wanted:
            if shot.who == phone.name and any(re.search(shot.words, m.text, re.DOTALL) for m in fresh):
                self.wanted.remove(shot)
                await self._take(shot, phone)
                return

    async def _take(self, shot: Shot, phone: Phone) -> None:
        """The newest message from its first line on, as high as it is."""
        page = await self.browser.new_page(viewport=TALL, device_scale_factor=SCALE)
        await page.goto(self.url)
        await page.add_style_tag(content=PLAIN)
        device = page.locator(f'.phone[data-person="{phone.person.id}"] .device')
        newest = device.locator(".message").last
        await newest.wait_for()
        box = await newest.bounding_box()
        assert box is not None
        await page.set_viewport_size({"width": TALL["width"], "height": round(box["height"]) + AROUND})
        await device.locator(".chat-body").evaluate("body => body.scrollTop = body.scrollHeight")
        _keep(shot.name, Image.open(io.BytesIO(await device.screenshot(animations="disabled"))))
        await page.close()


async def whole_page(browser: Browser, url: str) -> None:
    """All phones beside each other, for the README."""
    page = await browser.new_page(viewport=README_SIZE)
    await page.goto(url)
    await page.wait_for_selector("text=Срок перенесён")
    shown = Image.open(io.BytesIO(await page.screenshot(animations="disabled")))
    README.write_bytes(small(shown, 256))
    await page.close()


def _keep(name: str, image: Image.Image) -> None:
    """Among the pictures of the guides, in as many colours as fit; ValueError for one that is too large."""
    for colours in COLOURS:
        picture = small(image, colours)
        if len(picture) <= MAX_BYTES:
            (PICTURES / f"{name}.png").write_bytes(picture)
            return
    raise ValueError(f"{name} takes {len(picture):,} bytes")


def small(image: Image.Image, colours: int) -> bytes:
    """The same picture as a palette PNG."""
    buffer = io.BytesIO()
    few = image.convert("RGB").quantize(colours, Image.Quantize.MEDIANCUT, kmeans=2, dither=Image.Dither.NONE)
    few.save(buffer, "PNG", optimize=True)
    return buffer.getvalue()


async def take(names: Collection[str]) -> list[str]:
    """Play the story and what the guides tell beside it; the names of the pictures nobody could take."""
    wanted = [shot for shot in SHOTS if not names or shot.name in names]
    async with staged(START, 0, zone=ZONE) as stage, _browser() as browser:
        links = await story.office(stage)
        camera = Camera(browser, stage.url, wanted)
        async with bot_running(stage):
            scene = Scene(stage, looked=camera.look)
            cast = await story.people_join(scene, links)
            for number, act in enumerate((*story.ACTS, *papers.ACTS, *shots.BESIDE), 1):
                await act(scene, cast)
                if number == README_AFTER and not names:
                    await whole_page(browser, stage.url)
    if not names:
        for name, image in await asyncio.to_thread(lambda: list(thumbnails(scene.files))):
            _keep(name, image)
    return [shot.name for shot in camera.wanted]


@asynccontextmanager
async def _browser() -> AsyncIterator[Browser]:
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=chromium(), args=FLAGS)
        yield browser
        await browser.close()


def chromium() -> str | None:
    """Where Chromium is."""
    return os.environ.get("CHROMIUM") or shutil.which("chromium")


def main() -> None:
    if chromium() is None:
        sys.exit(NO_CHROMIUM)
    if office() is None and not sys.argv[1:]:
        sys.exit(NO_OFFICE)
    PICTURES.mkdir(exist_ok=True)
    if missed := asyncio.run(take(sys.argv[1:])):
        sys.exit(f"Nobody has seen what these are to show: {', '.join(missed)}")


if __name__ == "__main__":
    main()
