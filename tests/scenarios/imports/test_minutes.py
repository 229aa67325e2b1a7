"""From a meeting to an instruction that is reported and accepted: minutes are a map of their own."""

import csv
import io
from dataclasses import replace

import pytest
from openpyxl import Workbook

from roadmap.people.persons import Role
from tests.databases import both_databases
from tests.documents_text import road_map_text
from tests.returned_table import needs_libreoffice, saved_by_libreoffice
from tests.scenarios.imports.test_import_in_chat import handled
from tests.world import Hero, World

pytestmark = both_databases

TITLE = "Протокол совещания от 14.12.2026 № 4"
WORDS = f"""{TITLE}
Школе № 3 — представить план ремонта до 20 декабря. Результат: план
Луговой Анне — подготовить приказ в течение 10 дней
"""


async def quiet(*heroes: Hero) -> None:
    """What is a story of its own."""
    for hero in heroes:
        await hero.news()


async def meeting(world: World) -> tuple[Hero, Hero, Hero, Hero]:
    """A department on the day of the meeting: coordinator, head, curator and a school."""
    await world.at("2026-12-14 12:00")
    vera = await world.department()
    anna = await world.executor("Анна Лугова", "Школа № 3")
    nina = await world.curator("Нина Заречная", Role.HEAD)
    olga = await world.curator()
    await quiet(vera, anna, nina, olga)
    return vera, nina, olga, anna


async def asked(hero: Hero) -> None:
    """The head presses «Протокольные поручения» in the menu."""
    await hero.says("/start")
    await hero.presses("Протокольные поручения")
    await quiet(hero)


async def test_the_head_types_the_coordinator_approves_and_the_school_reports(world: World) -> None:
    vera, nina, olga, anna = await meeting(world)
    await asked(nina)
    await nina.says(WORDS)
    (read,) = await nina.sees(
        f"Понял так: 2 поручения\n{TITLE}.*1. Представить план ремонта\nШкола № 3; до 20 декабря. "
        "Результат: план.*2. Подготовить приказ\nАнна Лугова; до 24 декабря.*Утверждает координатор"
    )
    assert "⚠️" not in read.text and read.buttons == ["Передать координатору", "Переписать", "Не надо"]
    await nina.presses("Передать координатору")
    await nina.sees("Передано координатору")

    await vera.sees(f"Протокол ждёт утверждения: 2 поручения\n{TITLE}\nОт кого: Нина Заречная")
    await anna.sees_nothing()
    await vera.presses("Проверить")
    (preview,) = await vera.sees(f"Документ прочитан\n\n{TITLE}")
    assert "Не нашлось" not in preview.text and "Сравнить" not in preview.text
    await vera.presses("Утвердить")
    await vera.sees(f"Протокол утверждён\n{TITLE}")
    await nina.sees(f"Протокол утверждён\n{TITLE}\nПоручения у исполнителей")
    await anna.sees(f"Вам назначено 2 поручения\n{TITLE}")

    await nina.says("/plan")
    await nina.sees(f"{TITLE}\nпротокол от 14 декабря 2026 года, 2 мероприятия")
    for number in ("1", "2"):
        await anna.says(f"п. {number}")
        await anna.presses("Отчитаться")
        await anna.says("Сделано, документ в приёмной")
        await anna.presses("Отправить")
        await quiet(anna, olga, vera, nina)
        await olga.says("/queue")
        await olga.presses("Снять с контроля")
        await quiet(anna, olga, vera, nina)

    await world.at("2026-12-15 10:00")
    await nina.sees(f"По протоколу всё решено\n{TITLE}\nВыполнено 2 из 2")
    await vera.sees(f"По протоколу всё решено\n{TITLE}\nВыполнено 2 из 2")
    await vera.presses("Закрыть протокол")
    await vera.presses("Закрыть карту")
    await quiet(vera, nina, olga, anna)
    await world.at("2026-12-16 10:00")
    await quiet(vera, nina, olga, anna)


