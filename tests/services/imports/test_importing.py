"""From a document to a plan: what is asked, what is remembered, what approval does."""

import asyncio

import pytest

from roadmap.control.incoming_files import SentFile
from roadmap.deadlines.calendar import WEEKENDS_ONLY
from roadmap.deadlines.control_pace import ControlPace
from roadmap.deadlines.period import PlanPeriod, school_year
from roadmap.errors import BadInput, DocumentRefused, NotAllowed, NotFound, WrongState
from roadmap.imports.proposal import Proposal
from roadmap.imports.questions import QuestionState
from roadmap.language.phrase import phrase
from roadmap.language.reader import read_deadline
from roadmap.people.persons import Actor, Membership, Role, UnitKind
from roadmap.people.place import in_telegram
from services.imports.readings import ReadingService
from storage.files import FolderFiles
from tests.databases import both_databases
from tests.desk import Desk
from tests.documents_text import road_map_text


async def test_a_received_document_is_shown_and_plans_nothing(desk: Desk) -> None:
    import_id = await desk.receive(
        "1. Чтение",
        ("1.", "Неделя книги", "Март", "Методический центр"),
        ("2.", "Отчёт о чтении", "до 25 декабря", "Методический центр"),
    )

    view = await desk.preview(import_id)
    assert view.title.startswith("Дорожная карта по развитию чтения")
    assert (view.measures, view.sections, view.clear) == (2, 1, 2)
    assert view.period is not None and view.period.start.isoformat() == "2027-01-01"
    assert await desk.planned() == []


async def test_one_document_is_read_at_a_time_and_the_next_one_waits(desk: Desk) -> None:
    reading, most = 0, 0
    may_end = asyncio.Event()
    read_here = desk.documents._read_document

    async def slowly(data: bytes, filename: str, *, period: PlanPeriod | None = None) -> Proposal:
        nonlocal reading, most
        reading += 1
        most = max(most, reading)
        await may_end.wait()
        reading -= 1
        return await read_here(data, filename, period=period)

    desk.documents._read_document = slowly
    rows = ("1.", "Неделя книги", "Март", "Методический центр")
    both = [asyncio.create_task(desk.receive(rows)) for _ in range(2)]
    while not reading:
        await asyncio.sleep(0)
    assert desk.documents.is_reading
    may_end.set()
    await asyncio.gather(*both)
    assert most == 1 and not desk.documents.is_reading


async def test_a_wording_is_asked_about_once_however_many_measures_use_it(desk: Desk) -> None:
    import_id = await desk.receive(
        ("1.", "Неделя книги", "По отдельному плану", "Методический центр"),
        ("2.", "Отчёт", "По отдельному плану", "методический  центр"),
        ("3.", "Семинар", "Апрель", "«Методический центр»"),
    )

    asked = {question.words: question.measures for question in await desk.asked(import_id)}
    assert asked == {"По отдельному плану": 2, "Методический центр": 3}


async def test_an_answer_is_remembered_for_the_next_document(desk: Desk) -> None:
    first = await desk.receive(("1.", "Неделя книги", "По особому графику", "Методслужба"))
    centre = await desk.unit("Методический центр")
    await desk.questions.assign_unit(desk.coordinator, await desk.question_id(first, "Методслужба"), centre)
    await desk.questions.reword(
        desk.coordinator, await desk.question_id(first, "По особому графику"), "до 5 числа каждого месяца"
    )

    second = await desk.receive(
        ("1.", "Неделя письма", "по особому  графику", "«Методслужба»"), title="Дорожная карта письма"
    )

    known = await desk.asked(second)
    assert {q.meaning for q in known} == {"Методический центр", "до 5 числа каждого месяца"}
    assert {q.state for q in known} == {QuestionState.REMEMBERED}


async def test_a_deadline_that_was_read_can_be_corrected_and_stays_corrected(desk: Desk) -> None:
    first = await desk.receive(
        ("1.", "Неделя книги", "Март", "Методслужба"), ("2.", "Обзор", "март", "Методслужба")
    )
    card = await desk.questions.doubt_deadline(desk.coordinator, first, 1)
    assert card.rows == 2
    await desk.questions.reword(desk.coordinator, card.id, "до 15 марта")
    await desk.questions.create_unknown(desk.coordinator, first, "Все школы")
    await desk.approve(first)
    assert {due for _, _, due in await desk.planned()} == {"2027-03-15"}

    second = await desk.receive(("1.", "Неделя письма", "Март", "Методслужба"), title="Дорожная карта письма")

    assert (await desk.question(second, "Март")).meaning == "до 15 марта"


async def test_dates_typed_for_one_year_are_asked_again_for_another(desk: Desk) -> None:
    first = await desk.receive(("1.", "Неделя книги", "По графику", "Методслужба"))
    await desk.questions.reword(
        desk.coordinator, await desk.question_id(first, "По графику"), "до 15 мая 2027 года"
    )

    second = await desk.receive(("1.", "Неделя книги", "По графику", "Методслужба"), period="на 2028 год")

    assert (await desk.question(second, "По графику")).state is QuestionState.OPEN


