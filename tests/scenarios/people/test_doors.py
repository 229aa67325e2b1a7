"""Every door opens: each entry of each menu and each command, for each role, with work and without."""

from collections.abc import Mapping
from dataclasses import Field
from datetime import date
from typing import Any

import pytest

from roadmap.people.persons import Role, UnitKind
from roadmap.people.place import in_telegram
from roadmap.people.staff import StaffRow
from sandbox.seen import SeenAnswer, SeenMessage
from services.buttons.packing import ButtonData, kinds, pack
from storage.unit_of_work import Store
from tests.databases import both_databases
from tests.quarter_district import District, Row, lay
from tests.world import Hero, World
from texts.people.menu import COMMANDS, OLD_BUTTON

SCHOOL, EXECUTOR = "Школа № 3", "Анна Лугова"
ROWS = (
    Row(number="1.1", title="Провести семинар", units=(SCHOOL,), due_on=date(2026, 9, 20)),
    Row(number="1.2", title="Вести дневник", units=(SCHOOL,)),
)
REFUSALS = ("недоступно", "Не найдено", "Не получилось", "устарела")
GONE = ("недоступно", "Не найдено", "изменилось", "уже отправлен", "уже нельзя", "в этих пределах")
"""What a forged press may be told; everything else would be a success that never was."""


async def staffed(world: World, store: Store, *, has_work: bool) -> dict[str, Hero]:
    """One person of every role; with work there is a plan in force and its monitoring is open."""
    heroes = {
        "coordinator": await world.department(),
        "executor": await world.executor(EXECUTOR, SCHOOL),
        "curator": await world.curator(),
        "head": await world.curator("Елена Холмова", Role.HEAD),
    }
    if has_work:
        await lay_plan(world, store)
        await world.at("2026-09-24 10:00")
        for hero in heroes.values():
            await hero.news()
    return heroes


async def lay_plan(world: World, store: Store) -> District:
    district = District(store=store, app=world.app, clock=world.clock)
    async with store.write() as uow:
        (department,) = await uow.people.departments()
        district.department = department.id
        district.units = {unit.name: unit.id for unit in await uow.people.units(department.id)}
        await lay(district, uow, ROWS)
        await uow.commit()
    return district


async def told(hero: Hero) -> SeenAnswer:
    return (await hero.phone.answers())[-1]


async def bottom(hero: Hero) -> SeenMessage:
    """What the bot showed last, whether it wrote or redrew."""
    fresh = await hero.news()
    assert fresh, "nothing was shown"
    return fresh[-1]


@pytest.mark.parametrize("has_work", [False, True])
@pytest.mark.parametrize("role", ["executor", "curator", "coordinator", "head"])
async def test_every_entry_of_the_menu_opens_and_leads_back(
    world: World, store: Store, role: str, has_work: bool
) -> None:
    hero = (await staffed(world, store, has_work=has_work))[role]
    await hero.says("/menu")
    entries = [button for row in (await bottom(hero)).rows for button in row]
    assert len(entries) >= 3
    for entry in entries:
        await hero.says("/menu")
        await hero.news()
        await hero.forges(entry.data)
        answer = await told(hero)
        assert answer.is_answered
        assert not any(words in answer.text for words in REFUSALS), entry.text
        assert (await bottom(hero)).buttons, f"«{entry.text}» is a dead end"
    for other in world.heroes:
        await other.news()


@pytest.mark.parametrize("has_work", [False, True])
@pytest.mark.parametrize("role", ["executor", "curator", "coordinator", "head"])
async def test_every_command_of_a_role_opens_and_others_are_refused_in_words(
    world: World, store: Store, role: str, has_work: bool
) -> None:
    hero = (await staffed(world, store, has_work=has_work))[role]
    for name, _, roles in COMMANDS:
        await hero.says(f"/{name}")
        shown = await bottom(hero)
        if Role(role) in roles:
            assert not any(words in shown.text for words in REFUSALS), name
            assert shown.buttons, f"/{name} is a dead end"
        else:
            assert shown.text
    await hero.says("/nonsense")
    assert "Меню" in (await bottom(hero)).buttons
    for other in world.heroes:
        await other.news()


async def test_help_speaks_of_what_the_role_does(world: World, store: Store) -> None:
    heroes = await staffed(world, store, has_work=False)
    words = {}
    for role, hero in heroes.items():
        await hero.says("/help")
        words[role] = (await bottom(hero)).text
    assert "Отчитаться" in words["executor"]
    assert "/queue" in words["curator"]
    assert "файл дорожной карты" in words["coordinator"]
    assert "письмо" in words["head"]
    assert "Отчитаться" not in words["head"]