async def test_a_coordinator_approves_what_they_have_typed_at_once(world: World) -> None:
    vera, nina, olga, anna = await meeting(world)
    await asked(vera)
    await vera.says("Школе № 3 — представить план ремонта до 20 декабря")
    (read,) = await vera.sees("Понял так: 1 поручение\nПротокол совещания от 14.12.2026\n")
    assert read.buttons[0] == "Утвердить"
    await vera.presses("^Утвердить$")
    await vera.sees("Протокол утверждён")
    await quiet(anna)
    await nina.sees_nothing()
    await olga.sees_nothing()


async def test_a_day_said_at_the_meeting_is_dated_from_it_and_what_may_be_weekly_is_asked(
    world: World,
) -> None:
    vera, nina, olga, anna = await meeting(world)
    await asked(vera)
    await vera.says(
        f"{TITLE}\nШкола № 3 - представить планы подготовки к егэ до пятницы\n"
        "Школе № 3 — сдать смету до конца месяца\nШколе № 3 — сверить списки во вторник и пятницу"
    )
    (read,) = await vera.sees(
        r"1. Представить планы подготовки к егэ\nШкола № 3; до 18 декабря \(до пятницы\)"
        r".*2. Сдать смету\nШкола № 3; до 31 декабря \(до конца месяца\).*⚠️ 3. Сверить списки"
        r".*⚠️ Понято не до конца: 1"
    )
    assert read.text.count("⚠️") == 2
    await vera.presses("Проверить и поправить")
    (preview,) = await vera.sees("Документ прочитан")
    assert "Сроки понятны: 2 из 3" in preview.text
    await quiet(nina, olga, anna)


async def test_schools_are_known_however_they_are_spelled_and_urgent_is_three_working_days(
    world: World,
) -> None:
    vera, nina, olga, anna = await meeting(world)
    await asked(vera)
    await vera.says("СОШ № 3 — представить план ремонта срочно\nШколе 3 — сдать смету в течение 10 дней")
    (read,) = await vera.sees(
        r"1. Представить план ремонта\nШкола № 3; до 17 декабря \(срочно: 3 рабочих дня после совещания\)"
        r".*2. Сдать смету\nШкола № 3; до 24 декабря \(в течение 10 дней от совещания\)"
    )
    assert "⚠️" not in read.text
    await vera.presses("^Утвердить$")
    await quiet(vera, anna, nina, olga)
    await anna.says("п. 1")
    await anna.sees("Срок: «срочно».*Как я понял: до 17 декабря 2026")


async def test_a_plan_is_no_new_edition_of_minutes(world: World) -> None:
    vera, nina, olga, anna = await meeting(world)
    await asked(vera)
    await vera.says("Школе № 3 — представить план ремонта до 20 декабря")
    await vera.presses("^Утвердить$")
    await quiet(vera, anna, nina, olga)
    plan = road_map_text(("1.1", "Обновить фонды", "до 1 марта", "Школа № 3"), title="План о библиотеках")
    await vera.sends_document(plan, "план.txt")
    (preview,) = await vera.sees("Документ прочитан\n\nПлан о библиотеках")
    assert "Сравнить" not in preview.text and not any("Сравнить" in key for key in preview.buttons)
    await quiet(nina, olga, anna)


async def test_what_is_not_understood_is_said_and_may_be_typed_anew(world: World) -> None:
    vera, nina, olga, anna = await meeting(world)
    await asked(nina)
    await nina.says("Завхозу — починить крышу к следующему разу")
    await nina.sees("⚠️ 1. Починить крышу к следующему разу\n«Завхозу»: в списках такого нет; срок не сказан")
    await nina.presses("Переписать")
    await quiet(nina)
    await nina.says("Школе № 3 — починить крышу к 15 января")
    (read,) = await nina.sees("1. Починить крышу\nШкола № 3; до 15 января 2027 года")
    assert "⚠️" not in read.text
    await nina.presses("Не надо")
    await nina.sees("Хорошо, протокол не заводится")
    await vera.sees_nothing()
    await quiet(olga, anna)


