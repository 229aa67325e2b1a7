"""The control loop in the chat: reporting, deciding, another date, another assignee."""

import pytest
from sqlalchemy import update

from roadmap.people.persons import Role
from sandbox.client import File
from sandbox.seen import SeenMessage
from services.buttons.deciding import AcceptButton
from services.buttons.packing import pack
from services.buttons.reporting import EvidenceButton, SendDraftButton
from storage.control.tables import DutyRow
from storage.unit_of_work import Store
from tests.control_story import OTHER_SCHOOL, SCHOOL, Stage, bound, photo, set_stage, staff_row
from tests.quarter_district import Row, lay
from tests.world import Hero, World


@pytest.fixture
async def stage(world: World, store: Store) -> Stage:
    return await set_stage(world, store)


async def shown(hero: Hero) -> SeenMessage:
    """The one message that is new or redrawn."""
    (message,) = await hero.news()
    return message


async def alive(hero: Hero) -> list[int]:
    return [message.id for message in await hero.phone.messages() if message.is_from_bot]


# Reporting


async def test_a_report_grows_message_by_message_below_what_was_sent(stage: Stage) -> None:
    anna = stage.anna
    await stage.opens(anna, "2.1")
    await anna.presses("Отчитаться")
    empty = await shown(anna)
    assert "Напишите, что сделано" in empty.text

    await anna.says("Провели 12 сентября")
    with_words = await shown(anna)
    await anna.sends_album(photo("а"), photo("б"), photo("в"))
    with_album = await shown(anna)
    await anna.sends_document(b"%PDF-1.7", "../Протокол.PDF", caption="И протокол")
    whole = await shown(anna)

    assert empty.id < with_words.id < with_album.id < whole.id
    assert "3 фото" in with_album.text
    assert "3 фото, 1 документ: Протокол.pdf" in whole.text and "И протокол" in whole.text
    left = await alive(anna)
    assert whole.id in left and not {empty.id, with_words.id, with_album.id} & set(left)


async def test_a_sent_report_becomes_the_card_and_the_curator_sees_its_files_as_they_were(
    stage: Stage, world: World
) -> None:
    anna, olga = stage.anna, stage.olga
    await stage.opens(anna, "2.1")
    await anna.presses("Отчитаться")
    await anna.sends_photo(photo("а"), caption="Провели 12 сентября")
    await anna.sends_document(b"%PDF-1.7 x", "Протокол.pdf")
    await anna.news()

    await anna.presses("Отправить")
    await anna.sees("Отчёт отправлен куратору.*отчёт на проверке у куратора.*2 файла")
    assert await anna.last_toast() == "Отчёт отправлен."
    await olga.sees("Новый отчёт: выполнено, 2 файла.*Школа № 3, Анна Лугова.*Провели 12 сентября")

    await olga.presses("Показать вложения")
    first, second = await olga.sees("", "п. 2.1 Провести семинар.*Анна Лугова")
    assert (first.filename, second.filename) == ("п. 2.1, фото 1.jpg", "Протокол.pdf")
    assert await world.sandbox.client.file(first.file_id) == photo("а")
    assert await world.sandbox.client.file(second.file_id) == b"%PDF-1.7 x"


async def test_send_pressed_again_shows_the_card_and_sends_nothing(stage: Stage) -> None:
    await stage.reports()
    await stage.olga.sees("Новый отчёт")
    duty_id = stage.district.duties["2.1", SCHOOL]

    await stage.anna.forges(pack(SendDraftButton(1, duty_id)))

    assert await stage.anna.last_toast() == "Этот отчёт уже отправлен или удалён."
    await stage.anna.sees("отчёт на проверке")
    actor = await stage.district.actor(stage.anna.name)
    assert len((await stage.world.app.cards.open(actor, duty_id)).card.reports) == 1


