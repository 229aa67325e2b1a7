"""Links for everybody, one sheet to print, and nobody gets in under another's name unnoticed."""

import io

from docx import Document

from roadmap.people.persons import Role, UnitKind
from roadmap.people.staff import StaffRow
from services.buttons.invitations import InvitationSheetButton
from services.buttons.packing import pack
from tests.databases import both_databases
from tests.world import DEPARTMENT, Hero, World

pytestmark = both_databases

SCHOOL, ANNA, BORIS = "Школа № 3", "Лугова Анна Петровна", "Речной Борис Ильич"


async def staffed(world: World) -> Hero:
    """A coordinator, two people of a school, one of another; nobody else has joined."""
    vera = await world.department()
    await world.staff(
        StaffRow(unit=SCHOOL, kind=UnitKind.SCHOOL, person=ANNA, post="завуч", role=Role.EXECUTOR),
        StaffRow(unit=SCHOOL, person=BORIS, role=Role.EXECUTOR),
        StaffRow(unit="Школа № 5", kind=UnitKind.SCHOOL, person="Тихая Яна", role=Role.EXECUTOR),
    )
    return vera


async def links_of(world: World, hero: Hero, file_id: str) -> dict[str, str]:
    """Name and link of every strip of a sheet."""
    document = Document(io.BytesIO(await world.sandbox.client.file(file_id)))
    strips = [row.cells[1].text.split("\n") for table in document.tables for row in table.rows]
    return {lines[0]: next(line for line in lines if "start=" in line) for lines in strips}


def payload(text: str) -> str:
    return text.split("start=")[1].split()[0]


async def invited(world: World, vera: Hero, person: str, unit: str = SCHOOL) -> str:
    """The coordinator gives one person a link; its payload."""
    await vera.says(f"/people {person}")
    await vera.presses("^Пригласить$|^Новая ссылка$")
    *_, link = await vera.news()
    return payload(link.text)


async def test_a_link_works_for_two_weeks_and_can_be_copied_by_one_press(world: World) -> None:
    vera = await staffed(world)
    await vera.says(f"/people {ANNA.split()[0]}")
    await vera.presses("^Новая ссылка$")
    *_, link = await vera.news()
    assert "до 15 сентября 09:00" in link.text
    (copy, *_) = [key for row in link.raw["reply_markup"]["inline_keyboard"] for key in row]
    assert copy["text"] == "Скопировать ссылку"
    assert copy["copy_text"]["text"] in link.text

    await world.at("2026-09-14 10:00")
    await vera.news()
    anna = await world.stranger("Анна")
    await anna.starts(payload(link.text))
    await anna.sees("Здравствуйте!.*приглашает вас")


async def test_a_second_link_says_that_the_first_has_stopped_and_marks_it(world: World) -> None:
    vera = await staffed(world)
    first = await invited(world, vera, ANNA)
    await vera.presses("^Новая ссылка$")
    marked, second = await vera.news()
    assert "Эта ссылка больше не действует: выдана новая" in marked.text
    assert "start=" not in marked.text
    assert "Прежняя ссылка этого человека больше не действует" in second.text
    anna = await world.stranger("Анна")
    await anna.starts(first)
    await anna.sees("не действует")
    await anna.starts(payload(second.text))
    await anna.sees("Здравствуйте")


async def test_a_sheet_for_a_school_has_a_strip_for_each_who_is_not_in_the_chat(world: World) -> None:
    vera = await staffed(world)
    await vera.says("/people")
    await vera.presses("Школа № 3")
    await vera.presses("Лист приглашений")
    await vera.sees("Приглашения: Школа № 3.*Ещё не в чате: 2 человека.*Ссылка действует: 2")
    await vera.presses("Всем новые ссылки: 2 человека")
    *_, file = await vera.news()
    assert "2 человека, ссылки действуют до 15 сентября 2026 года" in file.text
    links = await links_of(world, vera, file.file_id)
    assert list(links) == [ANNA, BORIS]
    anna = await world.stranger("Анна")
    await anna.starts(payload(links[ANNA]))
    await anna.presses("Согласен")
    await anna.sees("Готово")
    await vera.sees("Лугова Анна Петровна: вход по вашей ссылке")


async def test_expired_links_are_renewed_for_all_by_one_press(world: World) -> None:
    vera = await staffed(world)
    await world.at("2026-09-20 10:00")
    await vera.news()
    await vera.says("/people")
    await vera.presses("Пригласить: 3")
    await vera.sees("Ещё не в чате: 3 человека.*Ссылка истекла: 3")
    await vera.presses("Лист для печати: 3 человека")
    *_, file = await vera.news()
    assert list(await links_of(world, vera, file.file_id)) == [ANNA, BORIS, "Тихая Яна"]
    await vera.says("/people")
    await vera.presses("Пригласить: 3")
    (desk,) = await vera.sees("Ссылка действует: 3")
    assert not any("Лист для печати" in label for label in desk.buttons)