@pytest.mark.parametrize("words", ["По отдельному графику", "На осенних каникулах", "Срочно"])
async def test_days_given_to_words_without_any_are_asked_again_for_another_document(
    desk: Desk, words: str
) -> None:
    first = await desk.receive(("1.", "Неделя книги", words, "Методслужба"))
    await desk.questions.reword(
        desk.coordinator, await desk.question_id(first, words), "20 октября, 20 апреля"
    )

    second = await desk.receive(("1.", "Неделя письма", words, "Методслужба"), title="Дорожная карта письма")

    assert (await desk.question(second, words)).state is QuestionState.OPEN


async def test_an_exact_name_is_not_asked_about_and_namesakes_are(desk: Desk) -> None:
    await desk.unit("Методический центр")
    await desk.person("Лугова А.П.", desk.department_id)
    await desk.person("Лугова А. П.", desk.department_id)

    import_id = await desk.receive(("1.", "Неделя книги", "Март", "Методический центр, Лугова А.П."))

    assert (await desk.question(import_id, "Методический центр")).state is QuestionState.REMEMBERED
    assert (await desk.question(import_id, "Лугова А.П.")).state is QuestionState.OPEN


@pytest.mark.parametrize(
    ("named", "written"),
    [
        ("Школа № 5", "СОШ № 5"),
        ("Районный методический центр", "РМЦ"),
        ("Все школы", "Все школы"),
    ],
)
async def test_another_spelling_of_a_known_organisation_is_not_asked_about(
    desk: Desk, named: str, written: str
) -> None:
    known = await desk.unit(named)

    import_id = await desk.receive(("1.", "Неделя книги", "Март", written))

    question = await desk.question(import_id, written)
    assert (question.state, question.meaning) == (QuestionState.REMEMBERED, named)
    assert known


async def test_a_person_is_known_by_initials_unless_another_bears_them(desk: Desk) -> None:
    for name in ("Куницына Софья Андреевна", "Норкина Галина Львовна", "Норкина Глафира Лукинична"):
        await desk.person(name, desk.department_id)

    import_id = await desk.receive(("1.", "Неделя книги", "Март", "Куницына С.А., Норкина Г.Л."))

    assert (await desk.question(import_id, "Куницына С.А.")).state is QuestionState.REMEMBERED
    assert (await desk.question(import_id, "Норкина Г.Л.")).state is QuestionState.OPEN


async def test_an_alias_of_somebody_who_has_left_is_asked_again(desk: Desk) -> None:
    first = await desk.receive(("1.", "Неделя книги", "Март", "Методслужба"))
    gone = await desk.unit("Методический центр")
    await desk.questions.assign_unit(desk.coordinator, await desk.question_id(first, "Методслужба"), gone)
    async with desk.store.engine.begin() as connection:
        await connection.exec_driver_sql(f"UPDATE units SET is_active = false WHERE id = {gone}")

    second = await desk.receive(("1.", "Неделя книги", "Март", "Методслужба"))

    assert (await desk.question(second, "Методслужба")).state is QuestionState.OPEN


async def test_a_refused_document_leaves_nothing_behind(desk: Desk, files: FolderFiles) -> None:
    with pytest.raises(DocumentRefused):
        await desk.documents.receive(desk.coordinator, "Просто письмо.".encode(), "letter.txt")

    with pytest.raises(NotFound):
        await desk.imports.preview(desk.coordinator, 1)  # type: ignore[arg-type]
    assert not any(files._folder.rglob("*"))


async def test_an_unknown_period_is_asked_first_and_holds_approval(desk: Desk) -> None:
    import_id = await desk.receive(("1.", "Неделя книги", "Март", "Методслужба"), period="")
    (question, *_) = (await desk.preview(import_id)).questions
    assert question.kind == "period"
    with pytest.raises(BadInput):
        await desk.approve(import_id)

    await desk.questions.set_period(desk.coordinator, question.id, school_year(2026))
    await desk.questions.create_unknown(desk.coordinator, import_id, "Все школы")
    await desk.approve(import_id)

    assert await desk.planned() == [("1", "Методслужба", "2027-03-31")]


async def test_correcting_the_period_asks_about_what_falls_outside_it_and_only_that(desk: Desk) -> None:
    import_id = await desk.receive(
        ("1.", "Неделя книги", "Март 2027", "Методслужба"), ("2.", "Семинар", "май 2025", "Методслужба")
    )
    (period, *_) = (await desk.preview(import_id)).questions
    assert (await desk.question(import_id, "май 2025")).state is QuestionState.OPEN

    await desk.questions.set_period(desk.coordinator, period.id, school_year(2024))

    assert {q.words for q in await desk.asked(import_id)} == {"Март 2027", "Методслужба"}


async def test_approval_with_open_questions_plans_the_rest(desk: Desk) -> None:
    import_id = await desk.receive(
        ("1.", "Неделя книги", "Март", "Методслужба"),
        ("2.", "Семинар", "По графику", "Методслужба"),
        ("3.", "Обзор", "Апрель", "Кто-нибудь"),
    )
    await desk.questions.new_unit(
        desk.coordinator, await desk.question_id(import_id, "Методслужба"), UnitKind.CENTRE
    )

    result = await desk.approve(import_id)

    assert result.open_questions == 2
    (line,) = (await desk.imports.desk(desk.coordinator)).road_maps
    assert (line.import_id, line.open_questions) == (import_id, 2)
    assert await desk.planned() == [("1", "Методслужба", "2027-03-31")]


