"""A coordinator brings a road map into force without leaving the chat."""

import pytest

import bot.telegram.screens
from roadmap.people.persons import UnitKind
from tests.documents_text import road_map_text
from tests.world import Hero, World

PLAN = road_map_text(
    "1. Чтение",
    ("1.", "Неделя книги", "Март", "Руководители ОО"),
    ("2.", "Обзор библиотек", "По особому графику", "Методслужба"),
    ("3.", "Наставничество", "Постоянно", "Лугова А.П."),
)
LIBRARIES = road_map_text(
    ("1.1", "Обновить фонды", "до 1 марта", "Методслужба"),
    ("1.2", "Купить стеллажи", "Май", "Методслужба"),
    title="План о библиотеках",
)


async def test_a_document_goes_from_a_file_to_a_plan_in_the_chat(world: World) -> None:
    vera = await world.department()
    anna = await world.executor("Анна Лугова", "Школа № 3")

    await vera.sends_document(PLAN, "Дорожная карта.txt")
    await vera.sees(
        r"Документ прочитан.*Период: с 1 января по 31 декабря 2027 года.*3 мероприятия в 1 разделе"
        r".*Нужно ваше решение: 4 вопроса.*Сроки понятны: 2 из 3"
    )
    await vera.presses("Как прочитаны сроки")
    await vera.sees(
        r"2 Обзор библиотек.*нужно ваше решение.*1 Неделя книги.*Срок: «Март» → с 1 по 31 марта 2027 года"
        r".*3 Наставничество.*без жёсткого срока"
    )
    await vera.presses("К документу")
    await vera.sees("Документ прочитан")

    await vera.presses("Ответить на вопросы")
    await vera.sees("«Руководители ОО»: кто это")
    await vera.presses("Все школы")
    await vera.sees("Срок «По особому графику»: какие это даты")
    await vera.presses("Ввести даты")
    await vera.sees("Напишите даты словами")
    await vera.says("до 20 апреля")
    await vera.sees(r"Понял так.*«до 20 апреля».*с 1 января по 20 апреля 2027 года")
    await vera.presses("Верно")
    await vera.sees("«Методслужба»: кто это")
    await vera.presses("Новая организация")
    await vera.sees("«Лугова А.П.»: кто это")
    await vera.presses("Выбрать сотрудника")
    await vera.sees("Кто это?")
    await vera.presses("Анна Лугова")
    await vera.sees("Документ прочитан.*Сроки понятны: 3 из 3")

    await vera.presses("Утвердить")
    await vera.sees("Дорожная карта утверждена.*3 мероприятия, 3 поручения.*Некому сообщить: Методслужба")
    await anna.sees("Вам назначено 2 мероприятия.*Неделя книги.*Наставничество")


async def test_approving_with_open_questions_is_said_aloud_first(world: World) -> None:
    vera = await world.department()
    await vera.sends_document(PLAN, "plan.txt")
    await vera.sees("Документ прочитан")
    await vera.presses("Завести 3 названия как новые")
    await vera.sees("Понял так. Завести.*Будут новыми.*Руководители ОО: группа.*Лугова А.П.: новый сотрудник")
    await vera.presses("Завести всё")
    await vera.sees("Нужно ваше решение: 1 вопрос")
    await vera.presses("Утвердить")
    await vera.sees("1 вопрос остался без ответа.*1 мероприятие.*никого не спросят")
    await vera.presses("Утвердить так")
    await vera.sees("утверждена.*Без ответа: 1 вопрос")

    await vera.says("/import")
    await vera.sees("Дорожные карты.*развитию чтения.*с 1 января по 31 декабря 2027")
    await vera.presses("Вопросы \\(1\\)")
    await vera.sees("Вопросы и ответы")
    await vera.presses("какие даты")
    await vera.sees("Срок «По особому графику»")
    await vera.presses("Постоянно")
    await vera.sees("Документ утверждён.*Сроки понятны: 3 из 3")
    assert "1 поручение" in await vera.last_toast()