async def test_whoever_invited_learns_which_account_came_and_can_undo_it(world: World) -> None:
    vera = await staffed(world)
    link = await invited(world, vera, ANNA)
    thief = await world.stranger("Чужой")
    await thief.starts(link)
    await thief.presses("Согласен")
    await thief.sees("Готово")
    (told,) = await vera.sees("вход по вашей ссылке")
    assert "Аккаунт: Чужой" in told.text

    await vera.presses("Это не тот человек")
    (undone,) = await vera.sees("вход отменён.*Чат отвязан")
    await thief.sees("Координатор не подтвердил этот вход")
    await thief.says("/my")
    await thief.sees("личной ссылке")
    await vera.presses("Новая ссылка")
    *_, fresh = await vera.news()
    anna = await world.stranger("Анна")
    await anna.starts(payload(fresh.text))
    await anna.presses("Согласен")
    await anna.sees("Готово")
    await vera.news()
    await vera.phone.press_data(told.rows[0][0].data, message_id=undone.id)
    await world.answer()
    assert "уже ответили" in await vera.last_toast()
    await vera.news()
    await anna.says("/menu")
    await anna.sees("Лугова Анна Петровна, что открыть")


class TestACoordinator:
    """Who would keep the people and the documents."""

    async def test_invited_in_the_chat_waits_until_a_coordinator_says_it_is_them(self, world: World) -> None:
        vera, galya = await self.invited_by(world)
        await galya.presses("Согласен")
        await galya.sees("Осталось подтверждение.*спросили их")
        (asked,) = await vera.sees("Галина Светлова: вход координатором. Подтвердите")
        assert "Аккаунт: Галина" in asked.text
        await galya.says("/people")
        await galya.sees("личной ссылке")

        await vera.presses("^Подтвердить$")
        await vera.sees("вход подтверждён")
        await galya.sees("Готово, вы в «Вехе».*координатор")
        await galya.says("/people")
        await galya.sees("Организации и люди")

    async def test_of_a_wrong_account_nothing_comes_of_it(self, world: World) -> None:
        vera, thief = await self.invited_by(world)
        await thief.presses("Согласен")
        await thief.news()
        await vera.news()
        await vera.presses("Это не тот человек")
        await vera.sees("вход отменён")
        await thief.sees("не подтвердил этот вход")
        await thief.says("/people")
        await thief.sees("личной ссылке")

    async def test_by_a_link_of_the_command_line_is_in_at_once_and_all_others_are_told(
        self, world: World
    ) -> None:
        vera = await world.department()
        await world.staff(
            StaffRow(
                unit=DEPARTMENT, kind=UnitKind.DEPARTMENT, person="Галина Светлова", role=Role.COORDINATOR
            )
        )
        await world.answer()
        await vera.sees("С сервера выдана ссылка координатора: Галина Светлова")
        galya = await world.stranger("Галина")
        await galya.starts(world.link_of("Галина Светлова"))
        await galya.presses("Согласен")
        await galya.sees("Здравствуйте|Готово, вы в «Вехе».*координатор")
        (told,) = await vera.sees("Новый вход координатора: Галина Светлова")
        assert "Аккаунт: Галина" in told.text
        await vera.presses("Это не тот человек")
        await vera.sees("вход отменён")
        await galya.sees("не подтвердил")

    async def test_such_a_link_can_be_stopped_before_it_is_taken(self, world: World) -> None:
        vera = await world.department()
        await world.staff(
            StaffRow(
                unit=DEPARTMENT, kind=UnitKind.DEPARTMENT, person="Галина Светлова", role=Role.COORDINATOR
            )
        )
        await world.answer()
        await vera.news()
        await vera.presses("Отозвать ссылку")
        await vera.news()
        galya = await world.stranger("Галина")
        await galya.starts(world.link_of("Галина Светлова"))
        await galya.sees("не действует")

    async def invited_by(self, world: World) -> tuple[Hero, Hero]:
        vera = await world.department()
        await vera.says("/people")
        await vera.presses(DEPARTMENT)
        await vera.presses("Добавить сотрудника")
        await vera.presses("Координатор")
        await vera.says("Галина Светлова")
        *_, link = await vera.news()
        galya = await world.stranger("Галина")
        await galya.starts(payload(link.text))
        await galya.sees("Здравствуйте!.*приглашает вас")
        return vera, galya


async def test_only_a_coordinator_gives_links_and_decides_about_accounts(world: World) -> None:
    await staffed(world)
    olga = await world.curator()
    for data in ("pv:0", "pvs:0:1", "pvy:1", "pvn:1"):
        await olga.forges(data)
        assert "недоступно" in await olga.last_toast()


async def test_a_sheet_that_may_not_have_come_is_made_again_and_no_link_in_a_message_stops(
    world: World,
) -> None:
    vera = await staffed(world)
    await world.at("2026-09-20 10:00")
    await vera.news()
    yana = await invited(world, vera, "Тихая Яна", "Школа № 5")
    for _ in range(2):
        await vera.forges(pack(InvitationSheetButton(0, 0)))
        *_, file = await vera.news()
        links = await links_of(world, vera, file.file_id)
        assert list(links) == [ANNA, BORIS]
    await world.at("2026-09-20 10:11")
    await vera.forges(pack(InvitationSheetButton(0, 0)))
    assert not any(message.file_id for message in await vera.news())
    anna, stranger = await world.stranger("Анна"), await world.stranger("Яна")
    await anna.starts(payload(links[ANNA]))
    await anna.sees("Здравствуйте")
    await stranger.starts(yana)
    await stranger.sees("Здравствуйте")
