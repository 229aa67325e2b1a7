"""The secret of a personal link lies in no stored update, and wrong links of one source block no other."""

import json

import pytest
from sqlalchemy import select, text

from bot.telegram.updates import new_update, without_secrets
from services.people.inviting import HASHED, hash_of
from services.people.joining import TRIES_PER_CHAT
from storage.process.tables import InboxUpdateRow
from storage.unit_of_work import Store
from tests.databases import both_databases
from tests.world import World

SECRET = "I7nL2E36rsa4pnh3PVDH7Q"


async def stored(store: Store) -> str:
    async with store.engine.connect() as connection:
        return json.dumps([*(await connection.execute(select(InboxUpdateRow.payload))).scalars()])


@both_databases
async def test_a_link_is_taken_and_its_secret_lies_in_no_stored_update(world: World, store: Store) -> None:
    issued = await world.app.joining.set_up("Отдел образования Заречья", "Инна Тихая", "Europe/Moscow")
    inna = await world.stranger("Инна")
    await inna.starts(issued.payload)
    await inna.sees("Отдел образования Заречья приглашает вас")
    await inna.says(f"https://t.me/vekha_bot?start={issued.payload}")
    await inna.news()

    assert issued.payload not in await stored(store)
    await inna.presses("Согласен")
    await inna.sees("Готово, вы в «Вехе»")


@both_databases
async def test_the_stored_hash_is_no_key(world: World, store: Store) -> None:
    issued = await world.app.joining.set_up("Отдел образования Заречья", "Инна Тихая", "Europe/Moscow")
    thief = await world.stranger("Чужой")
    for typed in (hash_of(issued.payload), HASHED + hash_of(issued.payload)):
        await thief.starts(typed)
        await thief.sees("ссылка не действует")


@pytest.mark.parametrize(
    "message",
    [
        {"text": f"/start {SECRET}"},
        {"text": f"/start@vekha_bot {SECRET}"},
        {"caption": f"/start {SECRET}", "photo": []},
        {"text": f"вот ссылка https://t.me/vekha_bot?start={SECRET} возьмите"},
        {"text": "нажмите", "entities": [{"type": "text_link", "url": f"https://t.me/b?start={SECRET}"}]},
        {"text": "это?", "reply_to_message": {"text": f"/start {SECRET}"}},
    ],
    ids=["a start", "with the bot's name", "a caption", "a pasted link", "a hidden link", "a quote"],
)
def test_however_it_came_the_secret_is_hashed_before_anything_is_stored(message: dict[str, object]) -> None:
    update = new_update({"update_id": 1, "message": {"chat": {"id": 7}, **message}})
    said = json.dumps(update.payload, ensure_ascii=False)
    assert SECRET not in said and hash_of(SECRET) in said


@pytest.mark.parametrize(
    "words", ["/start", "/start ", "/menu 2", "старт /start x", "t.me/b?start=", "отчёт готов"]
)
def test_other_words_stay_as_they_are(words: str) -> None:
    assert without_secrets({"text": words, "n": [1, None, True]}) == {"text": words, "n": [1, None, True]}


@both_databases
async def test_wrong_links_of_one_source_do_not_keep_others_from_joining(world: World, store: Store) -> None:
    issued = await world.app.joining.set_up("Отдел образования Заречья", "Инна Тихая", "Europe/Moscow")
    async with store.engine.begin() as connection:
        for chat in range(200):
            await connection.execute(
                text("INSERT INTO start_attempts (channel, chat_id, at) VALUES ('telegram', :chat, :at)"),
                {"chat": 90_000 + chat % 40, "at": world.clock.now().replace(tzinfo=None)},
            )
    thief = await world.stranger("Чужой")
    for number in range(TRIES_PER_CHAT):
        await thief.starts(f"wrong{number}")
        await thief.sees("ссылка не действует")
    await thief.starts(issued.payload)
    await thief.sees("Слишком много попыток")

    inna = await world.stranger("Инна")
    await inna.starts(issued.payload)
    await inna.sees("Отдел образования Заречья приглашает вас")


async def test_a_press_of_somebody_else_in_a_private_chat_does_nothing(world: World, store: Store) -> None:
    vera = await world.department()
    await vera.says("/menu")
    (shown,) = await vera.news()
    forged = {
        "update_id": 999_999_999,
        "callback_query": {
            "id": "1",
            "from": {"id": vera.phone.id + 1, "is_bot": False, "first_name": "Чужой"},
            "chat_instance": "1",
            "data": "pp",
            "message": {
                "message_id": shown.id,
                "date": 1,
                "chat": {"id": vera.phone.id, "type": "private"},
                "text": shown.text,
            },
        },
    }
    await world.machine.app.inbox.receive([new_update(forged)])
    await world.answer()
    await vera.sees_nothing()


async def test_a_command_in_a_group_gets_one_refusal_and_no_names(world: World) -> None:
    vera = await world.department()
    group = await world.sandbox.client.group("Школа", [vera.phone])
    for words in ("/menu", "/report@other_bot", "просто слова"):
        await vera.phone.send(words, chat_id=group)
        await world.answer()
    said = [each for each in await world.sandbox.client.messages(group) if each.is_from_bot]
    assert [each.text for each in said] == [
        "В группе читают все, поэтому здесь бот не отвечает. Напишите ему в личный чат."
    ]
