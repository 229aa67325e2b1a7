"""Nothing typed is lost: what was written comes back, and what would go is asked about."""

import pytest

from storage.unit_of_work import Store
from tests.control_story import Stage, photo, set_stage
from tests.world import World


@pytest.fixture
async def stage(world: World, store: Store) -> Stage:
    return await set_stage(world, store)


async def drafted(stage: Stage, number: str = "2.1") -> None:
    """Anna has typed two messages and sent a photo."""
    await stage.opens(stage.anna, number)
    await stage.anna.presses("Отчитаться")
    await stage.anna.says("Провели 12 сентября")
    await stage.anna.says("Было 40 человек")
    await stage.anna.sends_photo(photo("а"))
    await stage.anna.news()


async def test_a_report_that_is_taken_back_is_a_draft_with_its_words_and_files(stage: Stage) -> None:
    anna, olga = stage.anna, stage.olga
    await drafted(stage)
    await anna.presses("Отправить")
    await anna.news()
    await olga.sees("Новый отчёт")

    await anna.presses("Отменить отправку")
    assert "снова в черновике" in await anna.last_toast()
    await anna.sees("Будет отправлено:.*Провели 12 сентября\nБыло 40 человек.*1 фото")
    await anna.says("Нет, 45")
    await anna.presses("Отправить")

    await anna.sees("Отчёт № 2.*1 файл.*Было 40 человек\nНет, 45")
    await olga.sees("Отчёт № 2: выполнено, 1 файл")


async def test_everything_one_press_has_sent_comes_back_as_one_draft(stage: Stage) -> None:
    anna = stage.anna
    await drafted(stage)
    await anna.presses("Отметить ещё пункты")
    await anna.presses("2.3")
    await anna.presses("Готово")
    await anna.presses("Отправить")
    await anna.news()

    await stage.olga.sees("Новый отчёт")

    await anna.presses("Отменить отправку")

    await anna.sees("Отчёт сразу по 2 пунктам.*Провести семинар.*Вести журнал.*Провели 12 сентября")


async def test_another_draft_is_not_lost_by_taking_a_report_back(stage: Stage) -> None:
    anna = stage.anna
    await stage.reports()
    await stage.olga.news()
    await stage.opens(anna, "2.2")
    await anna.presses("Отчитаться")
    await anna.says("План готов")
    await stage.opens(anna, "2.1")

    await anna.presses("Отменить отправку")

    await anna.sees("Есть неотправленный отчёт.*п. 2.2: текст")
    await anna.presses("Продолжить его")
    await anna.sees("План готов")


async def test_not_sending_asks_when_there_is_something_to_lose(stage: Stage) -> None:
    anna = stage.anna
    await drafted(stage)

    await anna.presses("Не отправлять")
    await anna.sees("Удалить черновик\\?.*Провести семинар.*Пропадёт: текст, 1 фото")
    await anna.presses("К черновику")
    await anna.sees("Провели 12 сентября\nБыло 40 человек.*1 фото")
    await anna.presses("Не отправлять")
    await anna.news()
    await anna.presses("Удалить")

    await anna.sees("^п. 2.1 Провести семинар")
    await anna.presses("Отчитаться")
    await anna.sees("Напишите, что сделано")
    await anna.presses("Не отправлять")
    await anna.sees("^п. 2.1 Провести семинар")


async def test_done_without_a_word_or_a_file_is_asked_about_once(stage: Stage) -> None:
    anna = stage.anna
    await stage.opens(anna, "2.1")
    await anna.presses("Отчитаться")
    await anna.presses("Отправить")
    await anna.sees("Отправить без слов и вложений.*Провести семинар")

    await anna.presses("Отправить так")

    await anna.sees("Отчёт отправлен куратору")
    await stage.olga.sees("Новый отчёт: выполнено")


async def test_words_typed_in_answer_to_that_question_go_into_the_report(stage: Stage) -> None:
    anna = stage.anna
    await stage.opens(anna, "2.1")
    await anna.presses("Отчитаться")
    await anna.presses("Отправить")
    await anna.news()

    await anna.says("Провели")
    await anna.sees("Будет отправлено:.*Провели")
    await anna.presses("Отправить")

    await anna.sees("Отчёт отправлен куратору")
    await stage.olga.sees("Новый отчёт.*Провели")


async def test_the_curator_reads_several_messages_line_by_line(stage: Stage) -> None:
    await drafted(stage)
    await stage.anna.presses("Отправить")

    await stage.anna.sees("Провели 12 сентября\nБыло 40 человек")
    await stage.olga.sees("Новый отчёт.*Провели 12 сентября\nБыло 40 человек")


async def test_a_change_that_was_being_written_when_the_report_was_returned_is_sent_anew(
    stage: Stage,
) -> None:
    anna, olga = stage.anna, stage.olga
    await stage.reports()
    await olga.news()
    await anna.presses("Изменить отчёт")
    await anna.says("И список участников")
    await anna.news()
    await olga.presses("Вернуть на доработку")
    await olga.presses("Вложение не читается")
    await olga.news()
    await anna.sees("Отчёт возвращён")

    await anna.presses("Отправить вместо прежнего")

    await anna.sees("Отчёт отправлен куратору.*Провели 12 сентября\nИ список участников")
    await olga.sees(".", "Отчёт № 2.*И список участников")


async def test_a_photo_sent_after_the_report_is_added_to_it(stage: Stage) -> None:
    anna, olga = stage.anna, stage.olga
    for number in ("2.1", "2.2", "2.3"):
        await stage.reports(number=number)
    await olga.news()

    await anna.sends_photo(photo("а"), caption="Вот фото")
    await anna.sees("к какому пункту.*Вот фото.*1 фото")
    await anna.presses("Добавить к отчёту п. 2.2")
    await anna.sees("Исправление отчёта.*Провели 12 сентября\nВот фото.*1 фото")
    await anna.presses("Отправить вместо прежнего")

    await anna.sees("Отчёт № 2.*1 файл")
    await olga.sees("Отчёт № 2: выполнено, 1 файл.*Утвердить план")


async def test_files_that_came_first_go_into_the_report_that_is_opened_next(stage: Stage) -> None:
    anna = stage.anna
    await anna.sends_photo(photo("а"), caption="Вот фото")
    await anna.sees("к какому пункту")
    await stage.opens(anna, "2.2")

    await anna.presses("Отчитаться")

    await anna.sees("Отчёт. п. 2.2 Утвердить план.*Вот фото.*1 фото")


async def test_clearing_a_draft_asks_too(stage: Stage) -> None:
    anna = stage.anna
    await drafted(stage)

    await anna.presses("Очистить")
    await anna.sees("Очистить черновик\\?.*Пропадёт: текст, 1 фото")
    await anna.presses("Убрать всё")

    await anna.sees("Напишите, что сделано")
