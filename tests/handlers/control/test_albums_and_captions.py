"""Albums edited in part, and words under a file that are longer than words may be."""

import pytest
from sqlalchemy import select

from sandbox.client import File
from services.control.reporting.report_drafts import MAX_TEXT
from storage.control.tables import ExecutionReportRow
from storage.unit_of_work import Store
from tests.control_story import Stage, photo, set_stage
from tests.raw_updates import Line
from tests.world import World

PDF = b"%PDF-1.7 x"


@pytest.fixture
async def stage(world: World, store: Store) -> Stage:
    stage = await set_stage(world, store)
    await stage.opens(stage.anna, "2.1")
    await stage.anna.presses("Отчитаться")
    await stage.anna.news()
    return stage


async def album(stage: Stage, *captions: str) -> list[int]:
    """As many photos with these words under them; the ids of their messages."""
    files = [File(photo(str(place)), f"{place}.jpg", "image/jpeg") for place in range(len(captions))]
    sent = await stage.anna.phone.send_album(files, captions=captions)
    await stage.world.answer()
    return [each.id for each in sent]


async def sent(store: Store) -> list[str]:
    """The words of each report."""
    async with store.engine.connect() as connection:
        return list((await connection.execute(select(ExecutionReportRow.text))).scalars())


async def card(stage: Stage) -> str:
    return (await stage.anna.news())[-1].text


EDITS: dict[str, tuple[tuple[str, ...], int, str, tuple[str, ...], tuple[str, ...]]] = {
    "the words of the first": (("Зал", "", ""), 0, "Актовый зал", ("Актовый зал",), ()),
    "the words of one among several": (
        ("Зал", "Журнал", "Протокол"),
        1,
        "Журнал учёта",
        ("Зал", "Журнал учёта", "Протокол"),
        (),
    ),
    "the words of the last": (("Зал", "Журнал"), 1, "Протокол", ("Зал", "Протокол"), ("Журнал",)),
}


@pytest.mark.parametrize("what", EDITS)
async def test_an_edit_of_one_photo_changes_its_words_alone_and_no_file(stage: Stage, what: str) -> None:
    captions, place, words, there, gone = EDITS[what]
    ids = await album(stage, *captions)
    before = await card(stage)
    assert f"{len(captions)} фото" in before

    await stage.anna.phone.edit(ids[place], words)
    await stage.world.answer()

    after = await card(stage)
    assert f"{len(captions)} фото" in after
    assert all(each in after for each in there) and not any(each in after for each in gone)


async def test_words_put_under_a_photo_that_had_none_go_into_the_report_too(stage: Stage) -> None:
    ids = await album(stage, "Зал", "")
    await stage.anna.news()

    await stage.anna.phone.edit(ids[1], "Протокол")
    await stage.world.answer()

    await stage.anna.sees("Будет отправлено:\nЗал\nПротокол\n.*2 фото")


async def test_an_album_edited_in_part_after_it_was_sent_is_a_new_version_with_all_its_files(
    stage: Stage, world: World
) -> None:
    ids = await album(stage, "Зал", "Журнал")
    await stage.anna.presses("Отправить")
    await stage.anna.news()
    await stage.olga.news()

    await stage.anna.phone.edit(ids[1], "Журнал учёта")
    await world.answer()
    await stage.anna.sees("Отчёт № 2.*2 файла.*Зал\nЖурнал учёта", "Исправлено")
    await world.at("2026-09-01 09:05")

    await stage.olga.sees("Отчёт № 2: выполнено, 2 файла.*Зал\nЖурнал учёта")


async def another_photo(stage: Stage) -> list[dict[str, object]]:
    """A photo the messenger holds, as it tells of it."""
    sent = await stage.boris.phone.send_photo(photo("новый снимок"))
    await stage.world.answer()
    await stage.boris.news()
    return list(sent.raw["photo"])


async def test_a_photo_put_in_place_of_another_goes_into_the_draft_and_is_told_of(stage: Stage) -> None:
    """Telegram lets a photo be exchanged in a message: the new one is taken, the former is not lost."""
    ids = await album(stage, "Зал", "Журнал")
    other = await another_photo(stage)
    await stage.anna.news()

    await Line(stage.anna).edits(ids[1], caption="Журнал учёта", photo=other, media_group_id="1")

    await stage.anna.sees("Зал\nЖурнал учёта.*3 фото", "Новый файл добавлен")
    await Line(stage.anna).edits(ids[1], caption="Журнал учёта", photo=other, media_group_id="1")
    await stage.anna.sees_nothing()
    await stage.anna.presses("Отправить")
    await stage.anna.news()
    await stage.olga.sees("Новый отчёт.*3 файла.*Зал\nЖурнал учёта")


async def test_a_photo_put_in_place_of_one_that_was_sent_is_said_to_be_left_out(stage: Stage) -> None:
    ids = await album(stage, "Зал", "Журнал")
    other = await another_photo(stage)
    await stage.anna.presses("Отправить")
    await stage.anna.news()
    await stage.olga.news()

    await Line(stage.anna).edits(ids[1], caption="Журнал", photo=other, media_group_id="1")

    await stage.anna.sees("Новый файл не вошёл: отчёт уже отправлен")


@pytest.mark.parametrize("length", [1_024, 1_025, 2_048, MAX_TEXT])
async def test_words_under_a_file_are_taken_whole_as_far_as_a_report_holds_them(
    stage: Stage, store: Store, length: int
) -> None:
    await stage.anna.sends_document(PDF, "Протокол.pdf", caption="я" * length)
    await stage.anna.presses("Отправить")
    await stage.anna.sees("Отчёт отправлен куратору.*1 файл")
    await stage.olga.sees("Новый отчёт.*1 файл")
    assert await sent(store) == ["я" * length]


@pytest.mark.parametrize("length", [MAX_TEXT + 1, 4_096, 4_097, 20_000])
async def test_too_many_words_under_a_file_are_said_to_be_and_the_file_is_taken(
    stage: Stage, store: Store, length: int
) -> None:
    await stage.anna.sends_document(PDF, "Протокол.pdf", caption="я" * length)
    refusal, shown = await stage.anna.news()
    assert "не войдёт, свободно знаков: 2500. Сократите" in refusal.text
    assert "Протокол.pdf" in shown.text

    await stage.anna.says("Провели")
    await stage.anna.presses("Отправить")
    await stage.anna.sees("Отчёт отправлен куратору.*Провели")
    await stage.olga.sees("Новый отчёт.*1 файл.*Провели")
    assert await sent(store) == ["Провели"]


async def test_a_caption_of_two_thousand_faces_counts_as_messengers_count(stage: Stage, store: Store) -> None:
    await stage.anna.sends_document(PDF, "Протокол.pdf", caption="😀" * 2_000)
    refusal, _ = await stage.anna.news()
    assert "свободно знаков: 2500" in refusal.text
    assert await sent(store) == []
