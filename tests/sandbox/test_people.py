from datetime import UTC, datetime

import pytest
from aiogram.exceptions import TelegramBadRequest, TelegramForbiddenError, TelegramMigrateToChat
from aiogram.types import (
    BotCommand,
    BotCommandScopeAllPrivateChats,
    BotCommandScopeChat,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    MenuButtonCommands,
    Message,
)

from sandbox.client import File, SandboxRefusedError
from sandbox.images import plain_png
from tests.sandbox.conftest import Stage, keyboard


async def message(stage: Stage) -> Message:
    update = await stage.update()
    assert update.message is not None
    return update.message


async def test_start_carries_the_payload_of_the_link(stage: Stage) -> None:
    oleg = await stage.client.person("Олег", username="oleg")
    await oleg.start("abc_123")
    got = await message(stage)
    assert (got.text, got.chat.id, got.chat.type) == ("/start abc_123", oleg.id, "private")
    assert got.from_user is not None
    assert (got.from_user.first_name, got.from_user.username) == ("Олег", "oleg")


async def test_an_album_comes_as_separate_messages_of_one_group(stage: Stage) -> None:
    files = [File(plain_png(20, 10), f"{n}.png", "image/png") for n in range(3)]
    await stage.anna.send_album(files, caption="Три фото")
    got = [each.message for each in await stage.updates(timeout=2) if each.message]
    assert [each.caption for each in got] == ["Три фото", None, None]
    assert len({each.media_group_id for each in got}) == 1
    assert got[0].photo is not None
    loaded = await stage.bot.download(got[0].photo[-1].file_id)
    assert loaded is not None
    assert loaded.read() == files[0].data


async def test_the_last_file_of_an_album_may_come_late(stage: Stage) -> None:
    files = [File(plain_png(20, 10), f"{n}.png", "image/png") for n in range(2)]
    await stage.anna.send_album(files, late_seconds=0.05)
    first = (await message(stage)).media_group_id
    assert first is not None
    assert (await message(stage)).media_group_id == first


async def test_all_kinds_of_messages_can_be_sent(stage: Stage) -> None:
    await stage.anna.send_file("voice", File(b"ogg", "voice.ogg", "audio/ogg"))
    await stage.anna.send_file("sticker", File(b"webp", "s.webp", "image/webp"))
    await stage.anna.send_contact("+79990000000")
    await stage.anna.send_location(55.75, 37.61)
    await stage.anna.send("Слова другого", forwarded_from="Пётр")
    got = [each.message for each in await stage.updates(timeout=2) if each.message]
    assert [each.content_type for each in got] == ["voice", "sticker", "contact", "location", "text"]
    assert got[2].contact is not None
    assert got[2].contact.user_id == stage.anna.id
    assert got[4].forward_origin is not None
    assert got[4].forward_origin.type == "hidden_user"


async def test_an_edited_message_comes_as_such(stage: Stage) -> None:
    sent = await stage.anna.send("Првиет")
    await stage.updates()
    await stage.anna.edit(sent.id, "Привет")
    edited = (await stage.update()).edited_message
    assert edited is not None
    assert (edited.text, edited.message_id) == ("Привет", sent.id)
    assert (await stage.anna.last()).text == "Привет"


async def test_a_reply_carries_the_message_it_answers(stage: Stage) -> None:
    asked = await stage.bot.send_message(stage.anna.id, "Почему?")
    await stage.anna.send("Потому", reply_to=asked.message_id)
    answered = (await message(stage)).reply_to_message
    assert answered is not None
    assert answered.text == "Почему?"


async def test_the_newest_button_that_fits_is_pressed(stage: Stage) -> None:
    first = await stage.bot.send_message(stage.anna.id, "Раз", reply_markup=keyboard({"✅ Отчитаться": "1"}))
    await stage.bot.send_message(stage.anna.id, "Два", reply_markup=keyboard({"✅ Отчитаться": "2"}))
    await stage.anna.press("Отчитаться")
    await stage.anna.press("Отчитаться", message_id=first.message_id)
    got = [each.callback_query for each in await stage.updates(timeout=2)]
    assert [each.data for each in got if each] == ["2", "1"]
    with pytest.raises(SandboxRefusedError, match=r"no button «Удалить».*Отчитаться"):
        await stage.anna.press("Удалить")


async def test_a_forged_press_carries_any_data(stage: Stage) -> None:
    await stage.bot.send_message(stage.anna.id, "Раз", reply_markup=keyboard({"Да": "1"}))
    await stage.anna.press_data("admin:everything")
    query = (await stage.update()).callback_query
    assert query is not None
    assert query.data == "admin:everything"


async def test_a_button_with_an_address_asks_the_bot_nothing(stage: Stage) -> None:
    markup = InlineKeyboardMarkup(
        inline_keyboard=[[InlineKeyboardButton(text="Сайт", url="https://example.org")]]
    )
    await stage.bot.send_message(stage.anna.id, "Раз", reply_markup=markup)
    assert (await stage.anna.press("Сайт")).url == "https://example.org/"
    assert await stage.updates() == []


async def test_a_person_who_blocked_the_bot_cannot_write(stage: Stage) -> None:
    await stage.anna.block()
    with pytest.raises(SandboxRefusedError, match="has blocked the bot"):
        await stage.anna.send("?")


