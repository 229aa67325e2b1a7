"""The picture of the README: the sandbox page after the story's first autumn month. Needs Chromium."""

import asyncio
import shutil
import sys

from playwright.async_api import async_playwright

from demo import story
from demo.__main__ import START, ZONE
from demo.scene import Scene
from demo.stage import bot_running, staged

SIZE = {"width": 1880, "height": 860}
QUIET = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
)


async def take(path: str) -> None:
    """Play up to the returned report, then photograph all phones."""
    async with staged(START, 0, zone=ZONE) as stage:
        links = await story.office(stage)
        async with bot_running(stage):
            scene = Scene(stage)
            cast = await story.people_join(scene, links)
            for act in story.ACTS[:4]:
                await act(scene, cast)
            async with async_playwright() as playwright:
                browser = await playwright.chromium.launch(
                    executable_path=shutil.which("chromium"), args=[*QUIET, "--disable-component-update"]
                )
                page = await browser.new_page(viewport=SIZE)
                await page.goto(stage.url)
                await page.wait_for_selector("text=Срок перенесён")
                await page.screenshot(path=path)
                await browser.close()


if __name__ == "__main__":
    asyncio.run(take(sys.argv[1] if len(sys.argv) > 1 else "docs/sandbox.png"))
