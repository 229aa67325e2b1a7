"""What a phone can send besides words: each is answered once, nothing becomes a report by itself."""

import random
import string
from typing import Any

import pytest
from sqlalchemy import func, select

from bot.telegram.updates import new_update
from services.buttons.packing import unpack
from services.people.inviting import HASHED
from storage.control.tables import ExecutionReportRow
from storage.people.tables import AccountRow
from storage.unit_of_work import Store
from tests.control_story import Stage, set_stage
from tests.raw_updates import Line
from tests.world import World

PERSON = {"id": 5, "is_bot": False, "first_name": "Кто-то"}
ODD: dict[str, dict[str, Any]] = {
    "a poll": {
        "poll": {
            "id": "1",
            "question": "Когда?",
            "options": [],
            "total_voter_count": 0,
            "is_closed": False,
            "is_anonymous": True,
            "type": "regular",
            "allows_multiple_answers": False,
            "allows_revoting": False,
            "members_only": False,
        }
    },
    "a dice": {"dice": {"emoji": "🎲", "value": 6}},
    "a location": {"location": {"latitude": 55.7, "longitude": 37.6}},
    "a contact": {"contact": {"phone_number": "+70000000000", "first_name": "Кто-то"}},
    "a story": {"story": {"id": 1, "chat": {"id": 5, "type": "private"}}},
    "a sticker": {
        "sticker": {
            "file_id": "s",
            "file_unique_id": "s",
            "type": "regular",
            "width": 9,
            "height": 9,
            "is_animated": False,
            "is_video": False,
        }
    },
    "a voice message": {"voice": {"file_id": "v", "file_unique_id": "v", "duration": 3}},
    "forwarded words": {
        "text": "2.1 сделано",
        "forward_origin": {"type": "user", "date": 1, "sender_user": PERSON},
    },
    "words by way of a bot": {"text": "2.1", "via_bot": {**PERSON, "is_bot": True}},
    "words from right to left": {"text": "\u202e1.2\u202c"},
    "zero-width words": {"text": "\u200b\u200d\ufeff"},
    "combining marks": {"text": "2" + "\u0301" * 500},
    "emoji chains": {"text": "👩‍👩‍👧‍👦" * 200},
    "a NUL": {"text": "2.1\0"},
    "4,096 characters": {"text": "я" * 4096},
    "a reply to what is gone": {"text": "2.1", "reply_to_message": None},
}
FILLED = {"type": "fill", "dark_theme_dimming": 0, "fill": {"type": "solid", "color": 1}}
SERVICE: dict[str, dict[str, Any]] = {
    "a timer": {"message_auto_delete_timer_changed": {"message_auto_delete_time": 86400}},
    "a permission to write": {"write_access_allowed": {}},
    "a background": {"chat_background_set": {"type": FILLED}},
    "a boost": {"boost_added": {"boost_count": 1}},
}


@pytest.fixture
async def stage(world: World, store: Store) -> Stage:
    return await set_stage(world, store)


async def count(store: Store, kind: Any) -> int:
    async with store.engine.connect() as connection:
        return int((await connection.execute(select(func.count()).select_from(kind))).scalar_one())


@pytest.mark.parametrize("what", ODD)
async def test_it_is_answered_and_reports_on_nothing(stage: Stage, store: Store, what: str) -> None:
    content = {name: value for name, value in ODD[what].items() if value is not None}
    await Line(stage.anna).sends(**content)
    assert len(await stage.anna.news()) == 1
    assert await count(store, ExecutionReportRow) == 0
    await stage.olga.sees_nothing()


@pytest.mark.parametrize("what", SERVICE)
async def test_what_telegram_notes_in_a_chat_is_no_message(stage: Stage, what: str) -> None:
    await Line(stage.anna).sends(**SERVICE[what])
    await stage.anna.sees_nothing()


@pytest.mark.parametrize("what", ["a poll", "a voice message", "a sticker", "a location"])
async def test_an_open_report_stays_open_and_says_what_goes_into_it(stage: Stage, what: str) -> None:
    await stage.opens(stage.anna, "2.1")
    await stage.anna.presses("Отчитаться")
    await stage.anna.news()
    await Line(stage.anna).sends(**ODD[what])
    await stage.anna.sees("Это к отчёту не приложить")
    await stage.anna.says("Провели")
    await stage.anna.sees("Будет отправлено:.*Провели")


async def test_an_edit_of_what_was_never_a_report_changes_nothing(stage: Stage, store: Store) -> None:
    line = Line(stage.anna)
    for words in ("2.1 сделано", "", "/menu", "\0"):
        await line.edits(424242, text=words)
    await stage.anna.sees_nothing()
    assert await count(store, ExecutionReportRow) == 0


def payloads(many: int) -> list[str]:
    """Of every length and of characters links may and may not hold; the same each time."""
    draw = random.Random(7)
    letters = string.ascii_letters + string.digits + "_-" * 8 + ". /?&=%\u202e\u0301я\0" + "'\";"
    return ["".join(draw.choices(letters, k=draw.randint(1, 80))) for _ in range(many)]


def test_ten_thousand_payloads_of_a_start_leave_hashes_alone() -> None:
    for payload in payloads(10_000):
        stored = new_update(
            {"update_id": 1, "message": {"chat": {"id": 7}, "text": f"/start {payload}"}}
        ).payload["message"]["text"]
        if payload.strip():
            assert stored.startswith(f"/start {HASHED}") and len(stored) < 90
        if len(payload.strip()) > 8:
            assert payload.strip() not in stored


def test_ten_thousand_presses_of_anything_unpack_to_a_whole_button_or_none() -> None:
    for payload in payloads(10_000):
        assert unpack(payload) is None, payload


async def test_two_hundred_of_them_let_nobody_in(stage: Stage, store: Store) -> None:
    bound = await count(store, AccountRow)
    thief = await stage.world.stranger("Чужой")
    for payload in payloads(200):
        await thief.phone.send(f"/start {payload}"[:4096])
    await stage.world.answer()
    said = [message.text for message in await thief.news()]
    assert len(said) == 200
    assert {
        "ссылка не действует" in each or "Слишком много попыток" in each or "личной ссылке" in each
        for each in said
    } == {True}
    assert await count(store, AccountRow) == bound
