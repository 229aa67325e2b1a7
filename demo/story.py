"""One quarter of the Приозёрный district, as its people live it. Every message in it is expected."""

import csv
import io

from demo import paper
from demo.scene import Phone, Scene
from demo.stage import Stage

COORDINATOR = "Ильина Вера Сергеевна"
DEPARTMENT = "Отдел образования Приозёрного района"
MEMO = "Служебная записка о переносе.docx"
CAPTIONS = {
    "Ветрова Ольга Игоревна": "куратор",
    "Заречная Нина Павловна": "руководитель",
    "Снегов Игорь Львович": "методист",
    "Лугова Анна Петровна": "школа № 3",
    "Тихая Марина Юрьевна": "школа № 8",
}


class Cast:
    """The six people; `office` has happened on the command line before the curtain rises."""

    vera: Phone
    olga: Phone
    nina: Phone
    igor: Phone
    anna: Phone
    marina: Phone


async def office(stage: Stage) -> dict[str, str]:
    """The administrator sets the department up; links by person's name."""
    link = await stage.vekha("init", "--department", DEPARTMENT, "--coordinator", COORDINATOR)
    staff = stage.folder / "staff.csv"
    staff.write_text(paper.STAFF, "utf-8")
    issued = await stage.vekha("people", "load", str(staff), "--yes")
    rows = csv.reader(io.StringIO(issued), delimiter=";")
    return {COORDINATOR: link.strip()} | {row[0]: row[3] for row in list(rows)[1:]}


async def people_join(scene: Scene, links: dict[str, str]) -> Cast:
    """Everybody opens a personal link, reads what it is about and agrees."""
    cast = Cast()
    phones = {}
    for name, link in links.items():
        last, first, _ = name.split()
        phone = await scene.phone(f"{last} {first}", CAPTIONS.get(name, "координатор"))
        await phone.opens(link)
        await phone.sees("Здравствуйте!.*Приозёрного района приглашает")
        await phone.presses("Согласен")
        await phone.sees("Готово, вы в «Вехе»")
        phones[first] = phone
    cast.vera, cast.olga, cast.nina = phones["Вера"], phones["Ольга"], phones["Нина"]
    cast.igor, cast.anna, cast.marina = phones["Игорь"], phones["Анна"], phones["Марина"]
    return cast


async def the_document_comes(scene: Scene, cast: Cast) -> None:
    """The coordinator drops the signed Word file into the chat and answers what could not be known."""
    vera = cast.vera
    await scene.at("2026-10-05T09:40")
    await vera.sends_document(paper.signed_document(), "Дорожная карта.docx")
    await vera.sees("Документ прочитан.*9 мероприятий в 3 разделах.*Нужно ваше решение: 2 вопроса")
    await vera.presses("Ответить на вопросы")
    await vera.sees("«Руководители ОО»: кто это")
    await vera.presses("Все школы")
    await vera.sees("«По отдельному графику»: какие это даты")
    await vera.presses("Ввести даты")
    await vera.sees("Напишите даты словами")
    await vera.says("апрель 2027")
    await vera.sees("Понял так.*с 1 по 30 апреля 2027 года")
    await vera.presses("Верно")
    await vera.sees("Документ прочитан.*Сроки понятны: 9 из 9")
    await vera.presses("Утвердить")
    await vera.sees("Дорожная карта утверждена.*Сообщу: 4 сотрудникам")
    await cast.olga.sees("Вам назначено 1 мероприятие")
    await cast.igor.sees("Вам назначено 3 мероприятия")
    await cast.anna.sees("Вам назначено \\d мероприяти")
    await cast.marina.sees("Вам назначено 3 мероприятия")
    await scene.nobody_else_hears()