async def test_an_answer_after_approval_plans_its_measures_at_once(desk: Desk) -> None:
    import_id = await desk.receive(
        ("1.", "Неделя книги", "По графику", "Методслужба"), ("2.", "Обзор", "Апрель", "Кто-нибудь")
    )
    centre = await desk.unit("Методический центр")
    await desk.questions.assign_unit(
        desk.coordinator, await desk.question_id(import_id, "Методслужба"), centre
    )
    await desk.approve(import_id)
    assert await desk.planned() == []

    dated = await desk.questions.reword(
        desk.coordinator, await desk.question_id(import_id, "По графику"), "до 25 декабря"
    )
    named = await desk.questions.assign_unit(
        desk.coordinator, await desk.question_id(import_id, "Кто-нибудь"), centre
    )

    assert (dated.duties, named.duties) == (1, 1)
    assert await desk.planned() == [
        ("2", "Методический центр", "2027-04-30"),
        ("1", "Методический центр", "2027-12-25"),
    ]


async def test_a_skipped_question_can_be_answered_after_approval(desk: Desk) -> None:
    import_id = await desk.receive(("1.", "Неделя книги", "Март", "Кто-нибудь"))
    question_id = await desk.question_id(import_id, "Кто-нибудь")
    await desk.questions.skip(desk.coordinator, question_id)
    await desk.approve(import_id)
    assert await desk.planned() == []

    await desk.questions.new_person(desk.coordinator, question_id, desk.department_id)

    assert await desk.planned() == [("1", "Кто-нибудь", "2027-03-31")]


async def test_a_settled_answer_cannot_be_changed_once_in_force(desk: Desk) -> None:
    import_id = await desk.receive(("1.", "Неделя книги", "Март", "Методслужба"))
    question_id = await desk.question_id(import_id, "Методслужба")
    await desk.questions.new_unit(desk.coordinator, question_id, UnitKind.CENTRE)
    other = await desk.unit("Другой центр")
    await desk.questions.assign_unit(desk.coordinator, question_id, other)  # under review it can
    await desk.approve(import_id)

    with pytest.raises(WrongState):
        await desk.questions.new_person(desk.coordinator, question_id, desk.department_id)
    assert await desk.planned() == [("1", "Другой центр", "2027-03-31")]


async def test_a_second_approval_makes_no_second_road_map(desk: Desk) -> None:
    import_id = await desk.receive(("1.", "Неделя книги", "Март", "Методслужба"))
    await desk.questions.create_unknown(desk.coordinator, import_id, "Все школы")
    await desk.approve(import_id)

    with pytest.raises(WrongState):
        await desk.approve(import_id)
    assert len(await desk.planned()) == 1


async def test_a_cancelled_document_cannot_be_approved_but_its_answers_stay(desk: Desk) -> None:
    centre = await desk.unit("Методический центр", UnitKind.CENTRE)
    first = await desk.receive(("1.", "Неделя книги", "Март", "Методслужба"))
    await desk.questions.assign_unit(desk.coordinator, await desk.question_id(first, "Методслужба"), centre)
    await desk.imports.cancel(desk.coordinator, first)
    with pytest.raises(WrongState):
        await desk.approve(first)

    second = await desk.receive(("1.", "Неделя книги", "Март", "Методслужба"))

    assert (await desk.question(second, "Методслужба")).state is QuestionState.REMEMBERED


@both_databases
async def test_new_names_are_there_with_the_approval_and_not_before(desk: Desk) -> None:
    import_id = await desk.receive(
        ("1.", "Неделя книги", "Март", "Методслужба (Лугова А.П.)"), ("2.", "Диктант", "Май", "Речной Б.И.")
    )
    before = await names(desk)
    await desk.questions.create_unknown(desk.coordinator, import_id, "Все школы")
    assert await names(desk) == before
    assert (await desk.preview(import_id)).coming == ("Методслужба", "Лугова А.П.", "Речной Б.И.")

    await desk.approve(import_id)

    assert await names(desk) == before | {"Методслужба", "Лугова А.П.", "Речной Б.И."}
    assert {assignee for _, assignee, _ in await desk.planned()} == {"Лугова А.П.", "Речной Б.И."}
    again = await desk.receive(("1.", "Неделя письма", "Март", "«Методслужба»"))
    assert (await desk.question(again, "«Методслужба»")).state is QuestionState.REMEMBERED


@both_databases
async def test_nothing_is_left_of_new_names_when_the_document_is_cancelled(desk: Desk) -> None:
    import_id = await desk.receive(
        ("1.", "Неделя книги", "Март", "Методслужба (Лугова А.П.)"), ("2.", "Диктант", "Май", "Школы района")
    )
    before = await rows(desk)
    await desk.questions.create_unknown(desk.coordinator, import_id, "Все школы")
    await desk.imports.cancel(desk.coordinator, import_id)
    assert await rows(desk) == before

    again = await desk.receive(("1.", "Неделя книги", "Март", "Методслужба"))
    assert (await desk.question(again, "Методслужба")).state is QuestionState.OPEN
    await desk.questions.create_unknown(desk.coordinator, again, "Все школы")
    await desk.approve(again)
    assert "Методслужба" in await names(desk)