async def test_partly_is_not_sent_without_how_much_and_what_is_left(stage: Stage) -> None:
    anna = stage.anna
    await stage.opens(anna, "2.1")
    await anna.presses("Ещё…")
    await anna.presses("Частично")
    draft = (await anna.news())[-1]
    assert "Сколько выполнено" in draft.text and "Отправить" not in draft.buttons

    await anna.presses("75 %")
    half = await shown(anna)
    assert "Выполнено: 75 %" in half.text and "Что осталось" in half.text and "• 75 %" in half.buttons
    await anna.says("80%")
    assert "Выполнено: 80 %" in (await shown(anna)).text
    await anna.says("Два класса, закончим 20 сентября")
    ready = await shown(anna)
    assert "Отправить" in ready.buttons and "Частично" not in ready.buttons
    assert "Итог: частично" in ready.text and "Осталось: Два класса, закончим 20 сентября" in ready.text


async def test_a_mistaken_report_is_taken_back_in_one_press(stage: Stage) -> None:
    await stage.reports()
    (told,) = await stage.olga.sees("Новый отчёт")

    await stage.anna.presses("Отменить отправку")

    await stage.anna.sees("Отчёт. п. 2.1 Провести семинар")
    assert "Отправка отменена" in await stage.anna.last_toast()
    await stage.olga.presses("Снять с контроля")  # the message that had come before
    assert "уже всё изменилось" in await stage.olga.last_toast()
    redrawn = await shown(stage.olga)
    assert redrawn.id == told.id and "Снять с контроля" not in redrawn.buttons


async def test_an_undecided_report_is_edited_with_its_files(stage: Stage) -> None:
    anna = stage.anna
    await stage.opens(anna, "2.1")
    await anna.presses("Отчитаться")
    await anna.sends_photo(photo("а"), caption="Провели")
    await anna.presses("Отправить")
    await anna.news()
    await stage.olga.news()

    await anna.presses("Изменить отчёт")
    await anna.sees("Исправление отчёта.*Провели.*1 фото")
    await anna.sends_photo(photo("б"))
    await anna.presses("Отправить вместо прежнего")

    await anna.sees("Отчёт № 2.*2 файла")
    await stage.olga.sees("Отчёт № 2: выполнено, 2 файла")


async def test_files_may_come_first_and_the_measures_are_ticked_afterwards(stage: Stage) -> None:
    anna = stage.anna
    await anna.sends_album(photo("а"), photo("б"), caption="Семинар и журнал")
    await anna.sees("Отчёт: к какому пункту.*Семинар и журнал.*2 фото.*К какому пункту это относится")

    await anna.presses("Выбрать пункты")
    await anna.presses("2.1")
    await anna.presses("2.3")
    await anna.presses("Готово")
    await anna.sees("Отчёт сразу по 2 пунктам.*Провести семинар.*Вести журнал")
    await anna.presses("Отправить")

    await anna.sees("Сразу по 2 пунктам: п. 2.1, п. 2.3")
    await stage.olga.sees("Новый отчёт.*Этим же отчётом: п. 2.3 \\(Школа № 3\\)")


async def test_a_file_from_somebody_who_owes_nothing_goes_nowhere_and_says_so(stage: Stage) -> None:
    await stage.boris.sends_photo(photo())
    await stage.boris.sees("Сейчас от вас не ждут отчёта")


async def test_what_is_not_evidence_is_refused_in_words_and_the_draft_stays(stage: Stage) -> None:
    anna = stage.anna
    await stage.opens(anna, "2.1")
    await anna.presses("Отчитаться")
    await anna.says("Провели")
    await anna.news()

    await anna.sends_document(b"MZ\x90\0" + b"\0" * 99, "Протокол.docx")
    await anna.sees("Провели", "Такой файл не принимается")
    await anna.sends_document(b"", "пусто.pdf")
    await anna.sees("Провели", "Файл пустой")
    await anna.sends_document(b"%PDF-" + b"\0" * int(20.1 * 1024 * 1024), "скан.pdf")
    await anna.sees("Файл больше 20 МБ")
    await anna.phone.send_file("voice", File(b"OggS", "голос.ogg", "audio/ogg"))
    await stage.world.settle()
    await anna.sees("Это к отчёту не приложить")
    await anna.phone.send_contact("+70000000000")
    await stage.world.settle()
    await anna.sees("Это к отчёту не приложить")

    await anna.sends_photo(photo())
    await anna.sees("Провели.*1 фото")


