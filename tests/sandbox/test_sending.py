import pytest
from aiogram.exceptions import TelegramBadRequest, TelegramForbiddenError, TelegramUnauthorizedError
from aiogram.types import (
    BufferedInputFile,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    InputMediaDocument,
    InputMediaPhoto,
    KeyboardButton,
    ReplyKeyboardMarkup,
    ReplyParameters,
)

from sandbox.client import File
from sandbox.files import Upload, check_upload
from sandbox.images import plain_png
from sandbox.refusal import Refused
from sandbox.running import RunningSandbox
from tests.sandbox.conftest import Stage, connected_bot, keyboard

PNG = BufferedInputFile(plain_png(320, 200), "школа.png")


async def test_a_message_arrives_with_its_entities_and_buttons(stage: Stage) -> None:
    sent = await stage.bot.send_message(
        stage.anna.id,
        "<b>Срок</b> — 25 декабря, <a href='https://example.org/plan'>план</a>",
        parse_mode="HTML",
        reply_markup=keyboard({"Отчитаться": "r:1", "Не моё": "n:1"}),
    )
    seen = await stage.anna.last()
    assert seen.id == sent.message_id
    assert seen.text == "Срок — 25 декабря, план"
    assert [(e["type"], e["offset"], e["length"]) for e in seen.entities] == [
        ("bold", 0, 4),
        ("text_link", 19, 4),
    ]
    assert sent.entities is not None
    assert sent.entities[1].url == "https://example.org/plan"
    assert seen.buttons == ["Отчитаться", "Не моё"]


async def test_button_styles_are_kept_and_unknown_ones_refused(stage: Stage) -> None:
    button = InlineKeyboardButton(text="Снять", callback_data="d", style="danger")
    await stage.bot.send_message(
        stage.anna.id, "?", reply_markup=InlineKeyboardMarkup(inline_keyboard=[[button]])
    )
    assert (await stage.anna.last()).rows[0][0].style == "danger"
    button = InlineKeyboardButton(text="Снять", callback_data="d", style="purple")
    with pytest.raises(TelegramBadRequest, match="style"):
        await stage.bot.send_message(
            stage.anna.id, "?", reply_markup=InlineKeyboardMarkup(inline_keyboard=[[button]])
        )


async def test_a_bot_cannot_write_first(stage: Stage) -> None:
    stranger = await stage.client.person("Олег")
    with pytest.raises(TelegramForbiddenError, match="bot can't initiate conversation with a user"):
        await stage.bot.send_message(stranger.id, "Здравствуйте")
    await stranger.start()
    await stage.bot.send_message(stranger.id, "Здравствуйте")
    assert (await stranger.last()).text == "Здравствуйте"


async def test_nobody_is_at_an_unknown_chat(stage: Stage) -> None:
    with pytest.raises(TelegramBadRequest, match="Bad Request: chat not found"):
        await stage.bot.send_message(987654321, "?")
    with pytest.raises(TelegramBadRequest, match="Bad Request: chat_id is empty"):
        await stage.bot.send_message("", "?")


async def test_a_person_who_blocked_the_bot_gets_nothing(stage: Stage) -> None:
    await stage.anna.block()
    with pytest.raises(TelegramForbiddenError, match="Forbidden: bot was blocked by the user"):
        await stage.bot.send_message(stage.anna.id, "?")
    assert (await stage.update()).my_chat_member.new_chat_member.status == "kicked"
    await stage.anna.unblock()
    await stage.bot.send_message(stage.anna.id, "Снова здесь")
    assert (await stage.anna.last()).text == "Снова здесь"


async def test_a_deleted_account_gets_nothing(stage: Stage) -> None:
    await stage.anna.deactivate()
    with pytest.raises(TelegramForbiddenError, match="Forbidden: user is deactivated"):
        await stage.bot.send_message(stage.anna.id, "?")


async def test_a_wrong_token_is_unauthorized(sandbox: RunningSandbox) -> None:
    async with connected_bot(sandbox, "1:wrong") as stranger:
        with pytest.raises(TelegramUnauthorizedError, match="Unauthorized"):
            await stranger.get_me()


async def test_text_is_measured_in_utf16_after_the_markup_is_taken_out(stage: Stage) -> None:
    await stage.bot.send_message(stage.anna.id, f"<b>{'я' * 4096}</b>", parse_mode="HTML")
    await stage.bot.send_message(stage.anna.id, "🔁" * 2048)
    for text in ("я" * 4097, "🔁" * 2048 + "!"):
        with pytest.raises(TelegramBadRequest, match="Bad Request: message is too long"):
            await stage.bot.send_message(stage.anna.id, text)


