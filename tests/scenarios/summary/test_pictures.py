"""Pictures and the shares of discipline from the chat."""

from storage.unit_of_work import Store
from tests.control_story import SCHOOL, set_stage
from tests.documents_text import road_map_text
from tests.world import World


async def test_a_curator_gets_the_pictures_as_an_album_and_the_same_in_words(
    world: World, store: Store
) -> None:
    stage = await set_stage(world, store)
    await stage.reports()
    await stage.olga.news()
    await stage.olga.says("/report")
    await stage.olga.presses("За весь период")
    await stage.olga.presses("Картинки")
    _, *album = await stage.olga.news()
    assert [bool(message.raw.get("photo")) for message in album] == [True] * len(album)
    assert "Больше всего сроков в сентябре 2026 года: 1." in album[-1].text
    assert f"Больше всего: {SCHOOL}, в сентябре 2026 года 1 срок." in album[-1].text


async def test_a_press_says_why_a_share_is_what_it_is(world: World, store: Store) -> None:
    stage = await set_stage(world, store)
    await world.at("2026-09-18 12:00")
    await stage.reports(number="2.1")
    await world.at("2026-09-21 12:00")
    await stage.opens(stage.olga, "2.1")
    await stage.olga.presses("Снять с контроля")
    await world.at("2026-10-27 12:00")
    for hero in world.heroes:
        await hero.news()
    await stage.olga.says("/report")
    await stage.olga.presses("За весь период")
    await stage.olga.presses("Кто держит сроки")
    (board,) = await stage.olga.news()
    assert "Исполнено из запланированного: 1 из 2, 50 %" in board.text
    assert "В срок из исполненного: 0 из 1, 0 %" in board.text
    await stage.olga.presses(f"{SCHOOL}: 0 из 2")
    (why,) = await stage.olga.news()
    assert "С опозданием: 1\n• п. 2.1 Провести семинар, на 3 дня" in why.text
    assert "Просрочено: 1\n• п. 2.2 Утвердить план" in why.text
    await stage.olga.presses("Назад")
    await stage.olga.sees("Кто держит сроки")


async def test_before_approval_the_coordinator_sees_who_will_be_laden_when(world: World) -> None:
    vera = await world.department()
    await world.executor("Анна Лугова", "Школа № 3")
    plan = road_map_text(
        ("1.", "Неделя книги", "до 14 мая", "Школа № 3"), ("2.", "Конкурс", "до 20 мая", "Школа № 3")
    )
    await vera.sends_document(plan, "План.txt")
    await vera.presses("Нагрузка по месяцам")
    *_, picture = await vera.news()
    assert picture.raw.get("photo")
    assert picture.text == "Больше всего: Школа № 3, в мае 2027 года 2 срока."
