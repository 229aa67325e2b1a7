"""Those who are not in the chat get a list on paper; what they say comes in by their curator."""

import io

from docx import Document

from roadmap.people.persons import Role, UnitKind
from roadmap.people.staff import StaffRow
from storage.unit_of_work import Store
from tests.control_story import SCHOOL, set_stage
from tests.world import World


async def test_a_curator_reports_for_a_school_and_the_school_is_told(world: World, store: Store) -> None:
    stage = await set_stage(world, store)
    await stage.opens(stage.olga, "2.1")
    await stage.olga.presses("Отчёт за них")
    await stage.olga.sees("Отчёт за них.*Провести семинар.*Исполнитель: Школа № 3.*Напишите одним сообщением")
    await stage.olga.says("Семинар провели 14 сентября, сообщила директор")
    await stage.olga.sees("Внести такой отчёт.*Семинар провели 14 сентября")
    await stage.olga.presses("Внести: выполнено")
    (card,) = await stage.olga.sees("Отчёт от 1 сентября, Ольга Ветрова, внёс куратор: выполнено")
    assert "Семинар провели 14 сентября, сообщила директор" in card.text
    assert "Снято с контроля 1 сентября, Ольга Ветрова" in card.text
    assert "Отменить решение" in card.buttons
    (told,) = await stage.anna.sees(
        "За вас внесён отчёт: Ольга Ветрова, куратор.*Семинар провели.*сразу принят"
    )
    assert "Изменить отчёт" not in told.buttons


async def test_on_behalf_takes_four_taps(world: World, store: Store) -> None:
    stage = await set_stage(world, store)
    taps = [stage.opens(stage.olga, "2.1"), stage.olga.presses("Отчёт за них")]
    taps += [stage.olga.says("Провели 14 сентября"), stage.olga.presses("Внести: выполнено")]
    for tap in taps:
        await tap
    assert len(taps) == 4
    assert "Снято с контроля" in (await stage.olga.news())[-1].text
    await stage.anna.news()


async def test_a_decision_on_what_was_written_down_is_undone_and_then_the_school_corrects_it(
    world: World, store: Store
) -> None:
    stage = await set_stage(world, store)
    await stage.opens(stage.olga, "2.1")
    await stage.olga.presses("Отчёт за них")
    await stage.olga.says("Провели")
    await stage.olga.presses("Внести: выполнено")
    await stage.olga.presses("Отменить решение")
    await stage.olga.news()
    await stage.anna.news()
    await stage.opens(stage.anna, "2.1")
    await stage.anna.presses("Изменить отчёт")
    await stage.anna.says("Провели 12 сентября, было 30 человек")
    await stage.anna.presses("Отправить")
    (card,) = [each for each in await stage.anna.news() if "Отчёт № 2" in each.text][-1:]
    assert "внёс куратор" not in card.text
    await stage.olga.news()


async def test_an_executor_of_another_school_reports_for_nobody(world: World, store: Store) -> None:
    stage = await set_stage(world, store)
    duty_id = stage.district.duties["2.1", SCHOOL]
    await stage.boris.forges(f"rh:{duty_id}")
    assert "недоступно" in await stage.boris.last_toast()
    await stage.anna.forges(f"rhs:{duty_id}:1:done")
    assert "недоступно" in await stage.anna.last_toast()


async def test_a_list_on_paper_holds_what_the_school_owes_in_the_months_chosen(
    world: World, store: Store
) -> None:
    stage = await set_stage(world, store)
    unit_id = stage.district.units[SCHOOL]
    await stage.olga.forges(f"ppm:{unit_id}")
    (shown,) = await stage.olga.sees("Список на бумаге\nШкола № 3")
    assert shown.buttons[:4] == [
        "Сентябрь 2026",
        "Октябрь 2026",
        "Июль – сентябрь 2026",
        "Октябрь – декабрь 2026",
    ]
    await stage.olga.presses("Октябрь 2026")
    (sent,) = await stage.olga.sees("Мероприятия: октябрь 2026.*Школа № 3: 3 поручения.*Отчёт за них")
    assert sent.filename == "Мероприятия Школа № 3 10.2026.docx"
    document = Document(io.BytesIO(await world.sandbox.client.file(sent.file_id)))
    rows = [[cell.text for cell in row.cells] for row in document.tables[0].rows]
    assert [row[0] for row in rows] == ["№", "План повышения качества образования", "2.1", "2.2", "2.3"]
    assert rows[3][1:4] == ["Утвердить план", "до 15.10.2026", "Справка"]
    assert any("позвоните" in each.text for each in document.paragraphs)


async def test_a_list_of_months_without_duties_is_not_printed_and_of_others_schools_is_refused(
    world: World, store: Store
) -> None:
    stage = await set_stage(world, store)
    await world.staff(
        StaffRow(unit="Школа № 8", kind=UnitKind.SCHOOL, person="Павел Лесной", role=Role.CURATOR)
    )
    pavel = await world.join("Павел Лесной")
    await pavel.forges(f"ppl:{stage.district.units['Школа № 8']}:2026:9:1")
    await pavel.sees("Печатать нечего.*Школа № 8: сентябрь 2026, поручений нет")
    await pavel.forges(f"ppl:{stage.district.units[SCHOOL]}:2026:9:1")
    assert "Не найдено" in await pavel.last_toast()
    for hero in world.heroes:
        await hero.news()
