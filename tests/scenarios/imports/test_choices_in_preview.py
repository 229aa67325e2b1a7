"""What a coordinator sees and chooses in a document before and right after it comes into force."""

from roadmap.people.persons import UnitKind
from tests.documents.layouts import layout
from tests.documents_text import road_map_text
from tests.world import World


async def test_what_is_in_no_plan_is_said_first_and_shown_whole(world: World) -> None:
    vera = await world.department()
    foreign = layout("tables of something else")
    await vera.sends_document(foreign.data, foreign.filename)
    await vera.sees(
        r"Документ прочитан.*Не вошло в план: 4 места документа.*"
        r"Таблица 2, похожа на статистику: «Год \| Количество случаев.*и ещё 1.*Нужно ваше решение"
    )
    await vera.presses("Что не вошло в план")
    await vera.sees(
        r"Не вошло в план, страница 1 из 2.*Текст вне таблиц.*Сведения о нарушениях"
        r".*Таблица 2, похожа на статистику.*Год \| Количество случаев \| Количество детей"
    )
    await vera.presses("›")
    await vera.sees(r"страница 2 из 2.*Таблица 3, похожа на анкету.*Вопрос \| Да \| Нет")
    await vera.presses("К документу")
    await vera.sees("Документ прочитан")


async def test_plans_of_several_periods_in_one_file_are_decided_one_after_another(world: World) -> None:
    vera = await world.department()
    several = layout("plans of two periods in one file")
    await vera.sends_document(several.data, several.filename)
    await vera.sees(
        r"Документ прочитан.*охране труда.*В файле 2 плана.*1\. .*2025 года: этот"
        r".*2\. .*безопасности на 2026 год.*2026 года: ждёт решения"
    )
    await vera.presses("Завести|Ответить")
    await vera.sees("«Завхоз»: кто это")
    await vera.presses("Новая организация")
    await vera.sees("Документ прочитан")
    await vera.presses("^Утвердить$")
    await vera.sees("Дорожная карта утверждена.*В файле ждёт решения ещё 1 план")

    await vera.presses("Следующий: План мероприятий по безопасности")
    await vera.sees("Период: с 1 января по 31 декабря 2026 года.*2025 года: утверждён.*2026 года: этот")
    await vera.presses("Отменить")
    await vera.sees("Убрать документ")
    await vera.presses("Убрать документ")
    await vera.sees("убран")
    await vera.says("/import")
    (desk,) = await vera.sees("Дорожные карты.*по охране труда")
    assert "безопасности" not in desk.text


async def test_all_plans_of_a_file_come_into_force_by_one_press_after_they_are_listed(world: World) -> None:
    vera = await world.department()
    several = layout("plans of two periods in one file")
    await vera.sends_document(several.data, several.filename)
    await vera.sees("В файле 2 плана")

    await vera.presses("Утвердить все планы файла \\(2\\)")
    await vera.sees(
        "Утвердить 2 плана файла.*1. .*охране труда.*2025 года; .*поручени.*вопрос"
        ".*2. .*безопасности.*2026 года"
    )
    await vera.presses("К документу")
    await vera.sees("Документ прочитан")
    await vera.presses("Утвердить все планы файла")
    await vera.news()
    await vera.presses("Утвердить все \\(2\\)")
    (done,) = await vera.sees("Утверждено: 2 плана.*охране труда.*безопасности")
    assert len([key for key in done.buttons if key.startswith("Вопросы")]) == 2
    await vera.says("/import")
    (desk,) = await vera.sees("Дорожные карты.*по охране труда.*безопасности")
    assert not any("Ждёт решения" in key for key in desk.buttons)


async def test_plans_one_of_which_resembles_a_map_in_force_are_not_put_in_force_together(
    world: World,
) -> None:
    vera = await world.department()
    several = layout("plans of two periods in one file")
    for _ in range(2):
        await vera.sends_document(several.data, several.filename)
        await vera.news()
        await vera.presses("Утвердить все планы файла")
        (asked,) = await vera.news()
        if any(key.startswith("Утвердить все") for key in asked.buttons):
            await vera.presses("Утвердить все \\(2\\)")
            await vera.news()
    assert "⚠️ похожая карта уже есть" in asked.text and "Все сразу утвердить нельзя" in asked.text
    assert [key[:8] for key in asked.buttons] == ["Открыть:", "Открыть:", "‹ К доку"]


async def test_control_points_of_routine_work_are_chosen_and_the_forecast_follows(world: World) -> None:
    vera = await world.department()
    await world.executor("Анна Лугова", "Методслужба", UnitKind.CENTRE)
    plan = road_map_text(
        ("1.", "Обход здания", "Ежедневно", "Методслужба"), ("2.", "Диктант", "Май", "Методслужба")
    )
    await vera.sends_document(plan, "plan.txt")
    await vera.sees("Поручений будет: 2.*Текущая работа, чаще раза в месяц: 1 мероприятие")
    await vera.presses("Текущая работа \\(1\\)")
    await vera.sees("Текущая работа.*1 Обход здания.*«Ежедневно» → без точек")
    await vera.presses("Обход здания")
    (card,) = await vera.sees("Сколько раз спрашивать")
    assert card.buttons[:3] == ["☑ Без точек", "☐ Раз в месяц (12 точек)", "☐ Раз в квартал (4 точки)"]
    await vera.presses("Каждый раз")
    await vera.sees("→ каждый раз \\(365 точек\\)")
    await vera.presses("К документу")
    await vera.sees("Поручений будет: 366.*По месяцам.*Больше 20 поручений: «1 Обход здания», 365")
    await vera.presses("Текущая работа \\(1\\)")
    await vera.presses("Обход здания")
    await vera.presses("Раз в квартал")
    await vera.news()
    await vera.presses("К документу")
    await vera.sees("Поручений будет: 5")
    await vera.presses("^Утвердить$")
    await vera.sees("В плане .*, 5 поручений")
    for hero in world.heroes:
        await hero.news()  # what the executor is told is a story of its own