async def test_another_answer_takes_the_proposed_name_away_again(desk: Desk) -> None:
    import_id = await desk.receive(("1.", "Неделя книги", "Март", "Методслужба"))
    centre = await desk.unit("Методический центр")
    before = await rows(desk)
    question_id = await desk.question_id(import_id, "Методслужба")

    await desk.questions.new_person(desk.coordinator, question_id, centre)
    await desk.questions.new_unit(desk.coordinator, question_id, UnitKind.SCHOOL)
    await desk.questions.skip(desk.coordinator, question_id)

    assert await rows(desk) == before
    assert (await desk.preview(import_id)).coming == ()


async def test_a_name_two_documents_would_bring_outlives_the_one_that_is_dropped(desk: Desk) -> None:
    dropped = await desk.receive(
        ("1.", "Неделя книги", "Март", "Методслужба (Лугова А.П.)"), ("2.", "Обзор", "Май", "Музей")
    )
    await desk.questions.create_unknown(desk.coordinator, dropped, "Все школы")
    other = await desk.receive(("1.", "Неделя письма", "Март", "Лугова А.П."), title="Дорожная карта письма")
    assert (await desk.question(other, "Лугова А.П.")).meaning == "Лугова А.П."
    before = await names(desk)

    await desk.imports.cancel(desk.coordinator, dropped)
    await desk.approve(other)

    assert await names(desk) == before | {"Методслужба", "Лугова А.П."}
    assert [line[1] for line in await desk.planned()] == ["Лугова А.П."]


@both_databases
async def test_who_was_entered_meanwhile_by_other_means_is_taken_for_the_same(desk: Desk) -> None:
    import_id = await desk.receive(
        ("1.", "Неделя книги", "Март", "Методслужба (Лугова А.П.)"), ("2.", "Обзор", "Май", "Методслужба")
    )
    await desk.questions.create_unknown(desk.coordinator, import_id, "Все школы")
    centre = await desk.unit("Методслужба")
    anna = await desk.person("Лугова А.П.", centre)

    await desk.approve(import_id)

    async with desk.store.read() as uow:
        persons = [one.id for one in await uow.people.persons(desk.department_id) if "Лугова" in one.name]
        units = [one.id for one in await uow.people.units(desk.department_id) if one.name == "Методслужба"]
    assert (persons, units) == ([anna.person_id], [centre])
    assert [(line.assignee, line.number) for line in await desk.duties()] == [
        ("Лугова А.П.", "1"),
        ("Методслужба", "2"),
    ]


async def test_a_new_school_of_a_document_belongs_to_all_schools_it_names(desk: Desk) -> None:
    await desk.school("Школа № 3")
    import_id = await desk.receive(
        ("1.", "Диктант", "Май", "Все школы района"), ("2.", "Обзор", "Апрель", "МБОУ СОШ № 8")
    )
    await desk.questions.all_schools(
        desk.coordinator, await desk.question_id(import_id, "Все школы района"), "Все школы"
    )
    await desk.questions.new_unit(
        desk.coordinator, await desk.question_id(import_id, "МБОУ СОШ № 8"), UnitKind.SCHOOL
    )
    forecast = (await desk.preview(import_id)).forecast
    assert forecast is not None and forecast.total == 3
    await desk.approve(import_id)

    assert {who for number, who, _ in await desk.planned() if number == "1"} == {"Школа № 3", "МБОУ СОШ № 8"}


async def test_ticked_schools_left_unchosen_make_no_group(desk: Desk) -> None:
    third = await desk.school("Школа № 3")
    import_id = await desk.receive(("1.", "Неделя книги", "Март", "Школы с низкими результатами"))
    question_id = await desk.question_id(import_id, "Школы с низкими результатами")
    before = await rows(desk)

    await desk.questions.mark_school(desk.coordinator, question_id, third, 0)

    assert await rows(desk) == before
    assert (await desk.questions.school_marks(desk.coordinator, question_id, 0)).marked == 1
    choices = await desk.questions.unit_choices(desk.coordinator, question_id, 0)
    assert "Школы с низкими результатами" not in {unit.name for unit in choices.units}
    await desk.questions.mark_school(desk.coordinator, question_id, third, 0)
    with pytest.raises(WrongState):
        await desk.questions.of_marked(desk.coordinator, question_id)


async def test_a_group_is_made_anew_of_other_ticks_until_approval(desk: Desk) -> None:
    third, fifth = await desk.school("Школа № 3"), await desk.school("Школа № 5")
    import_id = await desk.receive(("1.", "Неделя книги", "Март", "Школы с низкими результатами"))
    question_id = await desk.question_id(import_id, "Школы с низкими результатами")
    await desk.questions.mark_school(desk.coordinator, question_id, third, 0)
    await desk.questions.of_marked(desk.coordinator, question_id)

    await desk.questions.mark_school(desk.coordinator, question_id, third, 0)
    await desk.questions.mark_school(desk.coordinator, question_id, fifth, 0)
    await desk.questions.of_marked(desk.coordinator, question_id)
    await desk.approve(import_id)

    assert await desk.planned() == [("1", "Школа № 5", "2027-03-31")]
    assert [name for name in await names(desk) if "низкими" in name] == ["Школы с низкими результатами"]