async def test_a_new_edition_is_compared_before_it_replaces_the_old_one(world: World) -> None:
    vera = await world.department()
    await world.executor("Анна Лугова", "Методслужба", UnitKind.CENTRE)
    old = road_map_text(("1.", "Обзор библиотек", "Март", "Методслужба"))
    new = road_map_text(
        ("1.", "Обзор библиотек", "Апрель", "Методслужба"), ("2.", "Диктант", "Май", "Методслужба")
    )
    await vera.sends_document(old, "plan.txt")
    await vera.sees("Документ прочитан")
    await vera.presses("Утвердить")
    await vera.sees("утверждена")

    await vera.sends_document(new, "plan2.txt")
    await vera.sees("уже есть дорожная карта")
    await vera.presses("Сравнить")
    await vera.sees("Новая редакция карты.*Добавлено: 1, изменено: 1, снято: 0")
    await vera.presses("Что изменится")
    await vera.sees("срок: «Март» → «Апрель».*2 Диктант")
    await vera.presses("К документу")
    await vera.sees("Новая редакция")
    await vera.presses("Утвердить редакцию")
    await vera.sees("Редакция 2 утверждена.*Перенесено по новым срокам: 1")
    for hero in world.heroes:
        await hero.news()  # what the executor is told is a story of its own


async def test_an_unlike_document_is_taken_for_an_edition_only_after_asking_twice(world: World) -> None:
    coordinator = await in_force(world)
    others = [
        ("1.1", "Обновить фонды", "до 1 марта", "Методслужба"),
        ("1.2", "Купить стеллажи", "Май", "Методслужба"),
    ]
    await coordinator.sends_document(road_map_text(*others, title="План о библиотеках"), "библиотеки.txt")
    await coordinator.news()
    await coordinator.presses("Сравнить")
    await coordinator.sees("Похоже, это другая карта.*уйд.т")
    await coordinator.presses("Всё равно сравнить")
    await coordinator.sees("Новая редакция карты")
    await coordinator.presses("Утвердить редакцию")
    await coordinator.sees("Точно заменить")
    await coordinator.presses("Это отдельная карта")
    await coordinator.sees("Документ прочитан")
    await coordinator.presses("^Утвердить$")
    await coordinator.sees("Дорожная карта утверждена")
    for hero in world.heroes:
        await hero.news()


async def test_of_two_maps_every_line_and_key_says_which(world: World) -> None:
    coordinator = await in_force(world)
    await coordinator.sends_document(
        road_map_text(("1.1", "Обновить фонды", "до 1 марта", "Методслужба"), title="План о библиотеках"),
        "б.txt",
    )
    await coordinator.presses("^Утвердить$")
    await coordinator.news()
    await coordinator.says("/report")
    (choice,) = await coordinator.sees("По какой дорожной карте")
    assert choice.buttons[:2] == ["Развитие чтения в Приозёрном районе", "План о библиотеках"]
    anna = world.heroes[-1]
    await anna.news()
    await anna.says("/my")
    (mine,) = await anna.sees("Мои мероприятия")
    assert "Обзор библиотек [Развитие чтения в Приозёрном районе]" in mine.text
    assert "Обновить фонды [План о библиотеках]" in mine.text
    await anna.presses("^1$")
    await anna.sees(r"\[(План о библиотеках|Развитие)")


async def test_a_file_that_is_no_road_map_gets_one_clear_sentence(world: World) -> None:
    vera = await world.department()
    await vera.sends_document("Добрый день! Письмо без таблицы.".encode(), "letter.txt")
    await vera.sees("В файле не нашлось таблицы дорожной карты")

    await vera.says("/import")
    await vera.sees("пришлите файл")


async def asked_for_dates(world: World) -> Hero:
    """The coordinator has sent a plan and is about to type the dates of a deadline nobody could read."""
    vera = await world.department()
    await vera.sends_document(PLAN, "plan.txt")
    await vera.sees("Документ прочитан")
    await vera.presses("Вопросы и ответы")
    await vera.sees("Вопросы и ответы")
    await vera.presses("какие даты")
    await vera.sees("Срок «По особому графику»")
    await vera.presses("Ввести даты")
    await vera.sees("Напишите даты")
    return vera


async def test_dates_nobody_can_read_are_asked_again(world: World) -> None:
    vera = await asked_for_dates(world)
    await vera.says("когда-нибудь потом")
    await vera.sees("не нашлось дат этого плана")
    await vera.says("май")
    await vera.sees("Понял так.*с 1 по 31 мая 2027 года")