@both_databases
async def test_before_consent_every_door_offers_it(world: World) -> None:
    coordinator = await world.department()
    await world.staff(StaffRow(unit=SCHOOL, kind=UnitKind.SCHOOL, person=EXECUTOR, role=Role.EXECUTOR))
    guest = await world.stranger("Анна")
    await guest.says("/menu")
    await guest.sees("личной ссылке")
    await guest.starts(world.link_of(EXECUTOR))
    await guest.news()
    for words in ("спасибо", "/start", "/privacy", *(f"/{name}" for name, _, _ in COMMANDS)):
        await guest.says(words)
        assert "Согласен, начать" in (await bottom(guest)).buttons, words
    for data in ("menu", "mm", "dm::0", "nonsense"):
        await guest.forges(data)
        assert (await told(guest)).is_answered
    await guest.presses("Согласен")
    await guest.sees("Готово, вы в «Вехе»")
    await coordinator.news()


class TestMonitoring:
    """What an executor finds behind «Мониторинг»."""

    async def test_before_any_campaign_it_says_when_questions_come(self, world: World, store: Store) -> None:
        anna = (await staffed(world, store, has_work=False))["executor"]
        await lay_plan(world, store)
        await anna.says("/monitoring")
        await anna.sees("Сейчас вас не спрашивают.*начнётся 24 сентября")

    async def test_an_open_questionnaire_is_shown_at_once(self, world: World, store: Store) -> None:
        anna = (await staffed(world, store, has_work=True))["executor"]
        await anna.says("/monitoring")
        await anna.sees("Мониторинг за 3 квартал 2026 года.*Ответьте, пожалуйста")
        for hero in world.heroes:
            await hero.news()

    async def test_after_the_close_late_answers_are_still_taken(self, world: World, store: Store) -> None:
        anna = (await staffed(world, store, has_work=True))["executor"]
        await world.at("2026-10-02 12:00")
        for hero in world.heroes:
            await hero.news()
        await anna.says("/monitoring")
        await anna.sees("Мониторинг завершён.*с отметкой «с опозданием»")
        for _ in range(2):
            await anna.presses("Продолжить|Отвечать по порядку|^1$|^2$")
            await anna.presses("^Выполнено|^Идёт по плану")
        await anna.news()
        await anna.says("/monitoring")
        for hero in world.heroes:
            await hero.news()


class TestOldAndForgedPresses:
    @pytest.mark.parametrize(
        "data", ["nonsense", "", "d:007", "d:1:2", "d:", "d:-1", "D:1", "dm", "d:٣", "menu:1", "x" * 64]
    )
    async def test_what_nobody_knows_is_answered_and_redrawn(self, world: World, data: str) -> None:
        coordinator = await world.department()
        await coordinator.says("/people")
        (before,) = await coordinator.sees("Организации и люди")
        await coordinator.forges(data)
        assert await coordinator.last_toast() == OLD_BUTTON
        (after,) = await coordinator.sees("Меню")
        assert after.id == before.id

    async def test_on_a_card_it_redraws_the_card(self, world: World, store: Store) -> None:
        anna = (await staffed(world, store, has_work=True))["executor"]
        await anna.says("/my")
        await anna.presses("^1$")
        await anna.news()
        (card,) = [message for message in await anna.phone.messages() if "Провести семинар" in message.text][
            -1:
        ]
        await world.at("2026-09-25 10:30")
        for hero in world.heroes:
            await hero.news()
        await anna.phone.press_data("gone:1", message_id=card.id)
        await world.answer()
        (redrawn,) = await anna.sees("Провести семинар")
        assert redrawn.id == card.id

    @pytest.mark.parametrize("role", ["executor", "curator", "coordinator", "head"])
    async def test_a_forged_one_flashes_no_success_and_opens_no_question(
        self, world: World, store: Store, role: str
    ) -> None:
        hero = (await staffed(world, store, has_work=True))[role]
        taken = []
        await hero.says("/menu")
        for data in forgeries():
            await hero.forges(data)
            answer, asked = await told(hero), await open_question(store, hero)
            if asked or not any(words in answer.text for words in GONE):
                taken.append((data, answer.text, asked))
        assert taken == []
        for other in world.heroes:
            await other.news()


def forgeries() -> list[str]:
    """Every kind of button about something, naming what never was; pages and settings name nothing."""
    about = [kind for kind in kinds() if _names_something(kind)]
    words = ("zzz", "done", "school", "executor")
    return sorted({pack(_forged(kind, word)) for kind in about for word in words})


def _names_something(kind: type) -> bool:
    return kind.__name__ not in SETTINGS and any(name.endswith("_id") for name in _fields(kind))


def _forged(kind: type, word: str) -> ButtonData:
    values = {name: NOBODY if field.type in (int, "int") else word for name, field in _fields(kind).items()}
    forged: ButtonData = kind(**values)
    return forged


def _fields(kind: type) -> Mapping[str, Field[Any]]:
    fields: Mapping[str, Field[Any]] = kind.__dict__["__dataclass_fields__"]
    return fields


NOBODY = 2031
"""No id of so small a world; as a year it would do."""
SETTINGS = {"ReminderSettingsButton", "PaceButton", "DigestHourButton"}
"""Their id is only the card to go back to."""


async def open_question(store: Store, hero: Hero) -> str | None:
    async with store.read() as uow:
        found = await uow.conversations.of_chats([in_telegram(hero.phone.id)])
    return found[in_telegram(hero.phone.id)].state if found else None
