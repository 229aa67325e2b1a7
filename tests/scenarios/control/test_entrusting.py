"""«Поручить»: a director gives a measure to one teacher or asks each of several, and stays answerable."""

from dataclasses import dataclass

import pytest

from roadmap.people.persons import Role
from storage.unit_of_work import Store
from tests.control_story import SCHOOL, Stage, bound, photo, set_stage
from tests.world import Hero, World

TEACHERS = ("Галина Полева", "Денис Озеров", "Ирина Садова")


@dataclass
class School:
    stage: Stage
    teachers: list[Hero]

    @property
    def anna(self) -> Hero:
        return self.stage.anna

    @property
    def everybody(self) -> list[Hero]:
        return [*self.teachers, self.anna, self.stage.olga, self.stage.boris]

    async def choosing(self, number: str = "2.1") -> None:
        """Anna opens a card and comes to whom it may be given."""
        await self.stage.opens(self.anna, number)
        await self.anna.presses("Ещё…")
        await self.anna.presses("^Поручить$")

    async def asks_everybody(self) -> None:
        await self.choosing()
        await self.anna.presses("Попросить нескольких")
        await self.anna.presses("Отметить всех")
        await self.anna.presses("^Попросить$")
        for hero in self.everybody:
            await hero.news()

    async def answers(self, teacher: Hero, words: str) -> None:
        await teacher.presses("^Ответить$")
        await teacher.says(words)
        await teacher.presses("^Отправить$")
        await teacher.news()


@pytest.fixture
async def school(world: World, store: Store) -> School:
    stage = await set_stage(world, store)
    async with store.write() as uow:
        unit = stage.district.units[SCHOOL]
        teachers = [await bound(world, stage.district, uow, name, Role.EXECUTOR, unit) for name in TEACHERS]
        await uow.duties.set_next_stage(stage.district.duties["2.1", SCHOOL], world.clock.now())
        await uow.commit()
    return School(stage, teachers)


async def test_one_teacher_reports_and_the_others_are_not_asked_any_more(school: School) -> None:
    galina, denis, _ = school.teachers
    await school.choosing()
    await school.anna.sees("Кому поручить\\?.*кто отчитается один")
    await school.anna.presses("Галина Полева")
    await school.anna.sees("Поручить: Галина Полева\\?.*Отвечаете по-прежнему вы")
    await school.anna.presses("^Поручить$")
    await school.anna.sees("👤 Поручено: Галина Полева")
    await galina.sees(
        "Вам поручено. Поручает: Анна Лугова.*Провести семинар.*Можно ответить прямо на это сообщение"
    )

    await school.stage.world.at("2026-09-10 10:00")
    (reminded,) = await galina.sees("Провести семинар")
    for hero in (denis, school.anna):
        await hero.sees_nothing()
    await galina.replies(reminded, "Провели, 14 человек")
    await galina.presses("^Отправить$")
    await galina.sees("Отчёт отправлен куратору")
    assert "Галина Полева: отчёт отправлен" in (await school.anna.news())[-1].text
    await school.stage.olga.sees("Новый отчёт.*Провели, 14 человек")


async def test_on_the_day_whoever_gave_it_hears_that_there_is_no_report(school: School) -> None:
    galina, denis, _ = school.teachers
    await school.choosing()
    await school.anna.presses("Галина Полева")
    await school.anna.presses("^Поручить$")
    for hero in school.everybody:
        await hero.news()
    await school.stage.world.at("2026-09-15 10:00")
    assert "Провести семинар" in (await school.anna.news())[-1].text
    assert "Провести семинар" in (await galina.news())[-1].text
    await denis.sees_nothing()
    await denis.says("/my")
    (listed,) = await denis.news()
    assert "Ждут от коллег: 1" in listed.buttons