async def a_report_with_a_photo_is_returned_and_mended(scene: Scene, cast: Cast) -> None:
    """Monday at nine: one message about the next two weeks; a minute later the first is reported."""
    await scene.until(
        "2026-10-19T09:00",
        "12.10 Нина: Всё идёт, просрочки нет",
        "19.10 Нина: Всё идёт, просрочки нет",
        "19.10 Анна: Сводка на 19 октября, пн",
        "19.10 Марина: Скоро срок",
    )
    anna, olga = cast.anna, cast.olga
    await scene.at("2026-10-19T13:40")
    await anna.presses("1")
    await anna.sees("п. 1.2")
    await anna.presses("Отчитаться")
    await anna.sees("Отчёт. п. 1.2")
    await anna.sends_photos(paper.photo(), caption="График висит у учительской")
    await anna.sees("Будет отправлено:.*График висит у учительской.*1 фото")
    await anna.presses("Отправить")
    await anna.sees("Отчёт отправлен куратору")
    await olga.sees("Новый отчёт: выполнено, 1 файл.*п. 1.2.*График висит у учительской")
    await scene.at("2026-10-19T15:10")
    await olga.presses("Вернуть на доработку")
    await olga.sees("Что исправить")
    await olga.says("Укажите, для каких классов")
    await olga.sees("ждём исправленный отчёт")
    await anna.sees("ждём исправленный отчёт", "Отчёт возвращён на доработку.*Укажите, для каких классов")
    await scene.at("2026-10-19T15:35")
    await anna.presses("Отчитаться заново")
    await anna.sees("Отчёт. п. 1.2")
    await anna.says("Для 5–9 классов, с 15 октября")
    await anna.sees("Будет отправлено:.*Для 5–9 классов")
    await anna.presses("Отправить")
    await anna.sees("отчёт на проверке.*Отчёт № 2")
    await scene.at("2026-10-19T16:20")
    await olga.sees("отчёт на проверке", "Отчёт № 2: выполнено.*Для 5–9 классов")
    await olga.presses("Снять с контроля")
    await olga.sees("Состояние: снято с контроля")
    await anna.sees("Состояние: снято с контроля", "Снято с контроля")
    await scene.nobody_else_hears()


async def an_album_closes_a_measure(scene: Scene, cast: Cast) -> None:
    """Two photos in one message are one report; the curator opens them."""
    await scene.until(
        "2026-10-28T09:00",
        "26.10 Нина: Всё идёт, просрочки нет",
        "26.10 Анна: Скоро срок",
        "26.10 Марина: Скоро срок",
        "28.10 Анна: Скоро срок",
        "28.10 Марина: Скоро срок",
    )
    anna, olga = cast.anna, cast.olga
    await scene.at("2026-10-28T12:15")
    await anna.presses("Отчитаться")
    await anna.sees("Отчёт. п. 1.1")
    await anna.sends_photos(paper.photo(1), paper.photo(2), caption="Справка по школе, две страницы")
    await anna.sees("Будет отправлено:.*Справка по школе, две страницы.*2 фото")
    await anna.presses("Отправить")
    await anna.sees("Отчёт отправлен куратору")
    await olga.sees("Новый отчёт: выполнено, 2 файла.*п. 1.1")
    await scene.at("2026-10-28T14:05")
    await olga.presses("Показать вложения")
    await olga.sees("", "п. 1.1 Диагностика")
    await olga.presses("Снять с контроля")
    await olga.sees("Состояние: снято с контроля")
    await anna.sees("Состояние: снято с контроля", "Снято с контроля")
    await scene.nobody_else_hears()