async def test_another_report_half_done_is_offered_first(stage: Stage) -> None:
    anna = stage.anna
    await stage.opens(anna, "2.1")
    await anna.presses("Отчитаться")
    await anna.says("Почти готово")
    await stage.opens(anna, "2.2")
    await anna.presses("Отчитаться")
    await anna.sees("Есть неотправленный отчёт.*п. 2.1: текст")

    await anna.presses("Продолжить его")
    await anna.sees("Почти готово")
    await anna.presses("Не отправлять")
    await anna.presses("Удалить")
    await anna.sees("Провести семинар")
    await stage.opens(anna, "2.2")
    await anna.presses("Отчитаться")
    await anna.sees("Отчёт. п. 2.2 Утвердить план")


async def test_words_for_a_draft_that_is_gone_are_not_taken_for_something_else(stage: Stage) -> None:
    anna = stage.anna
    await stage.opens(anna, "2.1")
    await anna.presses("Отчитаться")
    await anna.news()
    actor = await stage.district.actor(anna.name)
    draft = (await stage.world.app.drafts.current(actor)).draft
    await stage.world.app.drafts.drop(actor, draft.id)

    await anna.says("Провели")

    await anna.sees("Открытого отчёта нет")


# Deciding


async def test_a_return_edits_the_executors_card_in_place_and_says_why(stage: Stage) -> None:
    await stage.reports()
    (told,) = await stage.olga.sees("Новый отчёт")

    await stage.olga.presses("Вернуть на доработку")
    await stage.olga.sees("Что исправить")
    await stage.olga.says("Не хватает списка участников")

    card = await shown(stage.olga)
    assert told.id not in await alive(stage.olga) and "ждём исправленный отчёт" in card.text
    edited, news = await stage.anna.sees(
        "ждём исправленный отчёт.*Не хватает списка", "Отчёт возвращён.*Не хватает списка"
    )
    assert edited.id < news.id and edited.is_edited


async def test_the_usual_reasons_are_one_press(stage: Stage) -> None:
    await stage.reports()
    await stage.olga.news()
    await stage.olga.presses("Вернуть на доработку")
    await stage.olga.presses("Вложение не читается")

    await stage.olga.sees("Вложение не читается")
    await stage.anna.sees("Вложение не читается", "Вложение не читается")


async def test_a_stray_word_after_leaving_the_question_is_not_sent_as_a_reason(stage: Stage) -> None:
    await stage.reports()
    await stage.olga.presses("Вернуть на доработку")
    await stage.olga.presses("К карточке")
    await stage.olga.says("спасибо")
    await stage.olga.presses("Вернуть на доработку")
    await stage.olga.says("/my")
    await stage.olga.says("и вам")
    await stage.olga.news()

    await stage.anna.sees_nothing()


async def test_a_question_asked_twice_by_a_double_tap_still_waits_for_words(stage: Stage) -> None:
    await stage.reports()
    (told,) = await stage.olga.sees("Новый отчёт")
    button = next(b for row in told.rows for b in row if b.text == "Вернуть на доработку")
    await stage.olga.phone.press("Вернуть на доработку")
    await stage.olga.phone.press_data(button.data, message_id=told.id)
    await stage.world.settle()

    await stage.olga.says("Нет протокола")

    await stage.anna.sees("Нет протокола", "Нет протокола")
    await stage.olga.news()


async def test_the_second_curator_is_told_kindly_and_sees_the_redrawn_card(
    stage: Stage, world: World
) -> None:
    await world.staff(staff_row("Надежда Вторая", Role.CURATOR))
    nadezhda = await world.join("Надежда Вторая")
    await stage.reports()
    await stage.olga.sees("Новый отчёт")
    (told,) = await nadezhda.sees("Новый отчёт")
    button = next(b for row in told.rows for b in row if b.text == "Вернуть на доработку")

    await stage.olga.presses("Снять с контроля")
    await stage.olga.sees("снято с контроля")
    await nadezhda.phone.press_data(button.data, message_id=told.id)  # pressed before it was redrawn
    await stage.world.answer()

    assert "уже всё изменилось" in await nadezhda.last_toast()
    redrawn = await shown(nadezhda)
    assert redrawn.id == told.id and "Снято с контроля 1 сентября, Ольга Ветрова" in redrawn.text
    await stage.anna.sees("снято с контроля", "Снято с контроля")