async def test_each_of_several_answers_and_the_report_says_how_many(school: School) -> None:
    galina, denis, irina = school.teachers
    await school.choosing()
    await school.anna.presses("Попросить нескольких")
    await school.anna.news()
    await school.anna.presses("☐ Галина Полева")
    await school.anna.presses("☐ Денис Озеров")
    await school.anna.presses("☐ Ирина Садова")
    await school.anna.sees("Отмечено: 3 из 3")
    await school.anna.presses("^Попросить$")
    await school.anna.sees("Поручено: сделали 0 из 3; нет: Галина Полева, Денис Озеров, Ирина Садова")
    assert await school.anna.last_toast() == "Попросили: 3 человека."
    (asked,) = await galina.sees("Анна Лугова: ответьте, пожалуйста.*Вас просит ответить: Анна Лугова")
    await galina.replies_with_photo(asked, photo("1"), "Прошла курсы")
    await galina.presses("^Отправить$")
    await galina.news()
    await school.answers(denis, "Прошёл, 72 часа")
    await school.stage.olga.sees_nothing()

    await irina.news()
    await school.stage.opens(school.anna, "2.1")
    await school.anna.presses("Кто ответил")
    (listed,) = await school.anna.sees("Сделали 2 из 3.*⏳ Ирина Садова.*✓ Галина Полева: Прошла курсы 📎 1")
    assert "Напомнить, кто молчит (1)" in listed.buttons
    await school.anna.presses("Файлы: Галина Полева")
    (sent,) = await school.anna.news()
    assert sent.filename
    await school.stage.opens(school.anna, "2.1")
    await school.anna.presses("Отчитаться")
    (draft,) = (await school.anna.news())[-1:]
    assert "Сделали 2 из 3 человек. Нет: Ирина Садова." in draft.text and "1 фото" in draft.text
    await school.anna.presses("^Отправить$")
    await school.anna.news()
    await school.stage.olga.sees("Новый отчёт.*Сделали 2 из 3 человек. Нет: Ирина Садова")
    for teacher in school.teachers:
        await teacher.news()


async def test_only_the_silent_and_whoever_asked_are_reminded(school: School) -> None:
    galina, denis, irina = school.teachers
    await school.asks_everybody()
    await school.answers(galina, "Прошла")
    await school.stage.opens(school.anna, "2.1")
    await school.anna.presses("Напомнить, кто молчит")
    await denis.sees("Анна Лугова: ответьте, пожалуйста")
    await irina.sees("Анна Лугова: ответьте, пожалуйста")
    await galina.sees_nothing()
    await school.anna.presses("Напомнить, кто молчит")
    assert "Сегодня уже напоминали" in await school.anna.last_toast()
    await school.anna.news()
    await school.stage.world.at("2026-09-10 10:00")
    for hero in (denis, irina, school.anna):
        assert "Провести семинар" in (await hero.news())[-1].text
    await galina.sees_nothing()


async def test_once_all_have_answered_the_report_is_one_press_away(school: School) -> None:
    await school.asks_everybody()
    for teacher in school.teachers:
        await school.answers(teacher, "Готово")
    ready = (await school.anna.news())[-1]
    assert "Ответили все: сделали 3 из 3" in ready.text
    assert ready.buttons == ["Отчитаться", "Кто ответил"]
    await school.anna.presses("Отчитаться")
    await school.anna.sees("Сделали 3 из 3 человек")
    await school.anna.presses("^Отправить$")
    for hero in school.everybody:
        await hero.news()


async def test_what_is_taken_back_is_everybodys_again_and_the_silent_are_told(school: School) -> None:
    galina, denis, irina = school.teachers
    await school.asks_everybody()
    await school.answers(galina, "Готово")
    await school.stage.opens(school.anna, "2.1")
    await school.anna.presses("Ещё…")
    await school.anna.presses("Снять поручение")
    await school.anna.sees("Снять поручение\\?.*сделали 1 из 3")
    await school.anna.presses("Снять поручение")
    (card,) = await school.anna.sees("Провести семинар")
    assert "Поручено" not in card.text
    for hero in (denis, irina):
        await hero.sees("Отвечать больше не нужно.*Провести семинар.*Поручение снято: Анна Лугова")
    await galina.news()


async def test_nobody_outside_gives_a_duty_to_people_of_the_school(school: School) -> None:
    duty_id = school.stage.district.duties["2.1", SCHOOL]
    await school.stage.boris.forges(f"gv:{duty_id}:0")
    assert "Не найдено" in await school.stage.boris.last_toast()
    await school.stage.olga.forges(f"gv:{duty_id}:0")
    assert "недоступно" in await school.stage.olga.last_toast()