async def test_an_empty_text_is_refused(stage: Stage) -> None:
    with pytest.raises(TelegramBadRequest, match="message text is empty"):
        await stage.bot.send_message(stage.anna.id, "")
    with pytest.raises(TelegramBadRequest, match="text must be non-empty"):
        await stage.bot.send_message(stage.anna.id, "<b> </b>", parse_mode="HTML")


async def test_callback_data_is_at_most_64_bytes(stage: Stage) -> None:
    await stage.bot.send_message(stage.anna.id, "?", reply_markup=keyboard({"Да": "x" * 64}))
    for data in ("x" * 65, "я" * 33):
        with pytest.raises(TelegramBadRequest, match="Bad Request: BUTTON_DATA_INVALID"):
            await stage.bot.send_message(stage.anna.id, "?", reply_markup=keyboard({"Да": data}))


async def test_a_button_needs_a_good_address(stage: Stage) -> None:
    for url in ("http://localhost/x", "not a link", "javascript:alert(1)"):
        markup = InlineKeyboardMarkup(inline_keyboard=[[InlineKeyboardButton(text="Открыть", url=url)]])
        with pytest.raises(TelegramBadRequest, match=r"inline keyboard button URL .* is invalid"):
            await stage.bot.send_message(stage.anna.id, "?", reply_markup=markup)


async def test_a_button_without_a_deed_is_refused(stage: Stage) -> None:
    markup = InlineKeyboardMarkup(inline_keyboard=[[InlineKeyboardButton(text="Просто")]])
    with pytest.raises(TelegramBadRequest, match="Text buttons are unallowed in the inline keyboard"):
        await stage.bot.send_message(stage.anna.id, "?", reply_markup=markup)


async def test_a_reply_shows_what_it_answers_and_the_lost_is_refused(stage: Stage) -> None:
    first = await stage.bot.send_message(stage.anna.id, "Раз")
    second = await stage.bot.send_message(
        stage.anna.id, "Два", reply_parameters=ReplyParameters(message_id=first.message_id)
    )
    assert second.reply_to_message is not None
    assert second.reply_to_message.text == "Раз"
    with pytest.raises(TelegramBadRequest, match="message to be replied not found"):
        await stage.bot.send_message(stage.anna.id, "Три", reply_parameters=ReplyParameters(message_id=999))
    lenient = ReplyParameters(message_id=999, allow_sending_without_reply=True)
    assert (
        await stage.bot.send_message(stage.anna.id, "Три", reply_parameters=lenient)
    ).reply_to_message is None


async def test_a_document_is_uploaded_and_comes_back_byte_for_byte(stage: Stage) -> None:
    body = bytes(range(256)) * 64
    sent = await stage.bot.send_document(
        stage.anna.id,
        BufferedInputFile(body, "Отчёт за квартал.xlsx"),
        caption="<i>Готово</i>",
        parse_mode="HTML",
    )
    assert sent.document is not None
    assert sent.document.file_name == "Отчёт за квартал.xlsx"
    assert sent.document.file_size == len(body)
    seen = await stage.anna.last()
    assert seen.text == "Готово"
    assert await stage.client.file(seen.file_id) == body
    loaded = await stage.bot.download(sent.document.file_id)
    assert loaded is not None
    assert loaded.read() == body


async def test_a_file_is_sent_again_by_its_id_but_only_as_what_it_is(stage: Stage) -> None:
    first = await stage.bot.send_document(stage.anna.id, BufferedInputFile(b"abc", "a.txt"))
    assert first.document is not None
    again = await stage.bot.send_document(stage.anna.id, first.document.file_id)
    assert again.document is not None
    assert again.document.file_id == first.document.file_id
    with pytest.raises(TelegramBadRequest, match="can't use file of type Document as Photo"):
        await stage.bot.send_photo(stage.anna.id, first.document.file_id)
    with pytest.raises(TelegramBadRequest, match="wrong remote file identifier"):
        await stage.bot.send_document(stage.anna.id, "nothing")


async def test_a_photo_must_be_a_picture(stage: Stage) -> None:
    sent = await stage.bot.send_photo(stage.anna.id, PNG, caption="Школа")
    assert sent.photo is not None
    assert (sent.photo[-1].width, sent.photo[-1].height) == (320, 200)
    assert sent.photo[0].width < sent.photo[-1].width
    with pytest.raises(TelegramBadRequest, match="IMAGE_PROCESS_FAILED"):
        await stage.bot.send_photo(stage.anna.id, BufferedInputFile(b"not a picture", "a.jpg"))
    with pytest.raises(TelegramBadRequest, match="file must be non-empty"):
        await stage.bot.send_photo(stage.anna.id, BufferedInputFile(b"", "a.jpg"))