async def test_a_group_left_half_made_after_approval_is_in_no_list(desk: Desk) -> None:
    third = await desk.school("Школа № 3")
    import_id = await desk.receive(("1.", "Неделя книги", "Март", "Школы с низкими результатами"))
    question_id = await desk.question_id(import_id, "Школы с низкими результатами")
    await desk.approve(import_id)
    before = await rows(desk)

    await desk.questions.mark_school(desk.coordinator, question_id, third, 0)
    assert await rows(desk) == before
    await desk.questions.of_marked(desk.coordinator, question_id)

    assert await desk.planned() == [("1", "Школа № 3", "2027-03-31")]


async def test_new_names_are_listed_before_they_are_made_the_alike_first(desk: Desk) -> None:
    await desk.school("Школа № 3 имени Пушкина")
    import_id = await desk.receive(
        ("1.", "Неделя книги", "Март", "Методслужба"), ("2.", "Обзор", "Май", "Школа № 3 им. Пушкина")
    )
    before = await names(desk)
    listed = await desk.questions.unknown(desk.coordinator, import_id)
    assert [(name.words, name.alike) for name in listed] == [
        ("Школа № 3 им. Пушкина", "Школа № 3 имени Пушкина"),
        ("Методслужба", ""),
    ]
    assert await names(desk) == before


@pytest.mark.parametrize("words", ["Отдел образования", "Отдел образования администрации района"])
async def test_the_departments_own_name_is_the_department(desk: Desk, words: str) -> None:
    import_id = await desk.receive(("1.", "Неделя книги", "Март", words))
    known = await desk.question(import_id, words)
    assert (known.state, known.meaning) == (QuestionState.REMEMBERED, "Отдел образования")


async def rows(desk: Desk) -> dict[str, int]:
    """How many rows there are of what an answer may bring."""
    people = ("units", "persons", "memberships", "name_words", "unit_members", "unit_subtrees", "aliases")
    counted = {}
    async with desk.store.engine.connect() as connection:
        for table in (*people, "import_names"):
            found = await connection.exec_driver_sql(f"SELECT count(*) FROM {table}")
            counted[table] = int(found.scalar_one())
    return counted


async def names(desk: Desk) -> set[str]:
    """Everybody and everything the department knows."""
    units = await desk.people.units(desk.coordinator)
    async with desk.store.read() as uow:
        persons = await uow.people.persons(desk.department_id)
    return {line.unit.name for line in units} | {person.name for person in persons}


async def test_nobody_but_a_coordinator_of_the_department_reaches_a_document(desk: Desk) -> None:
    import_id = await desk.receive(("1.", "Неделя книги", "Март", "Методслужба"))
    question_id = await desk.question_id(import_id, "Методслужба")
    teacher = await desk.person("Анна Лугова", await desk.school("Школа № 3"))
    stranger = await _other_coordinator(desk)

    for outsider, refusal in ((teacher, NotAllowed), (stranger, NotFound)):
        with pytest.raises(refusal):
            await desk.imports.preview(outsider, import_id)
        with pytest.raises(refusal):
            await desk.imports.measures(outsider, import_id, 0)
        with pytest.raises(refusal):
            await desk.imports.approve(outsider, import_id)
        with pytest.raises(refusal):
            await desk.imports.cancel(outsider, import_id)
        with pytest.raises(refusal):
            await desk.questions.card(outsider, question_id)
        with pytest.raises(refusal):
            await desk.questions.new_person(outsider, question_id, desk.department_id)
        with pytest.raises(refusal):
            await desk.questions.skip(outsider, question_id)
        with pytest.raises(refusal):
            await desk.questions.create_unknown(outsider, import_id, "Все школы")
    assert (await desk.question(import_id, "Методслужба")).state is QuestionState.OPEN


async def test_words_cannot_be_given_to_a_unit_of_another_department(desk: Desk) -> None:
    stranger = await _other_coordinator(desk)
    import_id = await desk.receive(("1.", "Неделя книги", "Март", "Методслужба"))
    question_id = await desk.question_id(import_id, "Методслужба")

    with pytest.raises(NotFound):
        await desk.questions.assign_unit(desk.coordinator, question_id, stranger.department_id)
    with pytest.raises(NotFound):
        await desk.questions.assign_person(desk.coordinator, question_id, stranger.person_id)


async def test_an_answer_has_to_be_of_the_kind_that_was_asked(desk: Desk) -> None:
    import_id = await desk.receive(("1.", "Неделя книги", "По графику", "Методслужба"))

    with pytest.raises(WrongState):
        await desk.questions.ongoing(desk.coordinator, await desk.question_id(import_id, "Методслужба"))
    with pytest.raises(WrongState):
        question_id = await desk.question_id(import_id, "По графику")
        await desk.questions.new_person(desk.coordinator, question_id, desk.department_id)


