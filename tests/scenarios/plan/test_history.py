"""The card of a measure tells its history and keeps every version of its reports with their files."""

from roadmap.ids import MeasureId
from storage.unit_of_work import Store
from tests.control_story import Stage, photo, set_stage
from tests.world import World


async def test_history_tells_who_did_what_and_when_and_reports_keep_every_version(
    world: World, store: Store
) -> None:
    stage = await set_stage(world, store)
    anna, olga = stage.anna, stage.olga
    await stage.opens(anna, "2.1")
    await anna.presses("Отчитаться")
    await anna.says("Провели")
    await anna.sends_photo(photo())
    await anna.presses("Отправить")
    await world.at("2026-09-02 11:30")
    await olga.presses("Вернуть на доработку")
    await olga.says("Приложите лист регистрации")
    await world.at("2026-09-02 12:00")
    await anna.presses("Отчитаться заново")
    await anna.says("Лист приложен")
    await anna.presses("Отправить")
    await world.at("2026-09-03 10:00")
    for hero in world.heroes:
        await hero.news()

    await olga.says("2.1")
    await olga.news()
    await olga.presses("История")
    (shown,) = await olga.sees("Провести семинар\nИстория")
    assert [line for line in shown.text.splitlines() if line.startswith(("•", "   "))] == [
        "• 02.09.2026 12:00 отправлен отчёт: выполнено · Школа № 3 (Анна Лугова)",
        "• 02.09.2026 11:30 возвращено на доработку · Школа № 3 (Ольга Ветрова)",
        "   «Приложите лист регистрации»",
        "• 01.09.2026 09:00 отправлен отчёт: выполнено · Школа № 3 (Анна Лугова)",
    ]
    await olga.presses("‹ К мероприятию")
    await olga.news()
    await olga.presses("Отчёты")
    (shown,) = await olga.sees(r"Отчёты \(2\)")
    assert "1. 02.09.2026 Школа № 3, версия 2: ✅ выполнено; автор Анна Лугова\nЛист приложен" in shown.text
    assert "2. 01.09.2026 Школа № 3: ✅ выполнено, 1 файл; автор Анна Лугова, возвращён" in shown.text
    assert shown.buttons == ["1. Открыть", "2. Открыть", "Файлы (1)", "‹ К мероприятию"]
    await olga.presses("Файлы \\(1\\)")
    (sent,) = [each for each in await olga.news() if each.filename]
    assert await world.sandbox.client.file(sent.file_id) == photo()


async def test_what_the_plan_itself_got_is_in_the_history_too_and_others_work_is_not_shown(
    world: World, store: Store
) -> None:
    stage = await set_stage(world, store)
    await stage.reports()
    await stage.boris.forges(f"meh:{await stage_measure(stage)}:0")
    assert "Не найдено" in await stage.boris.last_toast()
    await stage.anna.forges(f"meh:{await stage_measure(stage)}:0")
    await stage.anna.sees("История.*отправлен отчёт")
    await stage.olga.news()


async def stage_measure(stage: Stage) -> MeasureId:
    """The first measure of the stage."""
    async with stage.district.store.read() as uow:
        (first, *_) = await uow.plan.measures(stage.district.road_map)
    return first.id


async def test_what_was_changed_by_hand_and_asked_for_is_told_in_words(world: World, store: Store) -> None:
    stage = await set_stage(world, store)
    anna, olga = stage.anna, stage.olga
    await stage.opens(anna, "2.2")
    await anna.presses("Ещё…")
    await anna.presses("Перенести срок")
    await anna.presses("^до ")
    await anna.presses("Ждём документы")
    for hero in world.heroes:
        await hero.news()
    await olga.says("2.2")
    await olga.news()
    await olga.presses("История")
    (shown,) = await olga.sees("Утвердить план\nИстория.*запрошен перенос срока.*Ждём документы от других")
    assert "sha256" not in shown.text
