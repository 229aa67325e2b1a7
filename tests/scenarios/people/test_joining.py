"""People join by link, and the coordinator sees who has."""

from roadmap.people.persons import Role, UnitKind
from roadmap.people.staff import StaffRow
from tests.databases import both_databases
from tests.world import World

pytestmark = both_databases


async def test_a_coordinator_invites_a_teacher_who_reads_what_she_agrees_to(world: World) -> None:
    vera = await world.department()
    await vera.says("/people")
    await vera.sees("Организации и люди")
    await vera.presses("Добавить организацию")
    await vera.sees("Какую организацию добавить")
    await vera.presses("Школа")
    await vera.sees("Напишите название")
    await vera.says("Школа № 3")
    await vera.sees("Школа № 3.*пока никого")
    await vera.presses("Добавить сотрудника")
    await vera.sees("Кем будет новый сотрудник")
    await vera.presses("Исполнитель")
    await vera.sees("Напишите фамилию")
    await vera.says("Лугова Анна Петровна, завуч")
    (invite,) = await vera.sees("Лугова Анна Петровна.*до 15 сентября 09:00")

    anna = await world.stranger("Анна")
    await anna.starts(invite.text.split("start=")[1])
    (offer,) = await anna.sees("Здравствуйте!.*Отдел образования Приозёрного района приглашает вас")
    assert not any(word in offer.text for word in ("Лугова", "Школа", "исполнитель", "Ильина"))
    await anna.presses("Согласен")
    await anna.sees("Готово.*Лугова Анна Петровна\nШкола № 3\nВаша роль: исполнитель.*Вера Ильина")
    await vera.sees("Лугова Анна Петровна: вход по вашей ссылке.*Аккаунт: Анна")
    await vera.presses("К организации")
    await vera.sees("Лугова Анна Петровна, завуч.*в чате")


async def test_a_used_link_gives_a_stranger_a_neutral_answer(world: World) -> None:
    await world.department()
    await world.executor("Анна Лугова", "Школа № 3")
    payload = world._links["Анна Лугова"]

    stranger = await world.stranger("Некто")
    await stranger.starts(payload)
    await stranger.sees("не действует")
    await stranger.starts()
    await stranger.sees("Попросите её у координатора")


async def test_agreeing_to_an_invitation_that_was_never_shown_joins_nobody(world: World) -> None:
    await world.department()
    stranger = await world.stranger("Некто")
    await stranger.starts()
    await stranger.sees("по личной ссылке")

    await stranger.forges("yes")

    await stranger.sees("не действует")


async def test_a_chat_that_is_somebodys_is_warned_before_it_becomes_another_ones(
    world: World,
) -> None:
    await world.department()
    anna = await world.executor("Анна Лугова", "Школа № 3")
    await world.staff(
        StaffRow(unit="Школа № 3", kind=UnitKind.SCHOOL, person="Борис Речной", role=Role.EXECUTOR)
    )

    await anna.starts(world._links["Борис Речной"])

    await anna.sees("Здравствуйте!.*записан за другим: Анна Лугова.*Ссылка не ваша")
    await anna.presses("Не сейчас")
    await anna.news()
    await anna.says("/menu")
    await anna.sees("Анна Лугова, что открыть")


async def test_words_nobody_waits_for_are_answered_not_swallowed(world: World) -> None:
    await world.department()
    anna = await world.executor("Анна Лугова", "Школа № 3")
    stranger = await world.stranger("Некто")

    await anna.says("Всё провели 12 сентября")
    (answer,) = await anna.sees("никуда не записано.*нажмите «Отчитаться»")
    assert answer.buttons == ["Мои мероприятия", "Меню"]
    await anna.says("/чтоэто")
    await anna.sees("никуда не записано")
    await stranger.says("Здравствуйте")
    await stranger.sees("по личной ссылке")


async def test_two_schools_and_two_people_pasted_are_two_read_back_first(world: World) -> None:
    vera = await world.department()
    await vera.says("/people")
    await vera.presses("Добавить организацию")
    await vera.presses("Школа")
    await vera.news()
    await vera.says("Школа № 3\nШкола № 8")
    await vera.sees("Понял так: 2 новые организации.*Школа № 3\n• Школа № 8")
    await vera.says("Школа № 3\nШкола № 8\nШкола № 9")
    await vera.sees("Понял так: 3 новые организации")
    await vera.presses("Добавить$")
    (listed,) = await vera.sees("Организации и люди")
    assert await vera.last_toast() == "Добавлено: 3 организации."
    assert [button for button in listed.buttons if "Школа" in button] == [
        "Школа № 3 · никого",
        "Школа № 8 · никого",
        "Школа № 9 · никого",
    ]

    await vera.presses("Школа № 8")
    await vera.presses("Добавить сотрудника")
    await vera.presses("Исполнитель")
    await vera.news()
    await vera.says("Лугова Анна Петровна, завуч\nРечной Борис Ильич, учитель")
    await vera.sees("Понял так: 2 новых сотрудника.*Школа № 8, исполнитель.*Лугова.*завуч.*Речной")
    await vera.presses("Добавить$")
    await vera.sees("Школа № 8", "Приглашение для: Лугова", "Приглашение для: Речной")

    await vera.forges("pe")
    assert "Не найдено" in await vera.last_toast()
