"""Settings: the example lags behind nothing, secrets never print."""

from pathlib import Path

import pytest

from bot.env_example import env_example
from bot.process.sandbox_clock import check_loopback
from bot.settings import Settings
from roadmap.errors import SettingsRefused
from tests.places import ROOT


def test_the_example_file_is_the_one_the_settings_give() -> None:
    assert (ROOT / ".env.example").read_text("utf-8") == env_example()


def test_the_example_uncommented_gives_the_defaults(tmp_path: Path) -> None:
    filled = tmp_path / ".env"
    lines = env_example().splitlines()
    filled.write_text(
        "\n".join(line[2:] if line.startswith("# ") and "=" in line else line for line in lines)
    )

    assert Settings(_env_file=filled) == Settings(_env_file=None)


def test_secrets_do_not_print() -> None:
    settings = Settings(_env_file=None, bot_token="1:secret-token", proxy="socks5://user:pass@proxy:1080")

    assert "secret-token" not in f"{settings!r} {settings}"
    assert "pass" not in f"{settings!r} {settings}"


def test_proxies_are_a_list_in_order() -> None:
    settings = Settings(_env_file=None, proxy=" socks5://a:1 , http://b:2 ")

    assert settings.proxies == ("socks5://a:1", "http://b:2")


def test_nested_settings_come_from_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SENDING__PER_SECOND", "0")
    assert Settings(_env_file=None).sending.per_second == 0
    monkeypatch.setenv("SENDING__PER_SECOND", "-1")
    with pytest.raises(SettingsRefused):
        Settings(_env_file=None)


@pytest.mark.parametrize("url", ["http://10.0.0.5/clock", "https://example.com/clock", "nonsense"])
def test_a_clock_from_elsewhere_is_refused(url: str) -> None:
    with pytest.raises(SettingsRefused):
        check_loopback(url, "http://127.0.0.1:8081")
    with pytest.raises(SettingsRefused):
        check_loopback("http://127.0.0.1:8081/sandbox/clock", url)
    check_loopback("http://localhost:8081/sandbox/clock", "http://[::1]:8081")
