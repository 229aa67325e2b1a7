"""Files do not go through the messenger here: a report says in words where its evidence is kept."""

import pytest
from sqlalchemy import func, select

from roadmap.people.persons import Role
from storage.control.tables import EvidenceRow, IncomingFileRow, ReportDraftRow
from storage.unit_of_work import Store
from tests.control_story import SCHOOL, Stage, bound, photo, set_stage
from tests.databases import both_databases
from tests.world import Hero, World

pytestmark = both_databases
REFUSED = "^Файлы здесь не принимаются и не сохраняются: напишите в отчёте словами, где хранится"
PLACE = "кабинет 12, папка 3"


@pytest.fixture
async def stage(world: World, store: Store) -> Stage:
    """The curator asks for evidence of measure 2.1, then the coordinator turns files off."""
    stage = await set_stage(world, store)
    await stage.opens(stage.olga, "2.1")
    await stage.olga.presses("Ещё")
    await stage.olga.presses("Требовать подтверждение")
    async with store.write() as uow:
        inna = await bound(
            world, stage.district, uow, "Инна Полевая", Role.COORDINATOR, stage.district.department
        )
        await uow.commit()
    await inna.says("/menu")
    await inna.presses("Настройки")
    await inna.presses("Файлы не через мессенджер")
    assert "Файлы бот не принимает" in (await inna.news())[-1].text
    for hero in world.heroes:
        await hero.news()
    return stage


async def rows(store: Store) -> int:
    async with store.read() as uow:
        kinds = (EvidenceRow, IncomingFileRow, ReportDraftRow)
        found = [await uow._connection.execute(select(func.count()).select_from(each)) for each in kinds]
        return sum(each.scalar_one() for each in found)


async def in_draft(stage: Stage) -> Hero:
    await stage.opens(stage.anna, "2.1")
    await stage.anna.presses("Отчитаться")
    await stage.anna.sees("Файлов сюда не присылают.*Где хранится подтверждение")
    return stage.anna


async def test_a_file_out_of_the_blue_is_refused_in_a_sentence_and_nothing_of_it_is_kept(
    stage: Stage, store: Store
) -> None:
    await stage.anna.sends_photo(photo(), "Провели")
    await stage.anna.sees(REFUSED)
    await stage.anna.sends_document(b"%PDF-1.4 x", "отчёт.pdf")
    await stage.anna.sees(REFUSED)
    assert await rows(store) == 0


async def test_a_file_for_an_open_report_and_an_album_are_refused_once(stage: Stage, store: Store) -> None:
    anna = await in_draft(stage)
    await anna.sends_album(photo("а"), photo("б"), photo("в"))
    await anna.sees(REFUSED)
    assert await rows(store) == 1, "the draft itself"
    await anna.presses("Не отправлять")
    await anna.news()


async def test_words_of_the_place_meet_the_rule_and_stand_on_the_card(stage: Stage) -> None:
    anna = await in_draft(stage)
    await anna.says("Семинар проведён 12 сентября")
    (draft,) = await anna.sees("Где хранится подтверждение")
    assert "Отправить" not in draft.buttons
    await anna.says(PLACE)
    (draft,) = await anna.sees(f"Хранится: {PLACE}")
    assert "Отправить" in draft.buttons
    await anna.presses("Отправить")
    await anna.sees(f"Отчёт отправлен куратору.*📎 Хранится: {PLACE}")
    _, told = await stage.olga.sees(f"📎 Хранится: {PLACE}", f"Новый отчёт.*проведён.*Хранится: {PLACE}")
    assert "кабинет" not in told.text.partition("📎")[0]


async def test_the_place_may_be_told_at_once_and_be_put_right_by_an_edit(stage: Stage) -> None:
    anna = await in_draft(stage)
    await anna.says("Проведён")
    await anna.says(PLACE)
    sent = [message for message in await anna.phone.messages() if message.text == PLACE][-1]
    await anna.phone.edit(sent.id, "кабинет 14")
    await stage.world.answer()
    (*_, draft) = await anna.news()
    assert "Хранится: кабинет 14" in draft.text and PLACE not in draft.text
    await anna.presses("Отправить")
    await anna.news()
    await stage.olga.sees("Хранится: кабинет 14", "Новый отчёт.*Хранится: кабинет 14")


async def test_a_report_cannot_be_sent_without_it(stage: Stage) -> None:
    anna = await in_draft(stage)
    await anna.says("Проведён")
    await anna.news()
    async with stage.district.store.read() as uow:
        draft = await uow.reports.draft(stage.district.persons[anna.name])
    assert draft is not None
    await anna.forges(f"rz:{draft.id}:{stage.district.duties['2.1', SCHOOL]}")
    assert "К п. 2.1 нужно подтверждение: напишите строкой «Хранится: …»" in await anna.last_toast()
    await stage.olga.sees_nothing()


async def test_where_files_are_taken_the_words_alone_do_not_do(world: World, store: Store) -> None:
    stage = await set_stage(world, store)
    await stage.opens(stage.olga, "2.1")
    await stage.olga.presses("Ещё")
    await stage.olga.presses("Требовать подтверждение")
    await stage.olga.news()
    await stage.opens(stage.anna, "2.1")
    await stage.anna.presses("Отчитаться")
    await stage.anna.says(f"Проведён\nХранится: {PLACE}")
    (*_, draft) = await stage.anna.news()
    assert "Приложите: справку" in draft.text and "Отправить" not in draft.buttons