async def test_in_a_group_the_bot_hears_only_what_is_meant_for_it(stage: Stage) -> None:
    oleg = await stage.client.person("Олег")
    group = await stage.client.group("Педсовет", [stage.anna, oleg])
    assert (await stage.update()).my_chat_member is not None
    await oleg.send("просто разговор", chat_id=group)
    await oleg.send("/start", chat_id=group)
    got = await message(stage)
    assert (got.text, got.chat.id, got.chat.type, got.chat.title) == ("/start", group, "group", "Педсовет")
    sent = await stage.bot.send_message(group, "Я работаю только в личных сообщениях")
    assert sent.chat.id == group
    await oleg.send("ясно", chat_id=group, reply_to=sent.message_id)
    assert (await message(stage)).text == "ясно"


async def test_a_group_that_moved_tells_its_new_id(stage: Stage) -> None:
    group = await stage.client.group("Педсовет", [stage.anna])
    fresh = await stage.client.migrate_group(group)
    with pytest.raises(TelegramMigrateToChat) as moved:
        await stage.bot.send_message(group, "?")
    assert moved.value.migrate_to_chat_id == fresh
    assert (await stage.bot.send_message(fresh, "?")).chat.type == "supergroup"
    service = [each.message for each in await stage.updates() if each.message]
    assert [each.migrate_to_chat_id for each in service] == [fresh, None]
    assert [each.migrate_from_chat_id for each in service] == [None, group]


async def test_a_bot_thrown_out_of_a_group_cannot_write_there(stage: Stage) -> None:
    group = await stage.client.group("Педсовет", [stage.anna])
    await stage.client.kick_from_group(group)
    with pytest.raises(TelegramForbiddenError, match="bot was kicked from the group chat"):
        await stage.bot.send_message(group, "?")


async def test_the_menu_of_a_chat_is_the_narrowest_one(stage: Stage) -> None:
    start, plan = (
        BotCommand(command="start", description="Начать"),
        BotCommand(command="plan", description="План"),
    )
    await stage.bot.set_my_commands([start], scope=BotCommandScopeAllPrivateChats())
    await stage.bot.set_my_commands([start, plan], scope=BotCommandScopeChat(chat_id=stage.anna.id))
    await stage.bot.set_chat_menu_button(chat_id=stage.anna.id, menu_button=MenuButtonCommands())
    oleg = await stage.client.person("Олег", started=True)
    menus = {chat["id"]: chat["commands"] for chat in (await stage.client.get("/sandbox/state"))["chats"]}
    assert [each["command"] for each in menus[stage.anna.id]] == ["start", "plan"]
    assert [each["command"] for each in menus[oleg.id]] == ["start"]
    own = await stage.bot.get_my_commands(scope=BotCommandScopeChat(chat_id=stage.anna.id))
    assert [(each.command, each.description) for each in own] == [("start", "Начать"), ("plan", "План")]
    with pytest.raises(TelegramBadRequest, match="BOT_COMMAND_INVALID"):
        await stage.bot.set_my_commands([BotCommand(command="План", description="x")])
    with pytest.raises(TelegramBadRequest, match="chat not found"):
        await stage.bot.set_my_commands([start], scope=BotCommandScopeChat(chat_id=404))


async def test_the_transcript_tells_what_happened_as_it_read_then(stage: Stage) -> None:
    await stage.client.settings(zone="Asia/Yekaterinburg")
    await stage.client.set_clock(datetime(2026, 9, 1, 4, tzinfo=UTC))
    card = await stage.bot.send_message(
        stage.anna.id,
        "<b>1.2</b> Педсовет",
        parse_mode="HTML",
        reply_markup=keyboard({"Отчитаться": "r", "Не моё": "n"}),
    )
    await stage.anna.send_document(b"x", "Протокол.pdf", caption="Вот")
    await stage.client.add_time(days=1)
    await stage.bot.send_message(
        stage.anna.id, "Принято\nСпасибо", reply_markup=keyboard({"Да": "y"}, {"Нет": "n"})
    )
    pressed = await stage.anna.press("Отчитаться")
    await stage.bot.answer_callback_query(pressed.query_id, "Записано")
    await stage.bot.edit_message_text("Снято с контроля", chat_id=stage.anna.id, message_id=card.message_id)
    await stage.anna.press_data("nonsense", message_id=card.message_id)
    await stage.bot.delete_message(stage.anna.id, card.message_id)
    assert await stage.client.transcript() == (
        "── 01.09.2026 ──\n"
        "09:00 Vekha → Анна Лебедева: 1.2 Педсовет  [Отчитаться] [Не моё]\n"
        "09:00 Анна Лебедева → Vekha: 📎 Протокол.pdf Вот\n"
        "\n"
        "── 02.09.2026 ──\n"
        "09:00 Vekha → Анна Лебедева: Принято\n"
        "      Спасибо\n"
        "      [Да]\n"
        "      [Нет]\n"
        "09:00 Анна Лебедева: [нажимает „Отчитаться“]\n"
        "09:00 Vekha → Анна Лебедева ✦ Записано\n"
        "09:00 Vekha → Анна Лебедева ✎: Снято с контроля\n"
        "09:00 Анна Лебедева: [нажимает 'nonsense']\n"
        "09:00 Vekha → Анна Лебедева ✕ Снято с контроля\n"
    )


async def test_waiting_for_words_that_never_come_says_what_came(stage: Stage) -> None:
    await stage.bot.send_message(stage.anna.id, "Добрый день")
    with pytest.raises(SandboxRefusedError, match=r"no message «Отчёт принят».*Добрый день"):
        await stage.anna.wait("Отчёт принят", timeout=0.05)