async def test_words_typed_after_leaving_the_question_are_not_taken_for_dates(world: World) -> None:
    vera = await asked_for_dates(world)
    await vera.presses("К вопросу")
    await vera.sees("Срок «По особому графику»")

    await vera.says("май")

    for message in await vera.news():
        assert "Понял так" not in message.text


async def test_a_button_of_a_document_that_was_dropped_says_so(world: World) -> None:
    vera = await world.department()
    await vera.sends_document(PLAN, "plan.txt")
    await vera.sees("Документ прочитан")
    await vera.presses("Отменить")
    await vera.sees("Убрать документ\\?")
    await vera.presses("Убрать документ")
    await vera.sees("убран")

    await vera.forges("ia:1:1")

    assert "уже всё изменилось" in await vera.last_toast()
    await vera.sees("Документ отменён.*Период")


async def in_force(world: World) -> Hero:
    """A coordinator with one road map approved."""
    vera = await world.department()
    anna = await world.executor("Анна Лугова", "Методслужба", UnitKind.CENTRE)
    rows = [("1.", "Обзор библиотек", "Март", "Методслужба"), ("2.", "Диктант", "Май", "Методслужба")]
    await vera.sends_document(road_map_text(*rows), "plan.txt")
    await vera.presses("Утвердить")
    await vera.news()
    await anna.news()
    return vera


async def test_a_refused_chat_action_breaks_no_import(world: World) -> None:
    vera = await world.department()
    await world.sandbox.client.fault("refuse", method="sendChatAction", code=400, chat_id=vera.phone.id)

    await vera.sends_document(PLAN, "Дорожная карта.txt")

    await vera.sees("Документ прочитан")


async def handled(world: World) -> None:
    """What has been sent is handled; no document has come yet."""
    await world.machine.poller.poll_once()
    await world.machine.feeder.drain()


async def test_a_document_on_its_way_holds_up_neither_the_chat_nor_anybody(world: World) -> None:
    vera = await world.department()
    await vera.phone.send_document(PLAN, "Дорожная карта.txt")
    await handled(world)
    (loading,) = await vera.sees("Загружаю «Дорожная карта.txt»")

    await vera.phone.send("/import")
    await handled(world)
    await vera.sees("Дорожные карты")

    await world.machine.document_fetcher.drain()
    (read,) = await vera.sees("Документ прочитан")
    assert read.id == loading.id


async def test_a_document_is_read_after_a_restart_that_came_while_it_was_fetched(world: World) -> None:
    vera = await world.department()
    await vera.phone.send_document(PLAN, "Дорожная карта.txt")
    await handled(world)
    await vera.sees("Загружаю")
    await world.app.documents.claim(1, frozenset())  # by a process that dies now

    await world.app.documents.recover()
    await world.answer()

    await vera.sees("Документ прочитан")
    await vera.says("/import")
    (desk,) = await vera.sees("Дорожные карты")
    assert len([key for key in desk.buttons if key.startswith("Ждёт решения")]) == 1


async def test_a_document_read_before_a_restart_is_shown_after_it_and_not_read_twice(world: World) -> None:
    vera = await world.department()
    await vera.phone.send_document(PLAN, "Дорожная карта.txt")
    await handled(world)
    await vera.sees("Загружаю")
    (document,) = await world.app.documents.claim(1, frozenset())
    coordinator = await world.app.documents.sender(document)
    await world.app.documents.arrived(coordinator, document, PLAN)  # and it dies before it is shown

    await world.app.documents.recover()
    await world.answer()

    await vera.sees("Документ прочитан")
    assert not await world.sandbox.client.calls(method="getFile")


async def test_loading_is_said_until_a_bad_line_is_better(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bot.telegram.screens, "TRY_AGAIN_SECONDS", (0.0, 0.0))
    vera = await world.department()
    await world.sandbox.client.fault("refuse", method="getFile", code=500, chat_id=None, times=3)

    await vera.sends_document(PLAN, "Дорожная карта.txt")
    await vera.sees("Загружаю")
    await world.at("2026-09-01 09:01")
    await vera.sees("Документ прочитан")


