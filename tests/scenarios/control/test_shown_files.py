"""A curator who opens a report sees its photos as photos, in one album."""

from sandbox.images import plain_png
from storage.unit_of_work import Store
from tests.control_story import set_stage
from tests.world import World


async def test_photos_of_a_report_come_as_one_album_of_photos(world: World, store: Store) -> None:
    stage = await set_stage(world, store)
    await stage.opens(stage.anna, "2.1")
    await stage.anna.presses("Отчитаться")
    await stage.anna.sends_photo(plain_png(320, 200), caption="Провели 12 сентября")
    await stage.anna.sends_photo(plain_png(321, 200))
    await stage.anna.presses("Отправить")
    await stage.anna.news()
    await stage.olga.sees("Новый отчёт: выполнено, 2 файла")

    await stage.olga.presses("Показать вложения")

    shown = await stage.olga.sees("", "п. 2.1 Провести семинар.*Анна Лугова")
    assert [bool(each.raw.get("photo")) for each in shown] == [True, True]
    assert len({each.raw.get("media_group_id") for each in shown}) == 1
