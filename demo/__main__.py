"""`python -m demo`: plays the story to its end, prints the chats, leaves the files in `out/`."""

import argparse
import asyncio
import sys
from datetime import UTC, datetime
from pathlib import Path
from time import monotonic

from demo import story
from demo.scene import Scene
from demo.stage import DemoFailed, bot_running, staged

START = datetime(2026, 10, 5, 6, 0, tzinfo=UTC)
OUT = Path("out")


async def play() -> None:
    """The whole quarter; DemoFailed at the first thing that is not as written."""
    async with staged(START, 0, zone="Europe/Moscow") as stage:
        links = await story.office(stage)
        async with bot_running(stage):
            scene = Scene(stage)
            cast = await story.people_join(scene, links)
            try:
                for act in (
                    story.the_document_comes,
                    story.a_report_with_a_photo_is_returned_and_mended,
                    story.an_album_closes_a_measure,
                    story.a_school_is_overdue_and_a_date_is_moved,
                    story.a_duty_is_passed_on,
                    story.the_quarter_is_monitored,
                ):
                    await act(scene, cast)
                    _say(f"  ✓ {act.__doc__}")
                report = await story.the_report_is_handed_over(scene, cast)
            finally:
                transcript = await stage.people.transcript()
                OUT.mkdir(exist_ok=True)
                (OUT / "transcript.txt").write_text(transcript, "utf-8")
        await stage.vekha("report", "-o", str((OUT / "report.xlsx").resolve()))
    (OUT / "report-from-chat.xlsx").write_bytes(report)
    print(transcript)  # noqa: T201


def _say(line: str) -> None:
    sys.stderr.write(line + "\n")


def main() -> None:
    parser = argparse.ArgumentParser(prog="demo")
    parser.add_argument("--stay", action="store_true", help="keep it running, with the page in a browser")
    parser.parse_args()
    began = monotonic()
    try:
        asyncio.run(play())
    except DemoFailed as failure:
        _say(f"ДЕМО НЕ ПРОШЛО: {failure}")
        sys.exit(1)
    _say(f"Демо прошло за {monotonic() - began:.0f} с. Переписка и отчёт: {OUT}/")


if __name__ == "__main__":
    main()