async def test_a_caption_is_at_most_1024(stage: Stage) -> None:
    await stage.bot.send_photo(stage.anna.id, PNG, caption="я" * 1024)
    with pytest.raises(TelegramBadRequest, match="message caption is too long"):
        await stage.bot.send_photo(stage.anna.id, PNG, caption="я" * 1025)


async def test_an_album_is_all_or_nothing(stage: Stage) -> None:
    sent = await stage.bot.send_media_group(
        stage.anna.id, [InputMediaPhoto(media=PNG, caption="Два фото"), InputMediaPhoto(media=PNG)]
    )
    assert len(sent) == 2
    assert sent[0].media_group_id == sent[1].media_group_id
    mixed = [InputMediaPhoto(media=PNG), InputMediaDocument(media=PNG)]
    with pytest.raises(TelegramBadRequest, match="document can't be mixed with other media types"):
        await stage.bot.send_media_group(stage.anna.id, mixed)
    with pytest.raises(TelegramBadRequest, match="from 2 to 10"):
        await stage.bot.send_media_group(stage.anna.id, [InputMediaPhoto(media=PNG)])
    assert len(await stage.anna.messages()) == 2


async def test_a_file_over_20_megabytes_can_be_sent_but_not_fetched(stage: Stage) -> None:
    await stage.anna.send_document(b"x" * (20 * 1024 * 1024 + 1), "большой.pdf")
    document = (await stage.update()).message.document
    assert document is not None
    with pytest.raises(TelegramBadRequest, match="Bad Request: file is too big"):
        await stage.bot.get_file(document.file_id)


async def test_a_reply_keyboard_waits_under_the_text_box(stage: Stage) -> None:
    markup = ReplyKeyboardMarkup(keyboard=[[KeyboardButton(text="Мои мероприятия")]], resize_keyboard=True)
    await stage.bot.send_message(stage.anna.id, "Меню", reply_markup=markup)
    chats = (await stage.client.get("/sandbox/state"))["chats"]
    assert chats[0]["keyboard"]["keyboard"] == [[{"text": "Мои мероприятия"}]]


async def test_an_unknown_method_is_not_found(stage: Stage) -> None:
    answer = await stage.client.get(f"/bot{stage.sandbox.token}/getme")
    assert answer["result"]["username"] == stage.sandbox.world.bot().profile.username
    body = await raw(stage, "sendTelepathy", {})
    assert body == {"ok": False, "error_code": 404, "description": "Not Found: method not found"}


async def test_json_bodies_are_read_too(stage: Stage) -> None:
    markup = {"inline_keyboard": [[{"text": "Да", "callback_data": "y"}]]}
    body = await raw(stage, "SENDMESSAGE", {"chat_id": stage.anna.id, "text": "Да?", "reply_markup": markup})
    assert body["ok"] is True
    assert (await stage.anna.last()).buttons == ["Да"]


async def raw(stage: Stage, method: str, body: dict[str, object]) -> dict[str, object]:
    import aiohttp

    url = f"{stage.sandbox.url}/bot{stage.sandbox.token}/{method}"
    async with aiohttp.ClientSession() as session, session.post(url, json=body) as response:
        answer: dict[str, object] = await response.json()
        return answer


def test_a_file_over_50_megabytes_cannot_be_sent() -> None:
    largest = bytes(50 * 1024 * 1024)
    assert check_upload("document", Upload(data=largest, filename="a.zip")).data is largest
    with pytest.raises(Refused) as refusal:
        check_upload("document", Upload(data=largest + b"x", filename="a.zip"))
    assert (refusal.value.code, refusal.value.description) == (413, "Request Entity Too Large")


async def test_parameters_that_make_no_sense_are_a_bad_request(stage: Stage) -> None:
    body = await raw(stage, "deleteMessages", {"chat_id": stage.anna.id, "message_ids": ["x"]})
    assert body["error_code"] == 400
    body = await raw(stage, "sendMessage", {"chat_id": stage.anna.id, "text": "?", "reply_markup": "{"})
    assert body["description"] == "Bad Request: can't parse reply markup JSON object"


async def test_an_album_may_have_a_caption_under_each_photo(stage: Stage) -> None:
    files = [File(plain_png(10, 10), f"{number}.png", "image/png") for number in range(3)]
    sent = await stage.anna.send_album(files, captions=["Зал", "", "Протокол"])
    assert [message.text for message in sent] == ["Зал", "", "Протокол"]