async def test_accepting_twice_flashes_the_same_and_tells_nobody_again(stage: Stage) -> None:
    await stage.reports()
    (told,) = await stage.olga.sees("Новый отчёт")
    button = next(b for row in told.rows for b in row if b.text == "Снять с контроля")
    await stage.olga.presses("Снять с контроля")
    await stage.olga.sees("снято с контроля")
    await stage.anna.sees("снято", "Снято")

    await stage.olga.phone.press_data(button.data, message_id=told.id)
    await stage.world.settle()

    await stage.olga.sees_nothing()
    await stage.anna.sees_nothing()


async def test_the_queue_is_worked_off_one_after_another(stage: Stage) -> None:
    await stage.reports("Первый", "2.1")
    await stage.reports("Второй", "2.2")
    await stage.olga.news()

    await stage.olga.says("/queue")
    await stage.olga.sees("Ждут вашего решения: 2.*п. 2.1.*п. 2.2")
    await stage.olga.presses("п. 2.1 · Школа № 3")
    await stage.olga.presses("Снять с контроля")
    await stage.olga.presses("Дальше по очереди")
    await stage.olga.sees("Ждут вашего решения: 1.*п. 2.2")
    await stage.olga.presses("п. 2.2 · Школа № 3")
    await stage.olga.presses("Снять с контроля")
    await stage.olga.presses("Дальше по очереди")

    await stage.olga.sees("Сейчас ничего не ждёт")
    await stage.anna.news()


async def test_required_evidence_is_shown_on_the_card_and_held_in_the_draft(stage: Stage) -> None:
    await stage.opens(stage.olga, "2.1")
    await stage.olga.presses("Ещё…")
    await stage.olga.presses("Требовать подтверждение")
    await stage.olga.news()
    await stage.opens(stage.anna, "2.1")
    await stage.anna.presses("Отчитаться")
    draft = await shown(stage.anna)
    assert "Приложите: справку (п. 2.1)." in draft.text and "Отправить" not in draft.buttons

    await stage.anna.sends_photo(photo())
    assert "Отправить" in (await shown(stage.anna)).buttons


async def test_the_same_photo_in_another_schools_report_is_pointed_out_to_the_curator(
    stage: Stage, store: Store, world: World
) -> None:
    async with store.write() as uow:
        row = Row(number="7", title="Сводка", units=("Школа № 8",))
        await lay(stage.district, uow, (row,), title="Другая карта")
        await uow.commit()
    for hero in (stage.anna, stage.boris):
        await hero.sends_photo(photo("одно и то же"), caption="Вот")
        await hero.presses("Выбрать пункты")
        await hero.presses("☐")
        await hero.presses("Готово")
        await hero.presses("Отправить")
        await hero.news()
    await stage.olga.says("/queue")
    await stage.olga.presses("п. 7")

    assert "Такой же файл уже приложен к п. 2.1 (Школа № 3" in (await stage.olga.news())[-1].text


# Another date, another assignee


async def test_a_typed_date_a_typed_reason_and_a_grant(stage: Stage) -> None:
    anna, olga = stage.anna, stage.olga
    await stage.opens(anna, "2.2")
    await anna.presses("Ещё…")
    await anna.presses("Перенести срок")
    await anna.presses("Другая дата")
    await anna.news()
    await anna.says("когда-нибудь")
    await anna.sees("Не понял дату")
    await anna.says("до 2 ноября")
    await anna.sees("Новая дата: до 2 ноября")
    await anna.says("Ждём приказ министерства")
    await anna.sees("Запрошен перенос срока до 2 ноября.*Ждём приказ")
    await olga.sees("Просят перенести срок до 2 ноября.*Ждём приказ министерства.*Сейчас: до 15 октября")

    await olga.presses("Перенести до 2 ноября")

    await olga.sees("Срок: до 2 ноября.*Первоначальный срок: 15 октября")
    await anna.sees("Срок: до 2 ноября", "Срок перенесён: до 2 ноября.*15 октября")