@pytest.mark.parametrize("words", ["", "как-нибудь", "\x00", "31 февраля", "по плану"])
async def test_typed_words_without_dates_are_refused(desk: Desk, words: str) -> None:
    import_id = await desk.receive(("1.", "Неделя книги", "По графику", "Методслужба"))

    with pytest.raises(BadInput):
        await desk.questions.understand(
            desk.coordinator, await desk.question_id(import_id, "По графику"), words
        )


async def test_entering_all_unknown_names_makes_units_people_and_all_schools(desk: Desk) -> None:
    await desk.school("Школа № 3")
    import_id = await desk.receive(
        ("1.", "Неделя книги", "Март", "Методслужба (Лугова А.П.)"),
        ("2.", "Обзор", "Апрель", "Руководители ОО"),
        ("3.", "Анкеты", "Май", ""),
    )

    entered = await desk.questions.create_unknown(desk.coordinator, import_id, "Все школы")

    assert entered == 3
    assert [q.words for q in (await desk.preview(import_id)).open_questions] == [""]
    assert (await desk.question(import_id, "Руководители ОО")).meaning == "Все школы"
    await desk.approve(import_id)
    async with desk.store.read() as uow:
        (person,) = [p for p in await uow.people.persons(desk.department_id) if p.name == "Лугова А.П."]
        home = await uow.people.unit(await uow.recipients.unit_of_person(person.id))
    assert home is not None and home.name == "Методслужба"


async def test_schools_of_a_group_are_marked_one_by_one(desk: Desk) -> None:
    third, fifth = await desk.school("Школа № 3"), await desk.school("Школа № 5")
    await desk.school("Школа № 8")
    import_id = await desk.receive(("1.", "Неделя книги", "Март", "Школы с низкими результатами"))
    question_id = await desk.question_id(import_id, "Школы с низкими результатами")

    await desk.questions.mark_school(desk.coordinator, question_id, third, 0)
    await desk.questions.mark_school(desk.coordinator, question_id, fifth, 0)
    marks = await desk.questions.mark_school(desk.coordinator, question_id, third, 0)

    assert [mark.name for mark in marks.schools if mark.is_marked] == ["Школа № 5"]
    await desk.questions.of_marked(desk.coordinator, question_id)
    await desk.approve(import_id)
    assert await desk.planned() == [("1", "Школа № 5", "2027-03-31")]


async def test_the_likeliest_unit_stands_first_among_the_choices(desk: Desk) -> None:
    for name in ("Архив", "Библиотека", "Методический центр", "Ясли"):
        await desk.unit(name)
    import_id = await desk.receive(("1.", "Неделя книги", "Март", "Районный методический центр"))

    choices = await desk.questions.unit_choices(
        desk.coordinator, await desk.question_id(import_id, "Районный методический центр"), 0
    )

    assert choices.units[0].name == "Методический центр"


async def test_rows_with_doubts_are_shown_before_the_others(desk: Desk) -> None:
    await desk.unit("Методслужба")
    import_id = await desk.receive(
        *((f"{n}.", f"Дело {n}", "Март", "Методслужба") for n in range(1, 8)),
        ("8.", "Неясное дело", "По графику", "Методслужба"),
    )

    page = await desk.imports.measures(desk.coordinator, import_id, 0)

    assert [line.number for line in page.lines] == ["8", "1", "2", "3", "4"]
    assert page.pages == 2


async def test_the_same_document_is_recognised_as_one_in_force(desk: Desk) -> None:
    rows = (("1.", "Неделя книги", "Март", "Методслужба"),)
    approved = await desk.put_in_force(*rows)

    view = await desk.preview(await desk.receive(*rows))

    assert [(e.id, e.is_same_file) for e in view.editions] == [(approved.road_map_id, True)]


async def test_a_hostile_file_name_is_one_safe_line(desk: Desk) -> None:
    data = road_map_text(("1.", "Неделя книги", "Март", "Методслужба"))
    import_id = await desk.documents.receive(
        desk.coordinator, data, "../../etc/\u202e<b>план\n2027" + "я" * 300 + ".txt"
    )

    name = (await desk.preview(import_id)).file_name
    assert "/" not in name and "\n" not in name and "\u202e" not in name and len(name) <= 120


async def _other_coordinator(desk: Desk) -> Actor:
    async with desk.store.write() as uow:
        department = await uow.people.add_department("Чужой отдел", "Asia/Omsk")
        person = await uow.people.add_person(department, "Пётр Чужой", "")
        await uow.people.add_membership(
            Membership(person_id=person, unit_id=department, role=Role.COORDINATOR)
        )
        await uow.accounts.bind(person, in_telegram(900), desk.clock.now())
        actor = await uow.actors.actor(in_telegram(900))
        await uow.commit()
    assert actor is not None
    return actor


DATES_INSIDE = (
    "Дорожная карта по развитию чтения на 2027 год\n\n"
    "№\tМероприятие\tСпособ решения\tСрок\tОтветственный\n"
    "1.\tРабота с чтением\tсентябрь 2027 года – месячник чтения; ноябрь 2027 года – олимпиада\t"
    "В течение года\tМетодслужба\n"
    "2.\tОбзор\tвыезды\tМай\tМетодслужба\n"
)


