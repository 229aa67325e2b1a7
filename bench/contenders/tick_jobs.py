"""The same for one APScheduler job per reminder in an SQLAlchemy job store: writing, waking up idle."""

import pickle
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from statistics import median
from time import perf_counter
from typing import Any

from apscheduler.job import Job
from apscheduler.jobstores.sqlalchemy import SQLAlchemyJobStore
from apscheduler.schedulers.asyncio import AsyncIOScheduler
from sqlalchemy import insert

from bench.contenders.gate import Gate, compete, proportional_megabytes

LOOKS = 15
ADDED_PROPERLY = 200
CHUNK = 10_000


async def remind(number: int) -> None:
    """Never due here."""


async def main(task: dict[str, Any], gate: Gate) -> dict[str, Any]:
    store = SQLAlchemyJobStore(url=f"sqlite:///{task['file']}")
    scheduler = AsyncIOScheduler(timezone=UTC, jobstores={"default": store})
    scheduler.start(paused=True)
    moment = datetime.now(UTC) + timedelta(days=16)  # noqa: TID251 - the library's own clock
    started = perf_counter()
    for number in range(ADDED_PROPERLY):
        scheduler.add_job(remind, "date", run_date=moment, args=(number,), id=str(number))
    adding = (perf_counter() - started) / ADDED_PROPERLY
    job = scheduler.get_job("0")
    assert job is not None
    _lay(store, job, range(ADDED_PROPERLY, task["jobs"]))
    scheduler.resume()
    await gate.go()
    before = proportional_megabytes()
    taken = []
    for _ in range(LOOKS + 1):
        started = perf_counter()
        scheduler._process_jobs()  # what its timer calls
        taken.append(perf_counter() - started)
    scheduler.shutdown(wait=False)
    tick = median(taken[1:])
    return {"tick": tick, "adding": adding, "mb": proportional_megabytes(), "mb_before": before}


def _lay(store: SQLAlchemyJobStore, job: Job, numbers: range) -> None:
    """The same rows `add_job` would write one by one, in bulk."""
    rows = _rows(job, numbers)
    with store.engine.begin() as connection:
        while chunk := [row for row, _ in zip(rows, range(CHUNK), strict=False)]:
            connection.execute(insert(store.jobs_t), chunk)


def _rows(job: Job, numbers: range) -> Iterator[dict[str, Any]]:
    state = job.__getstate__()
    for number in numbers:
        blob = pickle.dumps({**state, "id": str(number), "args": (number,)}, pickle.HIGHEST_PROTOCOL)
        yield {
            "id": str(number),
            "next_run_time": job.next_run_time.timestamp() + number / 1000,
            "job_state": blob,
        }


if __name__ == "__main__":
    compete(main)
