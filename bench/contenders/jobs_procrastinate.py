"""procrastinate on PostgreSQL: as many jobs that do nothing, `concurrency` at a time."""

from typing import Any

import procrastinate

from bench.contenders.gate import Gate, compete


async def main(task: dict[str, Any], gate: Gate) -> dict[str, Any]:
    connector = procrastinate.PsycopgConnector(conninfo=task["conninfo"])
    app = procrastinate.App(connector=connector)

    @app.task(name="nothing")  # type: ignore[untyped-decorator]
    async def nothing(number: int) -> None:
        """What a bot would render and send from here."""

    async with app.open_async():
        await app.schema_manager.apply_schema_async()
        await nothing.batch_defer_async(*({"number": number} for number in range(task["jobs"])))
        await gate.go()
        await app.run_worker_async(wait=False, concurrency=task["concurrency"], install_signal_handlers=False)
        cost = gate.cost()
        left = await app.job_manager.list_jobs_async(status="todo")
        return {**cost, "left": len(list(left))}


if __name__ == "__main__":
    compete(main)