async def test_dates_inside_the_text_are_offered_and_off_until_taken(desk: Desk) -> None:
    await desk.unit("Методслужба")
    import_id = await desk.documents.receive(desk.coordinator, DATES_INSIDE.encode(), "plan.txt")
    page = await desk.choices.milestones(desk.coordinator, import_id, 0)
    assert (page.total, page.taken) == (2, 0)

    await desk.choices.toggle_milestone(desk.coordinator, import_id, 1, 0)
    await desk.choices.toggle_milestone(desk.coordinator, import_id, 0, 0)
    page = await desk.choices.toggle_milestone(desk.coordinator, import_id, 1, 0)
    assert [line.is_taken for line in page.lines] == [True, False]
    await desk.approve(import_id)

    assert [(name, due) for _, name, due in await desk.planned()] == [
        ("Методслужба", "2027-05-31"),
        ("Методслужба", "2027-09-30"),
        ("Методслужба", None),
    ]
    async with desk.store.read() as uow:
        (road_map,) = await uow.plan.road_maps(desk.department_id)
        measures = await uow.plan.measures(road_map.id)
    assert [measure.number for measure in measures] == ["1", "", "2"]
    assert measures[1].parent_id == measures[0].id


async def test_a_date_taken_once_stays_taken_in_the_next_edition(desk: Desk) -> None:
    await desk.unit("Методслужба")
    first = await desk.documents.receive(desk.coordinator, DATES_INSIDE.encode(), "plan.txt")
    await desk.choices.toggle_milestone(desk.coordinator, first, 1, 0)
    approved = await desk.approve(first)

    second = await desk.documents.receive(desk.coordinator, DATES_INSIDE.encode(), "plan.txt")
    view = await desk.imports.compare(desk.coordinator, second, approved.road_map_id)

    assert view.edition is not None
    assert (view.edition.added, view.edition.removed, view.edition.changed) == ((), (), ())


async def test_documents_left_undecided_wait_on_the_desk(desk: Desk) -> None:
    first = await desk.receive(("1.", "Неделя книги", "Март", "Методслужба"))
    second = await desk.receive(("1.", "Неделя книги", "Март", "Методслужба"))
    await desk.imports.cancel(desk.coordinator, first)

    shown = await desk.imports.desk(desk.coordinator)
    assert [waiting.id for waiting in shown.waiting] == [second]


async def test_routine_work_makes_one_duty_without_a_hard_date(desk: Desk) -> None:
    await desk.put_in_force(
        ("1.", "Проверка питания", "ежедневно", "Школа № 1"), ("2.", "Сводка", "еженедельно", "Школа № 1")
    )

    assert await desk.planned() == [("1", "Школа № 1", None), ("2", "Школа № 1", None)]


async def test_control_points_of_routine_work_are_made_as_often_as_was_chosen(desk: Desk) -> None:
    import_id = await desk.receive(
        ("1.", "Проверка питания", "ежедневно", "Школа № 1"),
        ("2.", "Неделя книги", "Март", "Школа № 1"),
        ("3.", "Сводка", "по средам", "Школа № 1"),
    )
    await desk.questions.create_unknown(desk.coordinator, import_id, "Все школы")

    await desk.choices.choose_pace(desk.coordinator, import_id, 0, ControlPace.QUARTERLY)
    view = await desk.choices.choose_pace(desk.coordinator, import_id, 2, ControlPace.EACH)
    with pytest.raises(BadInput):
        await desk.choices.choose_pace(desk.coordinator, import_id, 1, ControlPace.MONTHLY)

    assert view.forecast is not None
    assert view.forecast.total == 4 + 1 + 52
    assert view.forecast.heavy == (("3 Сводка", 52),)
    assert view.forecast.by_unit == (("Школа № 1", 57),)
    await desk.approve(import_id)
    due = [due for number, _, due in await desk.planned() if number == "1"]
    assert due == ["2027-03-31", "2027-06-30", "2027-09-30", "2027-12-31"]
    assert len(await desk.planned()) == view.forecast.total


async def test_a_preview_counts_the_duties_of_a_plan_before_it_is_approved(desk: Desk) -> None:
    import_id = await desk.receive(
        ("1.", "Семинар", "ежемесячно", "Школа № 1"), ("2.", "Сводка", "еженедельно", "Школа № 2")
    )
    before = (await desk.preview(import_id)).forecast
    await desk.questions.create_unknown(desk.coordinator, import_id, "Все школы")
    after = (await desk.preview(import_id)).forecast

    assert before is not None and after is not None
    assert (before.total, before.unassigned) == (0, 2)
    assert (after.total, after.undated, after.routine, after.unassigned) == (13, 1, 1, 0)
    assert len(after.by_month) == 12


async def test_a_new_edition_keeps_what_was_made_of_routine_work(desk: Desk) -> None:
    import_id = await desk.receive(("1.", "Сводка", "еженедельно", "Школа № 1"))
    await desk.questions.create_unknown(desk.coordinator, import_id, "Все школы")
    await desk.choices.choose_pace(desk.coordinator, import_id, 0, ControlPace.MONTHLY)
    road_map = (await desk.approve(import_id)).road_map_id

    edition = await desk.receive(
        ("1.", "Сводка", "еженедельно", "Школа № 1"), ("2.", "Обзор", "май", "Школа № 1")
    )
    await desk.imports.compare(desk.coordinator, edition, road_map)
    approved = await desk.approve(edition)

    assert (approved.duties, approved.withdrawn) == (1, 0)
    assert len(await desk.planned()) == 13


