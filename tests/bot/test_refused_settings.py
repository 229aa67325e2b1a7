"""Settings that cannot be used are refused by name, before anything starts."""

import pytest

from bot.settings import Settings
from roadmap.errors import SettingsRefused


@pytest.mark.parametrize("token", ["abc", "12345", "12345:", ":secret", "123:with space", "123:line\nbreak"])
def test_a_token_that_cannot_be_one_is_refused(token: str) -> None:
    with pytest.raises(SettingsRefused) as refusal:
        _ = Settings(bot_token=token, _env_file=None).token
    assert (refusal.value.name, refusal.value.detail) == ("BOT_TOKEN", "token")


def test_a_database_address_that_cannot_be_read_is_refused() -> None:
    with pytest.raises(SettingsRefused) as refusal:
        _ = Settings(database_url="garbage", _env_file=None).database_file
    assert refusal.value.name == "DATABASE_URL"
