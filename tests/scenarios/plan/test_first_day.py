"""A coordinator's first day: twenty schools, sixty people, a plan of 76 measures; every tap is counted."""

from dataclasses import dataclass
from pathlib import Path

from roadmap.plan.plan_tables import TableColumn
from tests.documents_text import road_map_text
from tests.returned_table import changed, needs_libreoffice, put, saved_by_libreoffice
from tests.world import Hero, World

SCHOOLS = [f"Школа № {number}" for number in range(1, 21)]
FIRST = ("Анна", "Борис", "Вера", "Глеб", "Дина", "Егор", "Жанна", "Захар", "Инна", "Кира")
LAST = ("Луговая", "Озёрный", "Речная", "Полевой", "Лесная", "Горный")
PEOPLE = [f"{LAST[place % 6]} {FIRST[place % 10]}" for place in range(30)]
PEOPLE += [f"{LAST[place % 6]}-Дальняя {FIRST[place % 10]}" for place in range(30)]
MONTHS = ("января", "февраля", "марта", "апреля", "мая", "июня", "сентября", "октября", "ноября", "декабря")
GUIDE = Path(__file__).parents[3] / "docs/guide/coordinator-first-day.md"


def staff_list() -> bytes:
    """Three people in each of twenty schools."""
    rows = ["Организация;Вид;ФИО;Должность;Роль"]
    for place, person in enumerate(PEOPLE):
        post = ("директор", "завуч", "учитель")[place % 3]
        rows.append(f"{SCHOOLS[place // 3]};школа;{person};{post};исполнитель")
    return "\n".join(rows).encode()


def plan() -> bytes:
    """Seventy-six measures: two of them by a schedule of their own."""
    rows = []
    for number in range(1, 77):
        due = f"до {10 + number % 15} {MONTHS[number % 10]} 2027 года"
        words = "По отдельному графику" if number in (20, 40) else due
        rows.append((f"{number}.", f"Провести мероприятие {number}", words, SCHOOLS[number % 20]))
    return road_map_text(*rows)


@dataclass
class Counted:
    """A coordinator whose taps, messages and files are counted."""

    hero: Hero
    taps: int = 0
    typed: int = 0
    files: int = 0

    async def taps_on(self, *labels: str) -> None:
        for label in labels:
            self.taps += 1
            await self.hero.presses(label)

    async def types(self, words: str) -> None:
        self.typed += 1
        await self.hero.says(words)

    async def sends(self, data: bytes, name: str) -> None:
        self.files += 1
        await self.hero.sends_document(data, name)

    async def last(self) -> str:
        """What the newest message says."""
        (*_, message) = await self.hero.news()
        return message.text


@needs_libreoffice
async def test_a_first_day_from_an_empty_bot_to_a_plan_in_force(world: World, tmp_path: Path) -> None:
    await world.at("2026-12-21 09:00")
    vera = Counted(await world.department())

    await vera.sends(staff_list(), "список.csv")
    await vera.taps_on("^Загрузить$")
    assert "Список загружен" in await vera.last()

    await vera.types("/people")
    await vera.taps_on("Пригласить: 60", "Всем новые ссылки|Лист для печати: 60")
    sheet = [message for message in await vera.hero.news() if message.filename]
    assert [message.filename.rsplit(".", 1)[1] for message in sheet] == ["docx"]

    await vera.sends(plan(), "Дорожная карта.txt")
    shown = await vera.last()
    assert "76" in shown
    await vera.taps_on("Утвердить", "Утвердить так")
    assert "утвержден" in (await vera.last()).lower()

    for number, dates in (("20", "20 октября"), ("40", "до 1 декабря")):
        await vera.types(number)
        await vera.taps_on("Назвать даты")
        await vera.types(dates)
        await vera.taps_on("Верно")
        assert f"Срок: «{dates}»" in await vera.last()

    # One has left, another goes on leave.
    await vera.types(f"/people {PEOPLE[4]}")
    await vera.taps_on(f"^{PEOPLE[4]} ", "Больше не работает", "Больше не работает|Организации|Да")
    assert "Не работает с 21 декабря" in await vera.last()
    await vera.types(f"/people {PEOPLE[6]}")
    await vera.taps_on(f"^{PEOPLE[6]} ", "Отпуск|Отсутств", "Отметить отсутствие")
    await vera.types("с 28 по 31 декабря")
    await vera.taps_on(PEOPLE[7], "Сохранить")
    assert PEOPLE[7] in await vera.last()

    # A school that is not in the chat yet gets its list on paper.
    await vera.types("1")
    await vera.taps_on("Список на бумаге", "Январь – март 2027")
    (*_, paper) = await vera.hero.news()
    assert paper.filename.endswith(".docx")

    # The whole plan once through an office program: one row changed there, saved there, sent back.
    await vera.types("/plan")
    await vera.taps_on("Развити", "Правка таблицей")
    (*_, given) = await vera.hero.news()
    table = changed(
        await world.sandbox.client.file(given.file_id),
        lambda page: put(page, "7", TableColumn.DEADLINE, "до 25 марта 2027 года"),
    )
    await vera.sends(saved_by_libreoffice(table, tmp_path), "Правка.xlsx")
    assert "изменится 1" in await vera.last()
    await vera.taps_on("Сохранить: 1")
    assert "стал «до 25 марта 2027 года»" in await vera.last()

    assert (vera.taps, vera.typed, vera.files) == (22, 10, 3)
    said = " ".join(GUIDE.read_text("utf-8").split())
    assert f"**{vera.taps} нажатия**, {vera.typed} коротких сообщений и {vera.files} файла" in said
