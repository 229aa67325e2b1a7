"""One look of every beat when nothing is due, over however many duties are stored."""

from statistics import median
from time import perf_counter
from typing import Any

from bench.contenders.gate import Gate, compete, proportional_megabytes
from bench.contenders.product import UNLIMITED, open_machine
from scheduler.beats import BEATS

LOOKS = 15


async def main(task: dict[str, Any], gate: Gate) -> dict[str, Any]:
    async with open_machine(task, UNLIMITED) as machine:
        await gate.go()
        before = proportional_megabytes()
        taken: dict[str, list[float]] = {beat.name: [] for beat in BEATS}
        for _ in range(LOOKS + 1):
            for beat in BEATS:
                started = perf_counter()
                await beat.look(machine.app)
                taken[beat.name].append(perf_counter() - started)
        claims = []
        for _ in range(LOOKS):
            started = perf_counter()
            await machine.engine.dispatch_due()
            claims.append(perf_counter() - started)
        looks = {name: median(each[1:]) for name, each in taken.items()} | {
            "claim deliveries": median(claims)
        }
        return {
            "looks": looks,
            "tick": sum(looks.values()),
            "mb": proportional_megabytes(),
            "mb_before": before,
        }


if __name__ == "__main__":
    compete(main)