async def a_school_is_overdue_and_a_date_is_moved(scene: Scene, cast: Cast) -> None:
    """The curator sees who is silent before her boss asks; the methodist asks for ten more days."""
    await scene.until(
        "2026-11-11T09:00",
        "30.10 Марина: Сегодня последний рабочий день до срока",
        "02.11 Ольга: Сводка на 2 ноября, пн",
        "02.11 Нина: Просрочено 1 из 3 с прошедшим сроком: Школа № 8",
        "02.11 Марина: Срок прошёл, отчёта ещё нет",
        "09.11 Ольга: Сводка на 9 ноября, пн",
        "09.11 Нина: Просрочено 1 из 3 с прошедшим сроком: Школа № 8",
        "09.11 Игорь: Скоро срок",
        "09.11 Марина: Срок прошёл, отчёта ещё нет",
    )
    igor, olga = cast.igor, cast.olga
    await scene.at("2026-11-11T10:25")
    await igor.presses("Ещё")
    await igor.sees("п. 1.3")
    await igor.presses("Перенести срок")
    await igor.sees("На какую дату перенести")
    await igor.presses("до 30 ноября")
    await igor.sees("Новая дата: до 30 ноября.*Почему")
    await igor.says("Задания ещё у рецензента")
    await igor.sees("Запрошен перенос срока до 30 ноября")
    await olga.sees("Просят перенести срок до 30 ноября.*Задания ещё у рецензента")
    await scene.at("2026-11-11T11:40")
    await olga.presses("Служебная записка")
    (memo,) = await olga.receives("[Сс]лужебная записка")
    await scene.keep(MEMO, memo)
    await olga.presses("Перенести до 30 ноября")
    await olga.sees("Первоначальный срок: 20 ноября")
    await igor.sees("Первоначальный срок: 20 ноября", "Срок перенесён: до 30 ноября")
    await scene.nobody_else_hears()


async def a_duty_is_passed_on(scene: Scene, cast: Cast) -> None:
    """«Не моё»: the curator passes the seminar to school № 3; the methodist reports the rest in time."""
    await scene.until(
        "2026-11-25T09:00",
        "16.11 Ольга: Сводка на 16 ноября, пн",
        "16.11 Нина: Просрочено 1 из 3 с прошедшим сроком: Школа № 8",
        "16.11 Марина: Срок прошёл, отчёта ещё нет",
        "23.11 Ольга: Сводка на 23 ноября, пн",
        "23.11 Нина: Просрочено 1 из 3 с прошедшим сроком: Школа № 8",
        "23.11 Игорь: Скоро срок",
        "23.11 Марина: Срок прошёл, отчёта ещё нет",
        "25.11 Игорь: Скоро срок",
    )
    igor, olga, anna = cast.igor, cast.olga, cast.anna
    await scene.at("2026-11-25T09:35")
    await igor.presses("Отчитаться")
    await igor.sees("Отчёт. п. 1.3")
    await igor.says("Задания опубликованы на сайте центра")
    await igor.sees("Будет отправлено")
    await igor.presses("Отправить")
    await igor.sees("Отчёт отправлен куратору")
    await scene.at("2026-11-25T10:50")
    await olga.sees("отчёт на проверке", "Новый отчёт: выполнено.*Задания опубликованы")
    await olga.presses("Снять с контроля")
    await olga.sees("Состояние: снято с контроля")
    await igor.sees("Состояние: снято с контроля", "Снято с контроля")

    await scene.at("2026-11-25T11:30")
    await igor.says("/my")
    await igor.sees("Мои мероприятия.*п. 2.3")
    await igor.presses("1")
    await igor.sees("п. 2.3 Семинар")
    await igor.presses("Ещё")
    await igor.sees("п. 2.3")
    await igor.presses("Не моё")
    await igor.sees("Почему")
    await igor.says("Семинар в этом году готовит школа № 3")
    await igor.sees("Чьё это\\?")
    await igor.presses("Школа № 3")
    await igor.sees("Ответ исполнителя: «не моё»")
    await olga.sees("«не моё».*Семинар в этом году готовит школа № 3")
    await scene.at("2026-11-25T15:20")
    await olga.presses("Передать организации")
    await olga.sees("Кому передать")
    await olga.presses("Школа № 3")
    await olga.sees("Новый исполнитель: Школа № 3")
    await olga.presses("Передать")
    await olga.sees("Передано.*Новый исполнитель: Школа № 3")
    await igor.sees("теперь у другого исполнителя", "Пункт больше не ваш")
    await anna.sees("Вам передан пункт дорожной карты.*п. 2.3")
    await scene.nobody_else_hears()


