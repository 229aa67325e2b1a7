import pytest
from aiogram.exceptions import TelegramRetryAfter

from sandbox.limits import Limiter, LimitSettings
from tests.sandbox.conftest import Stage


def allowed(limiter: Limiter, moments: list[float], chat: int | None = None) -> int:
    return sum(
        not limiter.refuse_for(at, number + 1 if chat is None else chat, 1)
        for number, at in enumerate(moments)
    )


def test_a_bucket_lets_a_burst_through_and_then_refills_evenly() -> None:
    limiter = Limiter(LimitSettings(model="bucket", per_second=30, burst=30))
    assert allowed(limiter, [100.0] * 40) == 30
    assert allowed(limiter, [100.5] * 40) == 15


def test_a_window_counts_strictly_in_every_second() -> None:
    limiter = Limiter(LimitSettings(model="window", per_second=30))
    assert allowed(limiter, [100.0] * 15 + [100.9] * 20) == 30
    assert allowed(limiter, [101.01] * 20) == 15


def test_an_evenly_paced_sender_is_never_refused() -> None:
    for model in ("bucket", "window"):
        limiter = Limiter(LimitSettings(model=model))
        assert allowed(limiter, [100 + n / 28 for n in range(600)]) == 600


def test_one_private_chat_gets_one_a_second_under_the_window() -> None:
    limiter = Limiter(LimitSettings(model="window"))
    assert allowed(limiter, [100.0, 100.5, 101.0, 101.9, 102.0], chat=7) == 3


def test_a_group_gets_twenty_a_minute() -> None:
    for model in ("bucket", "window"):
        limiter = Limiter(LimitSettings(model=model))
        assert allowed(limiter, [100 + 2 * n for n in range(30)], chat=-5) == 20
        assert limiter.refuse_for(158.0, -5, 1) == 2


def test_a_refusal_costs_nothing() -> None:
    limiter = Limiter(LimitSettings(model="window"))
    assert limiter.refuse_for(100.0, 7, 1) == 0
    for step in range(9):
        assert limiter.refuse_for(100.1 + step / 10, 7, 1) == 1
    assert limiter.refuse_for(101.0, 7, 1) == 0


async def test_over_the_limit_the_bot_is_told_to_wait(stage: Stage) -> None:
    await stage.client.settings(limits={"model": "window"})
    await stage.bot.send_message(stage.anna.id, "Раз")
    with pytest.raises(TelegramRetryAfter) as refusal:
        await stage.bot.send_message(stage.anna.id, "Два")
    assert refusal.value.retry_after == 1
    assert [each.text for each in await stage.anna.messages()] == ["Раз"]


async def test_latency_is_added_to_every_call(stage: Stage) -> None:
    await stage.client.settings(latency_ms=60)
    await stage.bot.get_me()
    (call,) = await stage.client.calls(method="getMe")
    assert call.raw["seconds"] >= 0.06
