"""The page in a real browser: what is clicked there reaches the bot, what the bot does is seen there."""

import asyncio
import os
import shutil
from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import pytest
import pytest_asyncio
from aiogram.types import (
    BotCommand,
    BotCommandScopeAllPrivateChats,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
)
from playwright.async_api import Browser, Page, async_playwright, expect

from sandbox.images import plain_png
from sandbox.running import run_sandbox
from tests.sandbox.conftest import Stage, keyboard, open_stage

CHROMIUM = os.environ.get("CHROMIUM") or next(
    (found for name in ("chromium", "chromium-browser", "google-chrome") if (found := shutil.which(name))),
    None,
)
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
pytestmark = [
    pytest.mark.browser,
    pytest.mark.asyncio(loop_scope="module"),
    pytest.mark.skipif(CHROMIUM is None, reason="no Chromium: set CHROMIUM or put chromium on PATH"),
]


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def browser() -> AsyncIterator[Browser]:
    """One browser for all tests here: it takes seconds to start."""
    async with async_playwright() as playwright:
        started = await playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield started
        await started.close()


@pytest_asyncio.fixture(loop_scope="module")
async def stage() -> AsyncIterator[Stage]:
    """The same stage, in the loop the browser lives in."""
    async with run_sandbox() as sandbox, open_stage(sandbox) as opened:
        yield opened


@pytest_asyncio.fixture(loop_scope="module")
async def page(stage: Stage, browser: Browser) -> AsyncIterator[Page]:
    """The page open in the browser; any error in its scripts fails the test."""
    opened = await browser.new_page(viewport={"width": 1600, "height": 900})
    opened.set_default_timeout(10_000)
    errors: list[str] = []
    opened.on("pageerror", lambda error: errors.append(str(error)))
    opened.on("requestfailed", lambda request: errors.append(f"{request.url}: {request.failure}"))
    await opened.goto(stage.sandbox.url)
    await expect(opened.locator(".phone")).to_have_count(1)
    yield opened
    assert [error for error in errors if "ERR_ABORTED" not in error] == []
    await opened.close()


async def test_a_day_in_two_phones(stage: Stage, page: Page, tmp_path: Path) -> None:
    oleg = await stage.client.person("Олег", last_name="Тихонов", role="директор школы № 7")
    phone = page.locator(f".phone[data-person='{stage.anna.id}']")
    other = page.locator(f".phone[data-person='{oleg.id}']")
    await expect(other.locator(".owner-name small")).to_have_text("директор школы № 7")

    # a card with bold words and buttons; the press reaches the bot, its toast is seen
    card = await stage.bot.send_message(
        stage.anna.id,
        "<b>1.2</b> Педсовет до <a href='https://example.org'>15 сентября</a>",
        parse_mode="HTML",
        reply_markup=keyboard({"Отчитаться": "r:1", "Не моё": "n:1"}),
    )
    await expect(phone.locator(".words strong")).to_have_text("1.2")
    await expect(phone.locator(".words a")).to_have_attribute("href", "https://example.org/")
    await phone.get_by_role("button", name="Отчитаться").click()
    query = (await stage.update()).callback_query
    assert query is not None
    assert query.data == "r:1"
    await stage.bot.answer_callback_query(query.id, text="Ждём отчёт")
    await expect(phone.locator(".toast")).to_have_text("Ждём отчёт")

    # words and a photo from the phone
    await phone.locator("textarea").fill("Провели вчера")
    await phone.locator("textarea").press("Enter")
    said = (await stage.update()).message
    assert said is not None
    assert said.text == "Провели вчера"
    picture = tmp_path / "фото.png"
    picture.write_bytes(plain_png(300, 200))
    await phone.locator("input[type=file]").set_input_files(picture)
    await phone.locator(".send-key").click()
    sent = (await stage.update()).message
    assert sent is not None
    assert sent.photo is not None
    await expect(phone.locator(".photos img")).to_have_js_property("naturalWidth", 300)

    # an edit stays in its place, without buttons
    await stage.bot.edit_message_text("Отчёт принят", chat_id=stage.anna.id, message_id=card.message_id)
    first = phone.locator(".message").first
    await expect(first.locator(".words")).to_have_text("Отчёт принят")
    await expect(first.locator(".meta")).to_contain_text("изм.")
    await expect(phone.locator(".keys")).to_have_count(0)

    # an invitation opens in the phone that is chosen
    link = f"https://t.me/{(await stage.bot.me()).username}?start=inv_42"
    markup = InlineKeyboardMarkup(inline_keyboard=[[InlineKeyboardButton(text="Пригласить", url=link)]])
    await stage.bot.send_message(stage.anna.id, "Приглашение", reply_markup=markup)
    await phone.get_by_role("button", name="Пригласить").click()
    await page.locator("#link-people button", has_text="Олег").click()
    started = (await stage.update()).message
    assert started is not None
    assert (started.text, started.chat.id) == ("/start inv_42", oleg.id)


