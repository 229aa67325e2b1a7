"""What the guides show: whose phone, at which words, and the scenes the story itself does not have."""

import csv
import io
from dataclasses import dataclass

from demo import paper
from demo.scene import Phone, Scene
from demo.story import Cast


@dataclass(frozen=True, slots=True, kw_only=True)
class Shot:
    """Taken when this person reads a message with these words."""

    name: str
    who: str
    words: str


SHOTS = (
    Shot(name="first-day-read", who="Вера", words="Документ прочитан.*Нужно ваше решение: 2"),
    Shot(name="first-day-question", who="Вера", words="«Руководители ОО»: кто это"),
    Shot(name="first-day-people", who="Вера", words="Ещё не в чате: 2 человека.*пришлите таблицу"),
    Shot(name="executor-monday", who="Анна", words="Сводка на 19 октября"),
    Shot(name="executor-draft", who="Анна", words="Будет отправлено:.*1 фото"),
    Shot(name="executor-returned", who="Анна", words="Отчёт возвращён на доработку"),
    Shot(name="director-entrust", who="Марина", words="Кого попросить\\?.*Отмечено: 2 из 2"),
    Shot(name="director-answers", who="Марина", words="сделали 1 из 2"),
    Shot(name="curator-report", who="Ольга", words="Новый отчёт: выполнено, 2 файла"),
    Shot(name="curator-morning", who="Ольга", words="Сводка на 28 декабря"),
    Shot(name="curator-matrix", who="Ольга", words="1\\. [^\n]*Школа № 8.*2\\. [^\n]*Школа № 3"),
    Shot(name="head-letter", who="Нина", words="Ждёт вашего решения"),
    Shot(name="head-decision", who="Нина", words="Школа второй раз обещает"),
    Shot(name="monitoring-question", who="Анна", words="1 из \\d.*п. 3.2"),
    Shot(name="monitoring-result", who="Ольга", words="завершён 30 декабря.*Молчат"),
    Shot(name="calendar-file", who="Анна", words="Календарь в телефоне"),
)


async def a_director_asks_her_teachers(scene: Scene, cast: Cast) -> None:
    """Two teachers join; their director asks both, one answers."""
    marina = cast.marina
    teachers = await _join(scene)
    await _my_first(marina)
    await _press(marina, "Ещё", "Поручить", "Попросить нескольких", "Отметить всех", "Попросить")
    (asked,) = [message for message in await teachers[0].news() if "Ответ" in message.text]
    await teachers[0].person.send("Провели в 6 «А», справка в папке", reply_to=asked.id)
    await scene.settle()
    await _press(teachers[0], "Отправить")
    await marina.news()
    await _my_first(marina)


async def _join(scene: Scene) -> list[Phone]:
    staff = scene.stage.folder / "teachers.csv"
    staff.write_text(paper.NEWCOMERS, "utf-8")
    issued = await scene.stage.vekha("people", "load", str(staff), "--yes")
    phones = []
    for name, _, _, link, *_ in list(csv.reader(io.StringIO(issued), delimiter=";"))[1:]:
        last, first, _ = name.split()
        phone = await scene.phone(f"{last} {first}", "школа № 8")
        await phone.opens(link)
        await phone.presses("Согласен")
        phones.append(phone)
    return phones


async def _my_first(phone: Phone) -> None:
    """Open what this person is asked for first."""
    await phone.says("/my")
    await _press(phone, "1")


async def a_curator_passes_a_matter_up(scene: Scene, cast: Cast) -> None:
    """All schools of a measure; the silent one is for the head, whose letter of Monday says so."""
    olga, nina = cast.olga, cast.nina
    await olga.says("1.1")
    await _press(olga, "п. 1.1", "Кто и как исполняет", "1", "Ещё", "Передать начальнику")
    await olga.says("Школа второй раз обещает и не сдаёт")
    await olga.news()
    await scene.at("2027-01-11T09:00")
    await nina.news()
    await _press(nina, "Решить 1")


async def _press(phone: Phone, *labels: str) -> None:
    for label in labels:
        await phone.presses(label)
        await phone.news()


BESIDE = (a_director_asks_her_teachers, a_curator_passes_a_matter_up)
