"""Not in a private chat: one refusal to a command, silence to words, nothing of the department."""

from typing import Any

import pytest

from bot.telegram.updates import ALLOWED
from handlers.table import ROUTES
from services.notice import plain
from storage.unit_of_work import Store
from tests.control_story import Stage, set_stage
from tests.raw_updates import Line
from tests.world import World
from texts.people.menu import COMMANDS, NOT_HERE

REFUSAL = plain(NOT_HERE.body)
CHANNEL = {"type": "channel", "title": "Новости"}
EVERY_COMMAND = [f"/{name}" for name in {*ROUTES.commands, *(each[0] for each in COMMANDS), "nonsense"}]


@pytest.fixture
async def stage(world: World, store: Store) -> Stage:
    return await set_stage(world, store)


async def said_in(stage: Stage, chat: int) -> list[str]:
    return [each.text for each in await stage.world.sandbox.client.messages(chat) if each.is_from_bot]


async def test_every_command_in_a_group_gets_the_one_refusal(stage: Stage) -> None:
    group = await stage.world.sandbox.client.group("Педсовет", [stage.olga.phone])
    for command in EVERY_COMMAND:
        await stage.olga.phone.send(command, chat_id=group)
    await stage.world.answer()
    assert await said_in(stage, group) == [REFUSAL] * len(EVERY_COMMAND)


@pytest.mark.parametrize(
    ("content", "is_answered"),
    [
        ({"text": "/menu"}, True),
        ({"text": "/start AAAAAAAAAAAAAAAAAAAAAA"}, True),
        ({"text": "2.1"}, False),
        ({"text": "отчёт готов"}, False),
        ({"caption": "/menu", "photo": []}, False),
    ],
)
async def test_a_channel_gets_it_too(stage: Stage, content: dict[str, Any], is_answered: bool) -> None:
    channel = await stage.world.sandbox.client.group("Новости", [stage.olga.phone])
    post = {"message_id": 7, "date": 1, "chat": {**CHANNEL, "id": channel}, **content}
    await Line(stage.olga).receives(channel_post=post)
    assert await said_in(stage, channel) == ([REFUSAL] if is_answered else [])


async def test_an_anonymous_admin_and_a_linked_channel_are_strangers_here(stage: Stage) -> None:
    """`sender_chat` speaks; `from` is a number Telegram made up for it."""
    group = await stage.world.sandbox.client.group("Педсовет", [stage.olga.phone])
    for made_up in (1_087_968_824, 136_817_688, 777_000):
        message = {
            "message_id": made_up,
            "date": 1,
            "chat": {"id": group, "type": "supergroup", "title": "Педсовет"},
            "from": {"id": made_up, "is_bot": True, "first_name": "Group"},
            "sender_chat": {"id": group, "type": "supergroup", "title": "Педсовет"},
            "text": "/report",
        }
        await Line(stage.olga, number=made_up).receives(message=message)
    assert await said_in(stage, group) == [REFUSAL] * 3


async def test_words_and_files_in_a_group_are_left_alone(stage: Stage) -> None:
    group = await stage.world.sandbox.client.group("Педсовет", [stage.anna.phone])
    await stage.anna.phone.send("2.1 сделано", chat_id=group)
    for content in ({"document": {"file_id": "f", "file_unique_id": "u"}}, {"photo": []}):
        message = Line(stage.anna).body(**content) | {
            "chat": {"id": group, "type": "supergroup", "title": "П"}
        }
        await Line(stage.anna).receives(message=message)
    await stage.world.answer()
    assert await said_in(stage, group) == []


def press(stage: Stage, **changes: Any) -> dict[str, Any]:
    """Olga presses «Меню» of a message of hers."""
    phone = stage.olga.phone
    message = {
        "message_id": 1,
        "date": 1,
        "chat": {"id": phone.id, "type": "private"},
        "text": "Здравствуйте",
    }
    person = {"id": phone.id, "is_bot": False, "first_name": phone.name}
    return {"id": "77", "from": person, "chat_instance": "1", "data": "menu", "message": message, **changes}


@pytest.mark.parametrize("whose", ["somebody else's number", "a group", "a channel", "an inline message"])
async def test_a_press_that_is_not_the_persons_own_opens_nothing(stage: Stage, whose: str) -> None:
    stranger = {"id": stage.olga.phone.id + 5, "is_bot": False, "first_name": "Чужой"}
    elsewhere = {
        "message_id": 1,
        "date": 1,
        "text": "?",
        "chat": {"id": -100_500, "type": "supergroup", "title": "П"},
    }
    changes: dict[str, dict[str, Any]] = {
        "somebody else's number": {"from": stranger},
        "a group": {"message": elsewhere},
        "a channel": {"message": elsewhere | {"chat": {**CHANNEL, "id": -100_501}}},
        "an inline message": {"message": None, "inline_message_id": "AAA"},
    }
    pressed = {name: value for name, value in press(stage, **changes[whose]).items() if value is not None}
    await Line(stage.olga).receives(callback_query=pressed)
    await stage.olga.sees_nothing()


async def test_the_same_press_of_ones_own_opens_the_menu(stage: Stage) -> None:
    """So that the refusals above refuse anything."""
    await Line(stage.olga).receives(callback_query=press(stage))
    await stage.olga.sees("Меню|меню|Ольга")


def test_inline_questions_are_not_asked_of_telegram_at_all() -> None:
    assert not {"inline_query", "chosen_inline_result", "edited_channel_post", "chat_join_request"} & set(
        ALLOWED
    )


@pytest.mark.parametrize(
    "kind",
    [
        "inline_query",
        "chosen_inline_result",
        "poll_answer",
        "chat_member",
        "business_message",
        "shipping_query",
    ],
)
async def test_an_update_nobody_asked_for_is_put_away_in_silence(
    stage: Stage, kind: str, store: Store
) -> None:
    person = {"id": stage.olga.phone.id, "is_bot": False, "first_name": "Ольга"}
    await Line(stage.olga).receives(**{kind: {"id": "1", "from": person, "query": "2.1", "offset": ""}})
    await stage.olga.says("/menu")
    await stage.olga.news()
    async with store.read() as uow:
        assert (await uow.upkeep.backlog()).open_updates == 0