async def test_the_card_of_a_duty_says_how_its_deadline_was_read_and_by_what_rule(world: World) -> None:
    vera = await world.department()
    anna = await world.executor("Анна Лугова", "Методслужба", UnitKind.CENTRE)
    await vera.sends_document(
        road_map_text(("1.", "Обзор библиотек", "I квартал", "Методслужба")), "plan.txt"
    )
    await vera.presses("^Утвердить$")
    await vera.news()
    await anna.news()
    await anna.says("/my")
    await anna.sees("Обзор библиотек")
    await anna.presses("^1$")
    await anna.sees(
        "В документе: «I квартал».*Как я понял: I квартал; квартал без даты: последний день квартала"
    )


async def test_a_name_like_a_known_one_is_offered_before_a_new_one(world: World) -> None:
    vera = await world.department()
    await world.executor("Анна Лугова", "Районный методический центр", UnitKind.CENTRE)
    plan = road_map_text(("1.", "Неделя книги", "Март", "Районный методический центр образования"))
    await vera.sends_document(plan, "plan.txt")
    await vera.news()
    await vera.presses("Ответить на вопросы")
    (card,) = await vera.sees("кто это")
    assert card.buttons[0] == "Похоже на: Районный методический центр"
    await vera.presses("Похоже на")
    await vera.sees("Документ прочитан")


async def test_the_one_school_with_the_word_or_the_number_is_offered_first(world: World) -> None:
    vera = await world.department()
    for person, school in (
        ("Анна Лугова", "МАОУ «Лицей»"),
        ("Борис Речной", "МБОУ СОШ № 1 имени П. Берегового"),
        ("Вера Полевая", "МБОУ СОШ № 2"),
    ):
        await world.executor(person, school)
    plan = road_map_text(
        ("1.", "Неделя книги", "Март", "Лицей"), ("2.", "Неделя леса", "Март", "Филиал школы № 1")
    )
    await vera.sends_document(plan, "plan.txt")
    await vera.news()
    await vera.presses("Ответить на вопросы")
    (card,) = await vera.sees("«Лицей»: кто это")
    assert card.buttons[0] == "Похоже на: МАОУ «Лицей»"
    await vera.presses("Похоже на")
    (card,) = await vera.sees("«Филиал школы № 1»: кто это")
    assert card.buttons[0] == "Похоже на: МБОУ СОШ № 1 имени П. Берегового"


async def test_all_schools_are_offered_by_one_button_though_their_group_is_there(world: World) -> None:
    vera = await world.department()
    await world.executor("Анна Лугова", "Школа № 3")
    plan = road_map_text(("1.", "Неделя книги", "Март", "Руководители ОО"))
    await vera.sends_document(plan, "plan.txt")
    await vera.news()
    await vera.presses("Ответить на вопросы")
    await vera.presses("^Все школы")
    await vera.news()
    again = road_map_text(("1.", "Неделя леса", "Март", "Все наши школы"))
    await vera.sends_document(again, "other.txt")
    await vera.news()
    await vera.presses("Ответить на вопросы")
    (card,) = await vera.sees("«Все наши школы»: кто это")
    assert [button for button in card.buttons if "Все школы" in button] == ["Все школы (1)"]


async def test_an_answer_is_for_every_spelling_of_the_name_in_this_document_and_the_next(
    world: World,
) -> None:
    vera = await world.department()
    await world.executor("Анна Лугова", "Площадка «Росток»", UnitKind.CENTRE)
    plan = road_map_text(("1.", "Неделя книги", "Март", "Корпус № 1"), ("2.", "Слёт", "Март", "Корпус №1"))
    await vera.sends_document(plan, "plan.txt")
    await vera.news()
    await vera.presses("Ответить на вопросы")
    await vera.sees("«Корпус № 1»: кто это")
    await vera.presses("Выбрать организацию")
    await vera.presses("Площадка")
    (preview,) = await vera.sees("Документ прочитан")
    assert "Не нашлось" not in preview.text
    await vera.sends_document(road_map_text(("1.", "Неделя леса", "Май", "Корпус N1")), "other.txt")
    (preview,) = await vera.sees("Документ прочитан")
    assert "Не нашлось" not in preview.text and "Ответить на вопросы" not in preview.buttons


async def test_what_the_document_marks_as_done_is_offered_and_never_marked_silently(world: World) -> None:
    vera = await world.department()
    marked = layout("marks of execution and several items")
    await vera.sends_document(marked.data, marked.filename)
    await vera.news()
    await vera.presses("Завести 3 названия")
    await vera.presses("Завести всё")
    await vera.news()
    await vera.presses("^Утвердить$")
    await vera.sees(
        "Дорожная карта утверждена.*В документе отмечено исполнение: 2 мероприятия. Сам я ничего не записал"
    )
    await vera.presses("Отметки об исполнении в документе \\(2\\)")
    await vera.sees(
        "1 Смотр.*выполнено, 15 марта.*2 Слёт.*не выполнено, «не проведён из-за паводка»"
        ".*до начала работы в боте: 2 поручения. Они запишутся сразу как решённые"
    )
    await vera.presses("Записать отчёты")
    await vera.sees("Записывать нечего")
    assert "Записано: 2 поручения" in await vera.last_toast()
    await vera.says("/queue")
    await vera.sees("Решений никто не ждёт|ничего не ждёт|никто не ждёт")