async def test_the_clock_the_menu_and_blocking(stage: Stage, page: Page) -> None:
    phone = page.locator(f".phone[data-person='{stage.anna.id}']")
    commands = [BotCommand(command="plan", description="Мои мероприятия")]
    await stage.bot.set_my_commands(commands, scope=BotCommandScopeAllPrivateChats())
    await phone.locator(".menu-key").click()
    await phone.locator(".commands button").click()
    asked = (await stage.update()).message
    assert asked is not None
    assert asked.text == "/plan"

    before = await stage.client.clock()
    await page.get_by_role("button", name="+1 день").click()
    moved = await stage.client.clock(after=before.version, timeout=5)
    assert (moved.now.date() - before.now.date()).days == 1
    await stage.bot.send_message(stage.anna.id, "Новый день")
    await expect(phone.locator(".day")).to_have_count(2)

    await phone.locator(".owner-more").click()
    await phone.get_by_role("button", name="Заблокировать бота").click()
    await expect(phone.locator(".big-key")).to_have_text("Разблокировать")
    changed = (await stage.update()).my_chat_member
    assert changed is not None
    assert changed.new_chat_member.status == "kicked"
    await phone.locator(".big-key").click()
    await expect(phone.locator("textarea")).to_be_visible()


async def test_what_people_write_is_never_markup_of_the_page(stage: Stage, page: Page) -> None:
    await stage.anna.send("<img src=x onerror=alert(1)> <b>не жирно</b>")
    phone = page.locator(f".phone[data-person='{stage.anna.id}']")
    await expect(phone.locator(".words")).to_have_text("<img src=x onerror=alert(1)> <b>не жирно</b>")
    await expect(phone.locator(".words img, .words strong, .words b")).to_have_count(0)


async def test_two_captions_of_an_album_reach_the_bot(stage: Stage, page: Page, tmp_path: Path) -> None:
    await stage.anna.start()
    phone = page.locator(f'.phone[data-person="{stage.anna.id}"]')
    photos = [tmp_path / name for name in ("зал.png", "протокол.png")]
    for photo in photos:
        photo.write_bytes(plain_png(30, 20))
    await phone.locator("input[type=file]").set_input_files(photos)
    await phone.locator(".files-list input").nth(1).fill("Протокол")
    await phone.locator("textarea").fill("Зал")
    await phone.locator(".send-key").click()
    await expect(phone.locator(".message.mine").last).to_contain_text("Протокол")
    sent = [message for message in await stage.anna.messages() if message.raw.get("photo")]
    assert [message.text for message in sent] == ["Зал", "Протокол"]


async def test_the_clock_says_what_arrived_and_stops_at_something(stage: Stage, page: Page) -> None:
    """A bot that looks twice in vain before it has something to say."""
    await stage.anna.start()
    now = (await stage.client.clock()).now

    async def bot() -> None:
        for day in (1, 2, 3):
            seen = await stage.client.clock()
            report = {"version": seen.version, "next_at": (now + timedelta(days=day)).isoformat()}
            await stage.client.post("/sandbox/clock/idle", report)
            moved = await stage.client.clock(after=seen.version, timeout=10)
            if day == 3:
                await stage.bot.send_message(stage.anna.id, "Срок")
                done = {"version": moved.version, "next_at": (now + timedelta(days=9)).isoformat()}
                await stage.client.post("/sandbox/clock/idle", done)

    looking = asyncio.create_task(bot())
    await expect(page.locator("#clock-next")).to_be_enabled()
    await page.locator("#clock-next").click()
    await looking
    await expect(page.locator("#clock-sent")).to_have_text("пришло: Анна Лебедева")
    assert (await stage.client.clock()).now - now < timedelta(days=4)


@pytest.mark.parametrize("width", [1500, 1150, 760, 400])
async def test_no_label_lies_over_another(stage: Stage, page: Page, width: int) -> None:
    for day in range(4):
        await stage.bot.send_message(stage.anna.id, f"День {day}\n" + "строка\n" * 6)
        await stage.client.add_time(days=1)
    await page.set_viewport_size({"width": width, "height": 700})
    await expect(page.locator(".day")).to_have_count(4)
    for above, below in ((".day", ".message"), (".clock-face", ".clock-keys"), (".brand", ".tools")):
        assert await page.evaluate(OVERLAPS, [above, below]) == 0, (above, below)


OVERLAPS = """([one, other]) => {
  const all = (selector) => [...document.querySelectorAll(selector)];
  const boxes = (selector) => all(selector).map((each) => each.getBoundingClientRect());
  const within = (a, b, from, to) => a[from] < b[to] - 1 && b[from] < a[to] - 1;
  const meet = (a, b) => within(a, b, "left", "right") && within(a, b, "top", "bottom");
  return boxes(one).filter((a) => boxes(other).some((b) => meet(a, b))).length;
}"""