async def test_a_document_that_never_comes_or_is_no_plan_is_refused_and_no_longer_loading(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bot.telegram.screens, "TRY_AGAIN_SECONDS", (0.0, 0.0))
    vera = await world.department()
    await world.sandbox.client.fault("refuse", method="getFile", code=500, chat_id=None, times=None)
    await vera.sends_document(PLAN, "Дорожная карта.txt")
    for minute in ("09:01", "09:02", "09:05", "09:20"):
        await world.at(f"2026-09-01 {minute}")
    await vera.sees("Telegram не отдаёт этот файл. Пришлите его ещё раз")
    assert not any(message.text.startswith("Загружаю") for message in await vera.phone.messages())
    await world.sandbox.client.clear_faults()

    await vera.sends_document("Письмо без таблиц".encode(), "письмо.txt")
    await vera.sees("не нашлось|не похож|нет таблицы")
    assert not any(message.text.startswith("Загружаю") for message in await vera.phone.messages())


async def test_whom_the_words_mean_and_where_a_person_works_may_be_typed(world: World) -> None:
    vera = await world.department()
    await world.executor("Анна Лугова", "МБОУ СОШ № 3")
    await world.executor("Борис Речной", "Центр «Озеро»", UnitKind.CENTRE)
    plan = road_map_text(
        ("1.", "Неделя книги", "Март", "Опорная школа"), ("2.", "Смотр", "Май", "Холмов П.П.")
    )
    await vera.sends_document(plan, "plan.txt")
    await vera.presses("Ответить на вопросы")
    await vera.news()
    await vera.says("школа 77")
    await vera.sees("По словам «школа 77» никого не нашлось. Напишите иначе или вернитесь")
    await vera.says("школа 3")
    (found,) = await vera.sees("«Опорная школа».*По словам «школа 3»")
    assert found.buttons[0] == "МБОУ СОШ № 3" and "Центр «Озеро»" not in found.buttons
    await vera.presses("МБОУ СОШ № 3")
    await vera.sees("«Холмов П.П.»: кто это.*напишите название или фамилию")
    await vera.presses("Новый сотрудник")
    await vera.sees("Где работает.*напишите часть названия")
    await vera.says("озеро")
    (found,) = await vera.sees("Новый сотрудник: Холмов.*По словам «озеро»")
    assert "МБОУ СОШ № 3" not in found.buttons
    await vera.presses("Центр «Озеро»")
    await vera.sees("Документ прочитан")


async def test_what_was_skipped_stays_within_reach_until_the_approval(world: World) -> None:
    vera = await world.department()
    plan = road_map_text(
        ("1.", "Неделя книги", "Март", "Опорная школа"), ("2.", "Смотр", "Май", "Центр «Озеро»")
    )
    await vera.sends_document(plan, "plan.txt")
    await vera.presses("Ответить на вопросы")
    await vera.presses("Пропустить")
    await vera.presses("Пропустить")
    (page,) = (await vera.news())[-1:]
    assert "Пропущено: 2 вопроса. Без ответа по этим мероприятиям поручений не будет" in page.text
    await vera.presses("Пропущенные вопросы \\(2\\)")
    (page,) = await vera.news()
    assert sum("⏭" in label for label in page.buttons) == 2
    await vera.presses("⏭.*Опорная школа")
    await vera.presses("Новая школа")
    (page,) = (await vera.news())[-1:]
    assert "Пропущено: 1 вопрос" in page.text


async def test_a_document_sent_while_a_name_is_asked_for_is_read(world: World) -> None:
    vera = await world.department()
    await vera.sends_document(PLAN, "plan.txt")
    await vera.presses("Ответить на вопросы")
    await vera.sees("«Руководители ОО»: кто это")
    await vera.sends_document(LIBRARIES, "libraries.txt")
    await vera.sees("Документ прочитан.*План о библиотеках")

    await vera.says("/people")
    await vera.presses("Найти человека")
    await vera.says("Ильина")
    await vera.sees("Кого найти", "^Вера Ильина")
    table = "Организация;ФИО;Роль\nШкола № 3;Лугова Анна;исполнитель\n".encode()
    await vera.sends_document(table, "люди.csv")
    await vera.sees("Это список людей")

    await vera.presses("Ответить на вопросы")
    await vera.news()
    await vera.sends_photo(b"\xff\xd8\xff\xe0photo")
    await vera.sees("Здесь нужны слова")
