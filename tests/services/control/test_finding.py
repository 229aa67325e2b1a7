"""What is typed finds measures by an index, on both databases, and only those the viewer may see."""

from dataclasses import replace

import pytest

from roadmap.people.persons import Rights, Role, StoodFor
from roadmap.plan.measure_content import Aspect
from services.control.measures.browsing import BrowsingService
from tests.databases import both_databases
from tests.desk import Desk
from tests.documents_text import Row
from tests.services.plan.conftest import Pen

pytestmark = both_databases
CENTRE, SCHOOL = "Центр развития", "Школа № 3"
ROWS: tuple[Row, ...] = (
    ("2.3.", "Провести семинар учителей", "до 31 марта 2027 года", SCHOOL),
    ("2.3.1.", "Собрать отчёты о семинарах", "до 30 апреля 2027 года", CENTRE),
    ("12.3.", "Обновить сайт", "до 31 мая 2027 года", SCHOOL),
    ("4.", "Ежегодный учёт детей", "до 30 июня 2027 года", CENTRE),
)


async def _found(desk: Desk, words: str) -> list[str]:
    page = await BrowsingService(desk.store, desk.clock).find(desk.coordinator, words)
    return [line.number.rstrip(".") for line in page.lines]


@pytest.mark.parametrize(
    ("words", "numbers"),
    [
        ("2.3", ["2.3"]),
        ("2", ["2.3", "2.3.1"]),
        ("п. 4", ["4"]),
        ("семинары", ["2.3", "2.3.1"]),
        ("семинар школа 3", ["2.3"]),
        ("УЧЕТ", ["4"]),
        ("сайт школы", ["12.3"]),
        ("спасибо", []),
        ("99", []),
    ],
)
async def test_numbers_and_beginnings_of_words_find_measures(
    desk: Desk, words: str, numbers: list[str]
) -> None:
    await desk.put_in_force(*ROWS)
    assert await _found(desk, words) == numbers


async def test_a_measure_is_found_by_its_words_of_today(desk: Desk) -> None:
    await desk.put_in_force(*ROWS)
    pen = Pen(desk)
    await pen.edits.say(desk.coordinator, await pen.measure("12.3"), Aspect.TITLE, "Открыть портал")
    assert (await _found(desk, "портал"), await _found(desk, "сайт")) == (["12.3"], [])


async def test_a_deputy_finds_what_the_absent_answers_for(desk: Desk) -> None:
    other = await desk.unit("Методслужба")
    absent, deputy = await desk.person("Ия Лис", other), await desk.person("Лев Рой", other)
    await desk.put_in_force(("1.", "Отчёт о питании", "до 31 марта 2027 года", "Ия Лис"))
    browsing = BrowsingService(desk.store, desk.clock)
    standing = StoodFor(
        person_id=absent.person_id,
        name="Ия Лис",
        rights=Rights(
            roles=frozenset({Role.EXECUTOR}),
            own=frozenset(),
            roots=frozenset(),
            decides=frozenset(),
            leads=frozenset(),
        ),
    )
    assert not (await browsing.find(deputy, "питание")).count
    assert (await browsing.find(replace(deputy, stands_for=(standing,)), "питание")).count == 1