async def test_a_measure_with_two_open_questions_is_held_up_once(desk: Desk) -> None:
    import_id = await desk.receive(
        ("1", "Открыть библиотеку", "по готовности здания", "Неведомый центр"),
        ("2", "Закупить книги", "май", "Неведомый центр"),
    )

    preview = await desk.preview(import_id)

    assert sum(question.measures for question in preview.open_questions) == 3
    assert preview.held == 2


async def test_a_deadline_read_otherwise_is_told_apart_from_what_the_document_changed(desk: Desk) -> None:
    approved = await desk.put_in_force(
        ("1.", "Неделя книги", "Март", "Методслужба"), ("2.", "Обзор", "Май", "Методслужба")
    )
    earlier = read_deadline("до 15 марта")  # as a reader of former days took «Март»
    async with desk.store.write() as uow:
        first, _ = await uow.plan.measures(approved.road_map_id)
        await uow.plan.set_deadline([first.id], earlier.deadline, phrase(earlier.deadline))
        await uow.commit()

    import_id = await desk.receive(
        ("1.", "Неделя книги", "Март", "Методслужба"), ("2.", "Обзор", "Июнь", "Методслужба")
    )
    edition = (await desk.imports.compare(desk.coordinator, import_id, approved.road_map_id)).edition

    assert edition is not None
    assert [change.name for change in edition.changed] == ["2 Обзор"]
    assert [(one.name, one.words, one.reading) for one in edition.reread] == [
        ("1 Неделя книги", "Март", ("до 15 марта", "март"))
    ]
    async with desk.store.read() as uow:
        assert next(one.deadline for one in await uow.plan.measures(approved.road_map_id)) == earlier.deadline


async def test_a_document_whose_sender_is_no_coordinator_any_more_is_not_read(desk: Desk) -> None:
    here, file = in_telegram(1), SentFile(ref="ref", name="plan.txt", size=100, is_photo=False)
    await desk.documents.expect(desk.coordinator, here, 5, file)
    (document,) = await desk.documents.claim(1, frozenset())
    anna = await desk.person("Анна Лугова", await desk.school("Школа № 3"))

    with pytest.raises(NotAllowed):
        await desk.documents.arrived(anna, document, road_map_text(("1.", "Неделя книги", "Март", "Школа")))


@both_databases
async def test_a_document_is_put_on_the_desk_once_though_two_processes_have_fetched_it(desk: Desk) -> None:
    here, file = in_telegram(1), SentFile(ref="ref", name="plan.txt", size=100, is_photo=False)
    data = road_map_text(("1.", "Неделя книги", "Март", "Школа № 3"))
    await desk.documents.expect(desk.coordinator, here, 5, file)
    (slow,) = await desk.documents.claim(1, frozenset())
    await desk.documents.recover()
    (quick,) = await desk.documents.claim(1, frozenset())

    assert await desk.documents.arrived(desk.coordinator, quick, data) is not None
    assert await desk.documents.arrived(desk.coordinator, slow, data) is None
    assert len((await desk.imports.desk(desk.coordinator)).waiting) == 1


async def test_a_new_person_belongs_to_the_unit_that_is_named_and_has_the_post_of_the_document(
    desk: Desk,
) -> None:
    centre = await desk.unit("Методслужба")
    import_id = await desk.receive(("1.", "Неделя книги", "Март", "Лугова А.П., зам.начальника"))
    asked = [question.words for question in await desk.asked(import_id)]
    assert asked == ["Лугова А.П."]
    question_id = await desk.question_id(import_id, "Лугова А.П.")

    offered = await desk.questions.homes(desk.coordinator, question_id, 0)
    assert offered.post == "зам.начальника"
    assert [unit.name for unit in offered.units] == ["Отдел образования", "Методслужба"]
    await desk.questions.new_person(desk.coordinator, question_id, centre)
    await desk.approve(import_id)

    async with desk.store.read() as uow:
        (person,) = [one for one in await uow.people.persons(desk.department_id) if one.name == "Лугова А.П."]
        assert (person.post, await uow.recipients.unit_of_person(person.id)) == ("зам.начальника", centre)


@both_databases
async def test_a_deadline_put_before_the_curator_though_it_reads_well_holds_nothing_back(desk: Desk) -> None:
    centre = await desk.unit("Методслужба")
    await desk.person("Ольга Ветрова", desk.department_id, Role.CURATOR)
    import_id = await desk.receive(("1.", "Неделя книги", "Март", "Методслужба"))
    await ReadingService(desk.store, desk.clock, WEEKENDS_ONLY).ask_curators(desk.coordinator, import_id, 0)

    view = await desk.preview(import_id)
    assert (len(view.open_questions), view.held) == (1, 0)
    await desk.approve(import_id)
    assert centre and await desk.planned() == [("1", "Методслужба", "2027-03-31")]