async def test_another_day_typed_for_a_reason_is_the_day_that_is_asked_for(stage: Stage) -> None:
    anna, olga = stage.anna, stage.olga
    await stage.opens(anna, "2.2")
    await anna.presses("Ещё…")
    await anna.presses("Перенести срок")
    await anna.presses("до 22 октября")
    await anna.news()

    await anna.says("до 2 ноября")
    await anna.sees("Новая дата: до 2 ноября")
    await olga.sees_nothing()


async def test_a_number_typed_to_look_a_measure_up_is_no_remark_about_a_report(stage: Stage) -> None:
    anna, olga = stage.anna, stage.olga
    await stage.opens(anna, "2.2")
    await anna.presses("Ещё…")
    await anna.presses("Перенести срок")
    await anna.presses("до 22 октября")
    await anna.presses("Нужно больше времени")
    await anna.news()
    await olga.presses("Отказать")
    await olga.news()

    await olga.says("2.2")

    await olga.sees("«2.2»: здесь ждут объяснения словами")
    await anna.sees_nothing()


async def test_a_refused_extension_in_ones_own_words(stage: Stage) -> None:
    anna, olga = stage.anna, stage.olga
    await stage.opens(anna, "2.2")
    await anna.presses("Ещё…")
    await anna.presses("Перенести срок")
    await anna.presses("до 22 октября")
    await anna.presses("Нужно больше времени")
    await anna.news()
    await olga.presses("Отказать")
    await olga.says("Отчёт нужен министерству в октябре")
    await olga.news()

    await anna.sees("Срок: до 15 октября", "Срок не перенесён.*министерству.*Срок прежний: до 15 октября")


async def test_a_duty_that_is_not_ones_own_goes_to_another_school(stage: Stage) -> None:
    anna, olga, boris = stage.anna, stage.olga, stage.boris
    await stage.opens(anna, "2.2")
    await anna.presses("Ещё…")
    await anna.presses("Не моё")
    await anna.says("Это делает школа 8")
    await anna.news()
    await olga.sees("«не моё».*Это делает школа 8")

    await olga.presses("Передать организации")
    await olga.presses("Школа № 8")
    await olga.sees("Новый исполнитель: Школа № 8")
    await olga.presses("^Передать$")

    await olga.sees("Передано")
    await anna.sees("теперь у другого исполнителя", "Пункт больше не ваш.*Школа № 8")
    await boris.sees("Вам передан пункт.*Утвердить план")
    await anna.forges(f"rs:{stage.district.duties['2.2', SCHOOL]}:2:done")
    assert "Не найдено" in await anna.last_toast()
    await anna.news()


async def test_whoever_says_not_mine_may_name_whose_and_the_curator_passes_it_there(stage: Stage) -> None:
    anna, olga, boris = stage.anna, stage.olga, stage.boris
    await stage.opens(anna, "2.2")
    await anna.presses("Ещё…")
    await anna.presses("Не моё")
    await anna.presses("Нас указали по ошибке")
    asked = await shown(anna)
    assert "Чьё это?" in asked.text and "Школа № 8" in asked.buttons and "Не знаю" in asked.buttons
    await anna.says("никто такой")
    assert "Не нашлось: «никто такой»" in (await shown(anna)).text
    await anna.says("Речной")
    assert "Борис Речной" in (await shown(anna)).buttons
    await anna.says("школа 8")
    await anna.presses("^Школа № 8$")
    assert "Ответ исполнителя: «не моё»" in (await shown(anna)).text
    await olga.news()

    await olga.says("/queue")
    await olga.news()
    await olga.presses("п. 2.2")
    screen = await shown(olga)
    assert "Исполнитель говорит, чьё это: Школа № 8." in screen.text
    assert screen.buttons[0] == "Передать: Школа № 8"
    await olga.presses("Передать: Школа № 8")
    await olga.presses("^Передать$")
    await boris.sees("Вам передан пункт.*Утвердить план")
    await olga.news()
    await anna.news()


