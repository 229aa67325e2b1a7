"""A head before a meeting: one picture with the decisions under it, and a page to print."""

import io
import subprocess

import pytest
from docx import Document

from documents.understanding.words import flat
from handlers import screen
from handlers.summary import meeting
from roadmap.people.persons import Role
from storage.unit_of_work import Store
from tests.control_deeds import ELENA, start
from tests.control_story import OLGA, SCHOOL, Stage, bound, set_stage
from tests.world import Hero, World
from texts.summary.meeting import MAKING


@pytest.fixture
async def stage(world: World, store: Store) -> Stage:
    stage = await set_stage(world, store)
    await start(stage.district)
    return stage


@pytest.fixture
async def elena(stage: Stage, world: World, store: Store) -> Hero:
    async with store.write() as uow:
        elena = await bound(world, stage.district, uow, ELENA, Role.HEAD, stage.district.department)
        await uow.commit()
    olga = await stage.district.actor(OLGA)
    await stage.district.app.curators_deeds.pass_up(
        olga, stage.district.duties["2.1", SCHOOL], "Школа на ремонте"
    )
    await world.at("2026-09-21 10:00")
    for hero in (stage.anna, stage.boris, stage.olga, elena):
        await hero.news()
    return elena


async def test_the_head_opens_the_pack_from_the_menu_and_decides_there(elena: Hero) -> None:
    await elena.says("/start")
    await elena.sees("Меню")
    await elena.presses("К совещанию")
    (pack,) = await elena.sees(
        r"^К совещанию 21 сентября 2026 года\nПросрочено 1 из 1 с прошедшим сроком: Школа № 3.*"
        r"выполнено 0 из 3, 0 %.*"
        r"Решить на совещании\n1\. п. 2.1 Провести семинар.*Школа № 3\. Ольга Ветрова: «Школа на ремонте»"
    )
    assert pack.file_id and len(pack.text) <= 1024
    assert pack.buttons[0] == "Решить 1 · п. 2.1 · Школа № 3"
    await elena.presses("Решить 1")
    await elena.sees("Передано начальнику")


async def test_the_page_says_the_same_and_leaves_room_for_the_pen(elena: Hero, world: World) -> None:
    await elena.says("/board")
    await elena.sees("Обзор")
    await elena.presses("К совещанию")
    await elena.news()
    await elena.presses("Напечатать")
    (message,) = await elena.sees("К совещанию 21 сентября 2026 года: одна страница для печати")
    assert message.filename == "К совещанию 21.09.2026.docx"
    document = Document(io.BytesIO(await world.sandbox.client.file(message.file_id)))
    said = [flat(paragraph.text) for paragraph in document.paragraphs]
    decisions, late = document.tables
    assert "Просрочено 1 из 1 с прошедшим сроком: Школа № 3" in said
    assert [flat(cell.text) for cell in decisions.rows[1].cells] == [
        "1",
        "п. 2.1 Провести семинар",
        "Школа № 3",
        "Ольга Ветрова: «Школа на ремонте»",
        "",
    ]
    assert [flat(cell.text) for cell in late.rows[1].cells][2:] == ["Школа № 3", "15.09.2026", "6"]
    assert len(document.inline_shapes) == 1


async def test_a_curator_of_one_school_is_offered_no_pack(stage: Stage, elena: Hero) -> None:
    await stage.olga.says("/board")
    (board,) = await stage.olga.news()
    assert "К совещанию" not in board.buttons
    await stage.olga.forges("ek")
    assert not [each for each in await stage.olga.news() if each.file_id]
    await elena.sees_nothing()


async def test_what_takes_long_is_told_in_a_message_that_goes_when_it_is_done(
    elena: Hero, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(screen, "SLOW_SECONDS", 0)
    await elena.forges("ek")
    (pack,) = await elena.sees("^К совещанию")
    everything = await world.sandbox.client.messages(elena.phone.id, deleted=True)
    assert [each.text for each in everything if each.text == MAKING] == [MAKING]
    assert pack.file_id


async def test_where_nothing_can_be_drawn_the_words_and_the_page_come_all_the_same(
    elena: Hero, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    def falls(*_: object, **__: object) -> list[bytes]:
        raise subprocess.CalledProcessError(1, "reports.pictures")

    monkeypatch.setattr(meeting, "draw_isolated", falls)
    await elena.forges("ek")
    (pack,) = await elena.sees("^К совещанию.*Решить на совещании")
    assert not pack.file_id
    await elena.presses("Напечатать")
    (page,) = await elena.sees("одна страница для печати")
    document = Document(io.BytesIO(await world.sandbox.client.file(page.file_id)))
    assert len(document.tables) == 2 and not document.inline_shapes
