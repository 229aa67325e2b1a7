"""Every row of the outcome table, over real HTTP: the messenger says what surely did or did not happen."""

import socket
from datetime import timedelta

import pytest

from bot.telegram import session
from bot.telegram.messenger import TelegramMessenger, shorten, units
from sandbox.client import Person
from sandbox.running import RunningSandbox, run_sandbox
from services.buttons.people import MenuButton
from services.notice import Attachment, Button, Html, Notice, bold, lines
from services.ports.messenger import (
    Blocked,
    Migrated,
    NotSent,
    Refused,
    SendOutcome,
    Sent,
    Unauthorized,
    Unsure,
)
from tests.bot.lines import (
    bot_over,
    hang_up,
    hear_and_reset,
    hear_and_stay_mute,
    line,
    say_junk,
    stay_mute,
    tunnel_to,
)

HELLO = Notice(body=bold("Здравствуйте"), buttons=((Button("Меню", MenuButton()),),))


@pytest.fixture
def short_connect(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(session, "CONNECT_SECONDS", 1.0)


async def send(
    sandbox: RunningSandbox, chat_id: int, notice: Notice = HELLO, *files: Attachment, seconds: float = 2.0
) -> SendOutcome:
    async with bot_over(sandbox.url, token=sandbox.token, seconds=seconds) as bot:
        return await TelegramMessenger(bot).send(chat_id, notice, files)


async def accepted(sandbox: RunningSandbox) -> int:
    """How many messages the Bot API has really taken."""
    return len(await sandbox.client.calls(method="sendMessage", accepted=True))


@pytest.fixture
async def anna(sandbox: RunningSandbox) -> Person:
    return await sandbox.client.person("Анна", started=True)


@pytest.fixture
async def sandbox():  # type: ignore[no-untyped-def]
    async with run_sandbox() as running:
        yield running


async def test_a_message_arrives_with_its_marking_and_buttons(sandbox: RunningSandbox, anna: Person) -> None:
    outcome = await send(sandbox, anna.id)

    seen = await anna.last()
    assert outcome == Sent(seen.id)
    assert (seen.text, seen.buttons) == ("Здравствуйте", ["Меню"])


async def test_too_many_requests_is_not_sent_and_says_how_long_to_wait(
    sandbox: RunningSandbox, anna: Person
) -> None:
    await sandbox.client.fault("refuse", method="sendMessage", retry_after=35)

    assert await send(sandbox, anna.id) == NotSent("too many requests", timedelta(seconds=35))


@pytest.mark.parametrize(
    ("fault", "arrives"),
    [
        ({"kind": "refuse", "code": 500}, 0),
        ({"kind": "html", "code": 502}, 0),
        ({"kind": "html", "code": 504, "moment": "after"}, 1),
        ({"kind": "truncate", "moment": "after"}, 1),
        ({"kind": "hang", "moment": "after", "seconds": 30}, 1),
        ({"kind": "hang", "moment": "before", "seconds": 30}, 0),
        ({"kind": "reset", "moment": "after"}, 1),
        ({"kind": "reset", "moment": "before"}, 0),
    ],
    ids=lambda value: (
        "-".join(str(part) for part in value.values()) if isinstance(value, dict) else str(value)
    ),
)
async def test_whatever_happens_after_the_request_has_left_is_unsure(
    sandbox: RunningSandbox, anna: Person, fault: dict[str, object], arrives: int
) -> None:
    await sandbox.client.fault(method="sendMessage", **fault)  # type: ignore[arg-type]

    outcome = await send(sandbox, anna.id, seconds=0.7)

    assert isinstance(outcome, Unsure), outcome
    assert await accepted(sandbox) == arrives


async def test_a_blocked_bot_a_deactivated_account_and_an_unknown_chat_close_the_account(
    sandbox: RunningSandbox, anna: Person
) -> None:
    await anna.block()
    assert isinstance(await send(sandbox, anna.id), Blocked)
    await anna.unblock()
    await anna.deactivate()
    assert isinstance(await send(sandbox, anna.id), Blocked)
    assert isinstance(await send(sandbox, 987654321), Blocked)


async def test_an_unknown_refusal_does_not_speak_of_the_account(
    sandbox: RunningSandbox, anna: Person
) -> None:
    await sandbox.client.fault(
        "refuse", method="sendMessage", code=400, description="Bad Request: MESSAGE_FLAVOUR_INVALID"
    )

    assert await send(sandbox, anna.id) == Refused("Bad Request: MESSAGE_FLAVOUR_INVALID")


async def test_a_chat_that_has_moved_gives_its_new_id(sandbox: RunningSandbox, anna: Person) -> None:
    group = await sandbox.client.group("Школа", [anna])
    moved = await sandbox.client.migrate_group(group)

    assert await send(sandbox, group) == Migrated(moved)


async def test_a_wrong_token_is_told_apart(sandbox: RunningSandbox, anna: Person) -> None:
    async with bot_over(sandbox.url) as bot:
        assert isinstance(await TelegramMessenger(bot).send(anna.id, HELLO), Unauthorized)


async def test_broken_marking_is_sent_again_once_as_plain_text(sandbox: RunningSandbox, anna: Person) -> None:
    broken = Notice(body=Html("<b>Срок: 5 &lt; 7 <i>дней</b>"), buttons=HELLO.buttons)

    assert isinstance(await send(sandbox, anna.id, broken), Sent)
    seen = await anna.last()
    assert (seen.text, seen.buttons) == ("Срок: 5 < 7 дней", ["Меню"])


async def test_a_text_that_is_too_long_arrives_shortened(sandbox: RunningSandbox, anna: Person) -> None:
    long = Notice(body=lines(*("🎓" * 100 for _ in range(40))))

    assert isinstance(await send(sandbox, anna.id, long), Sent)
    seen = await anna.last()
    assert units(seen.text) <= 4096
    assert seen.text.endswith("…")


async def test_a_file_carries_its_words_as_a_caption(sandbox: RunningSandbox, anna: Person) -> None:
    file = Attachment(name="сводка.xlsx", data=b"PK\x03\x04 table")

    assert isinstance(await send(sandbox, anna.id, HELLO, file), Sent)
    (seen,) = await anna.messages()
    assert seen.raw["caption"] == "Здравствуйте"
    assert seen.raw["document"]["file_name"] == "сводка.xlsx"


# What never left: surely not sent


async def test_a_refused_connection_is_not_sent() -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    async with bot_over(f"http://127.0.0.1:{port}") as bot:
        assert isinstance(await TelegramMessenger(bot).send(1, HELLO), NotSent)


async def test_a_name_that_does_not_resolve_is_not_sent() -> None:
    async with bot_over("http://no-such-host.invalid") as bot:
        assert isinstance(await TelegramMessenger(bot).send(1, HELLO), NotSent)


async def test_a_failed_tls_handshake_is_not_sent() -> None:
    async with line(say_junk) as address, bot_over(f"https://{address}") as bot:
        assert isinstance(await TelegramMessenger(bot).send(1, HELLO), NotSent)


@pytest.mark.parametrize("serve", [stay_mute, say_junk, hang_up], ids=lambda serve: serve.__name__)
@pytest.mark.parametrize("scheme", ["socks5", "http"])
@pytest.mark.usefixtures("short_connect")
async def test_a_bad_proxy_is_not_sent(scheme: str, serve, sandbox: RunningSandbox) -> None:  # type: ignore[no-untyped-def]
    async with line(serve) as address, bot_over(sandbox.url, f"{scheme}://{address}") as bot:
        assert isinstance(await TelegramMessenger(bot).send(1, HELLO), NotSent)


@pytest.mark.parametrize("serve", [hear_and_reset, hear_and_stay_mute], ids=lambda serve: serve.__name__)
async def test_a_server_that_heard_the_request_and_said_nothing_is_unsure(serve) -> None:  # type: ignore[no-untyped-def]
    async with line(serve) as address, bot_over(f"http://{address}", seconds=0.7) as bot:
        assert isinstance(await TelegramMessenger(bot).send(1, HELLO), Unsure)


# Proxies in order


@pytest.mark.usefixtures("short_connect")
async def test_the_next_proxy_is_tried_when_the_first_surely_sent_nothing(
    sandbox: RunningSandbox, anna: Person
) -> None:
    api = sandbox.url.removeprefix("http://")
    async with line(stay_mute) as mute, line(hang_up) as dead, line(tunnel_to(api)) as good:
        proxies = [f"socks5://{mute}", f"http://{dead}", f"http://{good}"]
        async with bot_over(sandbox.url, *proxies, token=sandbox.token, seconds=5) as bot:
            outcome = await TelegramMessenger(bot).send(anna.id, HELLO)

    assert isinstance(outcome, Sent)
    assert await accepted(sandbox) == 1


async def test_a_request_that_left_over_one_proxy_is_never_repeated_over_the_next(
    sandbox: RunningSandbox, anna: Person
) -> None:
    await sandbox.client.fault("hang", method="sendMessage", moment="after", seconds=30)
    api = sandbox.url.removeprefix("http://")
    async with line(tunnel_to(api)) as first, line(tunnel_to(api)) as second:
        proxies = [f"http://{first}", f"http://{second}"]
        async with bot_over(sandbox.url, *proxies, token=sandbox.token, seconds=0.7) as bot:
            outcome = await TelegramMessenger(bot).send(anna.id, HELLO)

    assert isinstance(outcome, Unsure)
    assert await accepted(sandbox) == 1


def test_a_proxy_password_may_contain_an_at_sign() -> None:
    session.build_session("http://127.0.0.1:1", ["socks5://user:p%40ss@127.0.0.1:1080"])


def test_shortening_never_leaves_half_a_character() -> None:
    assert shorten("🎓🎓🎓", 4) == "🎓…"
    assert shorten("абв", 3) == "абв"
