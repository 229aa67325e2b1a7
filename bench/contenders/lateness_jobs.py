"""One APScheduler job per reminder in an SQLAlchemy job store; the job only notes when it ran."""

import asyncio
from datetime import UTC, datetime, timedelta
from time import monotonic
from typing import Any

from apscheduler.jobstores.sqlalchemy import SQLAlchemyJobStore
from apscheduler.schedulers.asyncio import AsyncIOScheduler

from bench.contenders.gate import Gate, compete
from bench.contenders.stalls import watching_stalls

ran_at: dict[int, float] = {}


async def remind(number: int) -> None:
    """What a bot would render and send from here."""
    ran_at[number] = monotonic()


async def main(task: dict[str, Any], gate: Gate) -> dict[str, Any]:
    await gate.go()
    store = SQLAlchemyJobStore(url=f"sqlite:///{task['file']}")
    defaults = {"misfire_grace_time": None} if task["is_patient"] else {}
    scheduler = AsyncIOScheduler(timezone=UTC, jobstores={"default": store}, job_defaults=defaults)
    scheduler.start(paused=True)
    begin = datetime.now(UTC) + timedelta(seconds=task["lead"])  # noqa: TID251 - the library's own clock
    zero = monotonic() + task["lead"]
    for number, offset in enumerate(task["offsets"]):
        moment = begin + timedelta(seconds=offset)
        scheduler.add_job(remind, "date", run_date=moment, args=(number,), id=str(number))
    laid_by = monotonic()
    if laid_by > zero:
        raise RuntimeError(f"laying the jobs took {laid_by - zero + task['lead']:.1f} s: give more lead")
    scheduler.resume()
    patience = zero + max(task["offsets"]) + 10
    async with watching_stalls() as stalls:
        while len(ran_at) < len(task["offsets"]) and monotonic() < patience:
            await asyncio.sleep(0.1)
    scheduler.shutdown(wait=False)
    late = [at - zero - task["offsets"][number] for number, at in ran_at.items()]
    return {"late": late, "stall": stalls.longest}


if __name__ == "__main__":
    compete(main)