async def test_who_wrote_them_is_told_that_they_were_taken_off_the_desk(world: World) -> None:
    vera, nina, olga, anna = await meeting(world)
    await asked(nina)
    await nina.says(WORDS)
    await nina.presses("Передать координатору")
    await quiet(nina, vera)
    await vera.presses("Проверить")
    await vera.presses("Отменить|Убрать")
    await vera.presses("Убрать документ")
    await quiet(vera, anna, olga)
    await nina.sees(f"Протокол не утверждён\n{TITLE}\nКоординатор убрал его")


ROWS = (
    ("Что", "Кому", "Срок", "Результат"),
    ("Представить план ремонта", "Школе № 3", "до 20 декабря", "план"),
    ("Подготовить приказ", "Луговой А.", "в течение 10 дней", ""),
)


def workbook() -> bytes:
    book = Workbook()
    for row in ROWS:
        book.worksheets[0].append(row)
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def text() -> bytes:
    saved = io.StringIO()
    csv.writer(saved, delimiter=";").writerows(ROWS)
    return saved.getvalue().encode("cp1251")


@pytest.mark.parametrize("kind", ["xlsx", "csv", pytest.param("ods", marks=needs_libreoffice)])
async def test_a_table_is_read_the_same(world: World, tmp_path, kind: str) -> None:  # type: ignore[no-untyped-def]
    vera, nina, olga, anna = await meeting(world)
    data = {"xlsx": workbook, "csv": text, "ods": workbook}[kind]()
    if kind == "ods":
        data = saved_by_libreoffice(data, tmp_path, "ods")
    await asked(nina)
    await nina.sends_document(data, f"решения.{kind}", caption=TITLE)
    (read,) = await nina.sees(
        f"Понял так: 2 поручения\n{TITLE}.*Представить план ремонта\nШкола № 3; до 20 декабря. "
        "Результат: план.*Подготовить приказ\nАнна Лугова; до 24 декабря"
    )
    assert "⚠️" not in read.text
    await quiet(vera, olga, anna)


async def test_others_write_no_minutes(world: World) -> None:
    vera, nina, olga, anna = await meeting(world)
    for hero in (olga, anna):
        await hero.forges("mn")
        (refused,) = await hero.news() or [None]
        assert refused is None or "Протокольные поручения" not in refused.text
    await quiet(vera, nina)


async def test_a_table_that_nobody_asked_for_is_minutes_from_who_reports_on_nothing(world: World) -> None:
    vera, nina, olga, anna = await meeting(world)
    await nina.sends_document(workbook(), "решения.xlsx", caption=TITLE)
    await nina.sees(f"Понял так: 2 поручения\n{TITLE}")
    await quiet(vera, olga, anna)


async def test_a_table_that_is_none_is_refused_and_the_question_offered_again(world: World) -> None:
    vera, nina, olga, anna = await meeting(world)
    await asked(nina)
    await nina.sends_document(b"one;two\n1;2\n", "решения.csv")
    (refused,) = await nina.news()
    assert refused.buttons == ["Протокольные поручения", "‹ Меню"]
    await nina.presses("Протокольные поручения")
    await quiet(vera, nina, olga, anna)


async def test_a_table_read_before_a_restart_is_shown_after_it_and_entered_once(world: World) -> None:
    vera, nina, olga, anna = await meeting(world)
    await asked(nina)
    await nina.phone.send_document(workbook(), "решения.xlsx", caption=TITLE)
    await handled(world)
    await nina.sees("Загружаю")
    (document,) = await world.app.documents.claim(1, frozenset())
    head = await world.app.documents.sender(document)
    await world.app.minutes.arrived(head, document, workbook())  # and it dies before it is shown
    assert await world.app.minutes.arrived(head, replace(document, attempts=9), workbook()) is None

    await world.app.documents.recover()
    await world.answer()

    await nina.sees(f"Понял так: 2 поручения\n{TITLE}")
    assert not await world.sandbox.client.calls(method="getFile")
    await nina.presses("Передать координатору")
    await nina.sees("Передано координатору")
    await vera.sees("Протокол ждёт утверждения: 2 поручения")
    await quiet(vera, olga, anna)
