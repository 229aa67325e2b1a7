import pytest
from aiogram.exceptions import TelegramBadRequest
from aiogram.types import BufferedInputFile

from sandbox.images import plain_png
from tests.sandbox.conftest import Stage, keyboard

NOT_MODIFIED = (
    "Bad Request: message is not modified: specified new message content and reply markup are exactly the "
    "same as a current content and reply markup of the message"
)


async def test_an_edit_stays_in_its_place_and_the_earlier_words_are_kept(stage: Stage) -> None:
    card = await stage.bot.send_message(
        stage.anna.id, "Ждёт отчёта", reply_markup=keyboard({"Отчитаться": "r"})
    )
    await stage.bot.send_message(stage.anna.id, "Другое")
    edited = await stage.bot.edit_message_text("Принято", chat_id=stage.anna.id, message_id=card.message_id)
    assert edited.edit_date is not None
    first, second = await stage.anna.messages()
    assert (first.text, first.is_edited, first.buttons) == ("Принято", True, [])
    assert second.text == "Другое"
    assert first.raw["editions"][0]["text"] == "Ждёт отчёта"


async def test_the_same_again_is_not_modified(stage: Stage) -> None:
    markup = keyboard({"Да": "y"})
    card = await stage.bot.send_message(stage.anna.id, "<b>Да</b>?", parse_mode="HTML", reply_markup=markup)
    place = {"chat_id": stage.anna.id, "message_id": card.message_id}
    with pytest.raises(TelegramBadRequest) as refusal:
        await stage.bot.edit_message_text(" <b>Да</b>? ", parse_mode="HTML", reply_markup=markup, **place)
    assert NOT_MODIFIED in str(refusal.value)
    await stage.bot.edit_message_text("Да?", reply_markup=markup, **place)
    with pytest.raises(TelegramBadRequest, match="message is not modified"):
        await stage.bot.edit_message_reply_markup(reply_markup=markup, **place)
    await stage.bot.edit_message_reply_markup(**place)
    assert (await stage.anna.last()).buttons == []


async def test_what_is_gone_cannot_be_edited_or_deleted_again(stage: Stage) -> None:
    card = await stage.bot.send_message(stage.anna.id, "Раз")
    assert await stage.bot.delete_message(stage.anna.id, card.message_id)
    assert await stage.anna.messages() == []
    with pytest.raises(TelegramBadRequest, match="Bad Request: message to edit not found"):
        await stage.bot.edit_message_text("Два", chat_id=stage.anna.id, message_id=card.message_id)
    with pytest.raises(TelegramBadRequest, match="Bad Request: message to delete not found"):
        await stage.bot.delete_message(stage.anna.id, card.message_id)


async def test_a_bot_edits_its_own_messages_only(stage: Stage) -> None:
    hers = await stage.anna.send("Моё")
    with pytest.raises(TelegramBadRequest, match="Bad Request: message can't be edited"):
        await stage.bot.edit_message_text("Твоё", chat_id=stage.anna.id, message_id=hers.id)


async def test_captions_and_texts_are_edited_by_their_own_methods(stage: Stage) -> None:
    photo = await stage.bot.send_photo(
        stage.anna.id, BufferedInputFile(plain_png(9, 9), "a.png"), caption="Было"
    )
    text = await stage.bot.send_message(stage.anna.id, "Текст")
    chat = stage.anna.id
    await stage.bot.edit_message_caption(chat_id=chat, message_id=photo.message_id, caption="Стало")
    assert (await stage.anna.messages())[0].text == "Стало"
    with pytest.raises(TelegramBadRequest, match="there is no text in the message to edit"):
        await stage.bot.edit_message_text("x", chat_id=chat, message_id=photo.message_id)
    with pytest.raises(TelegramBadRequest, match="there is no caption in the message to edit"):
        await stage.bot.edit_message_caption(chat_id=chat, message_id=text.message_id, caption="x")


async def test_an_edit_that_is_too_long_has_its_own_refusal(stage: Stage) -> None:
    card = await stage.bot.send_message(stage.anna.id, "Раз")
    with pytest.raises(TelegramBadRequest, match="MESSAGE_TOO_LONG"):
        await stage.bot.edit_message_text("я" * 4097, chat_id=stage.anna.id, message_id=card.message_id)


async def test_after_two_days_a_message_can_no_longer_be_deleted(stage: Stage) -> None:
    card = await stage.bot.send_message(stage.anna.id, "Раз")
    await stage.client.add_time(days=2, seconds=5)
    with pytest.raises(TelegramBadRequest, match="message can't be deleted for everyone"):
        await stage.bot.delete_message(stage.anna.id, card.message_id)


async def test_a_press_is_answered_once_and_the_presser_sees_it(stage: Stage) -> None:
    await stage.bot.send_message(stage.anna.id, "?", reply_markup=keyboard({"Отчитаться": "r:1"}))
    pressed = await stage.anna.press("отчитаться")
    query = (await stage.update()).callback_query
    assert query is not None
    assert (query.data, query.from_user.id, query.id) == ("r:1", stage.anna.id, pressed.query_id)
    assert query.message is not None
    assert query.message.message_id == pressed.message_id
    await stage.bot.answer_callback_query(query.id, "Принято", show_alert=True)
    (seen,) = await stage.anna.answers()
    assert (seen.text, seen.is_alert, seen.is_answered) == ("Принято", True, True)
    with pytest.raises(
        TelegramBadRequest, match="query is too old and response timeout expired or query ID is invalid"
    ):
        await stage.bot.answer_callback_query(query.id)


async def test_a_press_grows_old_by_the_clock_of_the_sandbox(stage: Stage) -> None:
    await stage.bot.send_message(stage.anna.id, "?", reply_markup=keyboard({"Да": "y"}))
    first = await stage.anna.press("Да")
    await stage.client.add_time(seconds=14 * 60)
    await stage.bot.answer_callback_query(first.query_id)
    second = await stage.anna.press("Да")
    await stage.client.add_time(seconds=16 * 60)
    with pytest.raises(TelegramBadRequest, match="query is too old"):
        await stage.bot.answer_callback_query(second.query_id)


async def test_a_toast_is_at_most_200_characters(stage: Stage) -> None:
    await stage.bot.send_message(stage.anna.id, "?", reply_markup=keyboard({"Да": "y"}))
    pressed = await stage.anna.press("Да")
    with pytest.raises(TelegramBadRequest, match="MESSAGE_TOO_LONG"):
        await stage.bot.answer_callback_query(pressed.query_id, text="я" * 201)
    assert await stage.bot.answer_callback_query(pressed.query_id, text="я" * 200)