async def test_everybody_of_the_former_organisation_hears_that_it_is_theirs_no_more(
    stage: Stage, store: Store, world: World
) -> None:
    async with store.write() as uow:
        unit = stage.district.units[SCHOOL]
        galina = await bound(world, stage.district, uow, "Галина Полева", Role.EXECUTOR, unit)
        await uow.commit()
    await stage.opens(stage.anna, "2.2")
    await stage.anna.presses("Ещё…")
    await stage.anna.presses("Не моё")
    await stage.anna.presses("Нас указали по ошибке")
    await stage.anna.presses("Не знаю")
    await stage.olga.presses("Передать организации")
    await stage.olga.presses("Школа № 8")
    await stage.olga.presses("^Передать$")
    await galina.sees("Пункт больше не ваш.*Утвердить план.*Теперь исполнитель: Школа № 8")
    for hero in world.heroes:
        await hero.news()


async def test_not_mine_is_left_with_its_owner(stage: Stage) -> None:
    anna, olga = stage.anna, stage.olga
    await stage.opens(anna, "2.2")
    await anna.presses("Ещё…")
    await anna.presses("Не моё")
    await anna.presses("Нас указали по ошибке")
    await anna.news()
    await olga.presses("Оставить как есть")
    await olga.says("В приказе названы вы")
    await olga.news()

    await anna.sees("ждёт отчёта|Срок", "Пункт остаётся за вами.*В приказе названы вы")


# Rights


FORGED = (
    "rk:1:1", "rs:1:1:done", "rm:1", "ru:1", "re:1", "rv:1", "sa:1:1", "sr:1:1", "sp:1:1:0", "se:1:1",
    "sv:1:0", "sq:0", "xa:1:1", "xd:1:1:20261001", "xt:1:1", "xr:1:1:20261001:0", "xo:1", "xg:1:20261001",
    "xc:1", "xn:1", "xq:1", "xw:1", "na:1:1", "nr:1:1:0", "np:1:units:0", "nu:1:unit:1:all", "nn:1",
    "nq:1", "nw:1", "rs:1:1:on_track", "xd:1:1:99999999", "sp:1:1:99", "nr:1:1:99", "rs:99999:1:done",
)  # fmt: skip


async def test_forged_presses_by_another_school_change_and_show_nothing(stage: Stage) -> None:
    await stage.reports()
    await stage.olga.news()

    for data in FORGED:
        await stage.boris.forges(data)
        answer = (await stage.boris.phone.answers())[-1]
        assert answer.is_answered and answer.text, data
        assert not any("семинар" in message.text for message in await stage.boris.news()), data

    await stage.anna.sees_nothing()
    await stage.olga.sees_nothing()


async def test_a_head_looks_and_does_not_decide(stage: Stage, world: World) -> None:
    await world.staff(staff_row("Елена Холмова", Role.HEAD))
    elena = await world.join("Елена Холмова")
    await stage.reports()
    await stage.olga.news()
    report_id = 1

    await elena.forges(pack(AcceptButton(report_id, 2)))

    assert "недоступно" in await elena.last_toast()
    await elena.forges(pack(EvidenceButton(report_id)))
    assert "ничего не приложено" in await elena.last_toast()


async def test_a_photo_in_answer_to_a_question_is_asked_for_in_words(stage: Stage) -> None:
    await stage.reports()
    await stage.olga.presses("Вернуть на доработку")
    await stage.olga.news()

    await stage.olga.sends_photo(photo())
    await stage.olga.sees("Здесь нужны слова")
    await stage.olga.says("Нет протокола")

    await stage.anna.sees("Нет протокола", "Нет протокола")
    await stage.olga.news()


async def test_the_card_of_a_duty_that_went_to_somebody_else_is_redrawn_when_it_is_pressed(
    stage: Stage, store: Store
) -> None:
    anna, other = stage.anna, stage.district.units[OTHER_SCHOOL]
    await stage.opens(anna, "2.1")
    async with store.engine.begin() as connection:
        moved = update(DutyRow).where(DutyRow.id == stage.district.duties["2.1", SCHOOL])
        await connection.execute(moved.values(unit_id=other, home_unit_id=other))

    await anna.presses("Отчитаться")

    (gone,) = await anna.sees("Этого поручения у вас больше нет")
    assert gone.buttons == ["Мои мероприятия", "‹ Меню"]
    assert "Не найдено" in await anna.last_toast()
