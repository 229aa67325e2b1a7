"""What the command line prints for those it invites."""

import pytest

from bot.settings import Settings
from bot.telegram.links import link_maker
from roadmap.errors import SettingsRefused
from sandbox.running import DEFAULT_TOKEN, DEFAULT_USERNAME, run_sandbox


def settings(**own: object) -> Settings:
    return Settings(_env_file=None, **own)


async def test_a_link_names_the_bot_as_telegram_knows_it() -> None:
    async with run_sandbox() as sandbox:
        link = await link_maker(settings(bot_token=DEFAULT_TOKEN, bot_api_url=sandbox.url))
        assert link("abc") == f"https://t.me/{DEFAULT_USERNAME}?start=abc"


async def test_a_link_is_asked_for_over_the_next_proxy_when_the_first_is_dead() -> None:
    async with run_sandbox() as sandbox:
        dead = await sandbox.client.neighbour("refused")
        living = await sandbox.client.neighbour("socks5")
        proxies = f"socks5://127.0.0.1:{dead},socks5://127.0.0.1:{living}"
        link = await link_maker(settings(bot_token=DEFAULT_TOKEN, bot_api_url=sandbox.url, proxy=proxies))
        assert link("abc").startswith("https://t.me/")


async def test_a_token_telegram_does_not_know_is_refused_before_anybody_is_invited() -> None:
    async with run_sandbox() as sandbox:
        with pytest.raises(SettingsRefused):
            await link_maker(settings(bot_token="77:unknown", bot_api_url=sandbox.url))


async def test_while_telegram_is_silent_the_words_to_type_are_given_and_no_token_is_told(
    capsys: pytest.CaptureFixture[str],
) -> None:
    link = await link_maker(settings(bot_token=DEFAULT_TOKEN, bot_api_url="http://127.0.0.1:9"))
    assert link("abc") == "/start abc"
    told = capsys.readouterr().err
    assert "Telegram не отвечает" in told and DEFAULT_TOKEN not in told


async def test_without_a_token_there_are_words_to_type() -> None:
    assert (await link_maker(settings()))("abc") == "/start abc"
