"""However many files are sent at once, they are opened one at a time and in their order."""

import asyncio

import pytest

from documents.turnstile import Turnstile


async def test_readers_of_all_kinds_wait_for_each_other_in_turn() -> None:
    turn, under_way, most, order = Turnstile(), 0, 0, []

    async def read(data: bytes, filename: str) -> str:
        nonlocal under_way, most
        under_way += 1
        most = max(most, under_way)
        await asyncio.sleep(0)
        order.append(filename)
        under_way -= 1
        return filename

    async def read_list(data: bytes, filename: str) -> str:
        return await read(data, filename)

    plans, lists = turn(read), turn(read_list)
    names = [f"{number}.docx" for number in range(6)]
    told = await asyncio.gather(*((plans if int(name[0]) % 2 else lists)(b"", name) for name in names))

    assert told == names == order
    assert most == 1


async def test_one_that_falls_over_holds_up_nobody() -> None:
    turn = Turnstile()

    async def broken(data: bytes) -> None:
        raise ValueError

    async def sound(data: bytes) -> bytes:
        return data

    with pytest.raises(ValueError):
        await turn(broken)(b"")
    assert await turn(sound)(b"x") == b"x"
