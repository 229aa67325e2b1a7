"""What takes long beside the chats: a campaign of a whole department is opened, its report is made."""

from contextlib import AsyncExitStack
from datetime import datetime
from pathlib import Path
from typing import Any

from bench.contenders.gate import Gate, compete, peak_megabytes, resident_megabytes
from bench.contenders.statements import watching_statements
from bot.process.app_factory import open_store
from bot.process.runtime import settle_in
from bot.process.wiring import build_app
from bot.settings import Settings
from builders.turns import watching_turns
from roadmap.ids import RoadMapId
from roadmap.people.place import in_telegram
from roadmap.summary.outlook import OutlookBy
from services.app import App
from storage.files import FolderFiles

ROAD_MAP = RoadMapId(1)


class Clock:
    def __init__(self, now: datetime) -> None:
        self._now = now

    def now(self) -> datetime:
        return self._now


async def main(task: dict[str, Any], gate: Gate) -> dict[str, Any]:
    settings = Settings(_env_file=None, database_url=task["database"])
    async with AsyncExitStack() as stack:
        store = await stack.enter_async_context(open_store(settings))
        files = FolderFiles(Path(task["folder"]) / "files")
        app = build_app(store=store, clock=Clock(datetime.fromisoformat(task["now"])), files=files)
        curator = in_telegram(task["curator"])
        assert await app.people.actor(curator) is not None  # what a first look loads is loaded
        settle_in()
        await gate.go()
        rest = resident_megabytes()
        with watching_statements(store.engine) as statements, watching_turns() as turns:
            done = await WORKS[task["work"]](app, task)
        return {
            "done": done,
            "statements": statements.runs,
            "longest": turns.longest,
            "above_mb": peak_megabytes() - rest,
        }


async def _open(app: App, _task: dict[str, Any]) -> int:
    """How many campaigns were opened."""
    return await app.campaigns.open_due()


async def _report(app: App, task: dict[str, Any]) -> int:
    """How many bytes the report has."""
    actor = await app.people.actor(in_telegram(task["curator"]))
    assert actor is not None
    return sum(map(len, (await app.exports.report(actor, ROAD_MAP)).files))


async def _foretell(app: App, task: dict[str, Any]) -> int:
    """How many messages are to leave within a month."""
    actor = await app.people.actor(in_telegram(task["curator"]))
    assert actor is not None
    return (await app.outlook.open(actor, OutlookBy.ALL, 0, 0)).count


async def _meet(app: App, task: dict[str, Any]) -> bool:
    """Whether there is anything to look at before a meeting."""
    head = await app.people.actor(in_telegram(task["head"]))
    assert head is not None
    return await app.meeting.pack(head) is not None


WORKS = {"open": _open, "report": _report, "foretell": _foretell, "meet": _meet}


if __name__ == "__main__":
    compete(main)