async def the_quarter_is_monitored(scene: Scene, cast: Cast) -> None:
    """One prompt each; the methodist and school № 3 answer by taps, school № 8 keeps silent."""
    await scene.until(
        "2026-12-24T10:00",
        "30.11 Ольга: Сводка на 30 ноября, пн",
        "30.11 Нина: Просрочено 1 из 3 с прошедшим сроком: Школа № 8",
        "30.11 Марина: Срок прошёл, отчёта ещё нет",
        "07.12 Ольга: Сводка на 7 декабря, пн",
        "07.12 Нина: Просрочено 1 из 4 с прошедшим сроком: Школа № 8",
        "07.12 Марина: Срок прошёл, отчёта ещё нет",
        "14.12 Ольга: Сводка на 14 декабря, пн",
        "14.12 Нина: Просрочено 1 из 4 с прошедшим сроком: Школа № 8",
        "14.12 Анна: Скоро срок",
        "14.12 Марина: Сводка на 14 декабря, пн",
        "21.12 Ольга: Сводка на 21 декабря, пн",
        "21.12 Нина: Просрочено 1 из 4 с прошедшим сроком: Школа № 8",
        "21.12 Анна: Сводка на 21 декабря, пн",
        "21.12 Марина: Сводка на 21 декабря, пн",
        "22.12 Анна: Скоро срок",
        "22.12 Марина: Скоро срок",
        "24.12 Ольга: Мониторинг за 4 квартал 2026 года: идёт до 30 декабря, 18:00",
        "24.12 Игорь: Мониторинг за 4 квартал 2026 года",
        "24.12 Анна: Мониторинг за 4 квартал 2026 года",
        "24.12 Марина: Мониторинг за 4 квартал 2026 года",
    )
    anna, igor, olga = cast.anna, cast.igor, cast.olga
    await scene.at("2026-12-24T10:20")
    await igor.presses("Всё идёт по плану")
    await igor.sees("Спасибо")
    await scene.at("2026-12-24T13:30")
    await anna.presses("Отвечать по порядку")
    await anna.sees("1 из \\d.*п. 3.2")
    await anna.presses("Выполнено")
    await anna.sees("2 из \\d.*п. 2.1")
    await anna.presses("Выполнено")
    await anna.sees("3 из \\d.*п. 2.3")
    await anna.presses("Идёт по плану")
    await anna.sees("4 из \\d")
    await anna.presses("Выполнено")
    await anna.sees("Спасибо")
    await scene.until(
        "2026-12-30T18:00",
        "25.12 Ольга: Сводка на 25 декабря, пт",
        "25.12 Марина: Сегодня последний день",
        "28.12 Ольга: Сводка на 28 декабря, пн",
        "28.12 Нина: Просрочено 2 из 6 с прошедшим сроком: Школа № 8",
        "28.12 Анна: Скоро срок",
        "28.12 Марина: Сводка на 28 декабря, пн",
        "29.12 Ольга: Сводка на 29 декабря, вт",
        "29.12 Марина: Напоминаем: осталось ответить по 3 мероприятиям",
        "30.12 Ольга: Сводка на 30 декабря, ср",
        "30.12 Анна: Скоро срок",
        "30.12 Вера: Мониторинг за 4 квартал 2026 года: завершён 30 декабря, 18:00",
        "30.12 Ольга: Мониторинг за 4 квартал 2026 года: завершён 30 декабря, 18:00",
        "30.12 Нина: Мониторинг за 4 квартал 2026 года: завершён 30 декабря, 18:00",
    )
    await scene.at("2026-12-30T18:20")
    await olga.presses("Молчат")
    await olga.sees("Молчат: 1.*Школа № 8")
    await scene.nobody_else_hears()


ACTS = (
    the_document_comes,
    a_report_with_a_photo_is_returned_and_mended,
    an_album_closes_a_measure,
    a_school_is_overdue_and_a_date_is_moved,
    a_duty_is_passed_on,
    the_quarter_is_monitored,
)
