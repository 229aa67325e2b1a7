"""Messages of the monitoring fit Telegram and stay harmless whatever a document says."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from roadmap.control.duty import DutyState, ReportOutcome, ReportSource
from roadmap.control.duty_lines import DutyLine
from roadmap.ids import CampaignId, DutyId, MeasureId, PersonId, ReportId, RoadMapId, UnitId
from roadmap.monitoring.campaign import Campaign, CampaignState
from roadmap.monitoring.campaign_views import (
    Addressee,
    CampaignAnswer,
    CampaignBoard,
    CampaignHeader,
    CampaignQuestion,
    CampaignReminder,
    CampaignResult,
    Questionnaire,
    Reach,
)
from roadmap.monitoring.filled_forms import AskedForm, CampaignForm, FormKind, in_order_of_plan
from roadmap.plan.evidence_rule import EvidenceRule
from services.buttons.packing import pack, unpack
from services.notice import Notice, plain
from texts.monitoring import campaign_board, filled_forms, form_words, questionnaire
from texts.summary import summary_words

NOW = datetime(2026, 9, 24, 7, 0, tzinfo=UTC)
LONG = "Очень длинное название с <b>тегом</b> & амперсандом " * 60
HUGE = 10**15


def header() -> CampaignHeader:
    campaign = Campaign(
        id=CampaignId(HUGE),
        road_map_id=RoadMapId(1),
        department_id=UnitId(1),
        first_on=date(2026, 7, 1),
        last_on=date(2026, 9, 30),
        answers_from=NOW,
        opens_at=NOW,
        nudges_at=NOW + timedelta(days=4),
        closes_at=NOW + timedelta(days=6),
        state=CampaignState.OPEN,
    )
    return CampaignHeader(campaign=campaign, road_map=LONG, time_zone="Europe/Moscow")


def question(place: int, *, answered: bool = False, due_on: date | None = None) -> CampaignQuestion:
    duty = DutyLine(
        id=DutyId(HUGE + place),
        road_map_id=RoadMapId(1),
        measure_id=MeasureId(place),
        state=DutyState.OPEN,
        version=HUGE,
        revision=1,
        unit_id=UnitId(place % 3),
        person_id=None,
        home_unit_id=UnitId(1),
        assignee=LONG,
        number="1.2.3",
        title=LONG,
        section=LONG,
        result=LONG,
        deadline_text=LONG,
        reading="",
        first_on=date(2026, 9, 1),
        last_on=date(2026, 9, 30),
        original_due_on=due_on,
        due_on=due_on,
        owed_by=due_on,
        stopped_on=None,
        evidence=EvidenceRule.WORDS if place % 2 else EvidenceRule.DOCUMENT,
    )
    answer = CampaignAnswer(
        report_id=ReportId(1),
        duty_id=duty.id,
        outcome=ReportOutcome.DIFFICULTY,
        text=LONG,
        author_id=PersonId(1),
        author=LONG,
        source=ReportSource.CAMPAIGN,
        created_at=NOW,
        is_late=True,
    )
    return CampaignQuestion(duty=duty, answer=answer if answered else None)


def asked(count: int, *, answered: bool = False) -> Questionnaire:
    found = tuple(question(p, answered=answered, due_on=date(2026, 9, 10 + p % 15)) for p in range(count))
    running = tuple(question(count + p, answered=answered) for p in range(count))
    return Questionnaire(header=header(), questions=(*found, *running), now=NOW, time_zone="Europe/Moscow")


def board(count: int, *, has_names: bool = True) -> CampaignBoard:
    reaches = list(Reach)
    found = tuple(
        Addressee(
            unit_id=UnitId(place),
            person_id=None,
            home_unit_id=UnitId(1),
            name=f"{place} {LONG}",
            asked=4,
            answered=place % 2 * 4 if place % 5 else 2,
            difficulties=place % 2,
            reach=reaches[place % 4],
        )
        for place in range(count)
    )
    return CampaignBoard(header=header(), addressees=found, now=NOW, has_names=has_names)


def every_notice(count: int) -> list[Notice]:
    open_, done, view = asked(count), asked(count, answered=True), board(count)
    difficulties = tuple(question(place, answered=True) for place in range(count))
    return [
        questionnaire.reminder(CampaignReminder(open_, is_nudge=False)),
        questionnaire.reminder(CampaignReminder(open_, is_nudge=True)),
        *(questionnaire.questionnaire(open_, page) for page in range(3)),
        questionnaire.questionnaire(done, 99),
        *(questionnaire.question(open_, place) for place in range(2 * count)),
        questionnaire.after_words(questionnaire.question(done, 0)),
        questionnaire.ask_difficulty(open_, 0),
        campaign_board.result(CampaignResult((view,), waiting=7)),
        campaign_board.result(CampaignResult((view,) * 4, waiting=7)),
        campaign_board.board(view),
        *(campaign_board.addressees(view, name, 1) for name in (*campaign_board.GROUPS, "forged")),
        campaign_board.difficulties(header(), difficulties, 1),
        campaign_board.overview([open_] * 12, [view] * 12),
    ]


@pytest.mark.parametrize("count", [1, 3, 15, 60])
def test_every_message_fits_and_every_button_comes_back(count: int) -> None:
    for notice in every_notice(count):
        assert len(plain(notice.body).encode("utf-16-le")) // 2 <= 4096
        assert "<b>тегом" not in notice.body
        for row in notice.buttons:
            assert len(row) <= 8
            for key in row:
                assert len(key.label) <= 64
                assert key.data is not None and unpack(pack(key.data)) == key.data


def test_the_head_sees_counts_and_no_names() -> None:
    notice = campaign_board.board(board(15, has_names=False))
    assert "Молчат:" in notice.body
    assert "•" not in notice.body
    assert not any("Молчат" in key.label for row in notice.buttons for key in row)


def test_thanks_come_when_everything_is_answered() -> None:
    body = questionnaire.questionnaire(asked(3, answered=True)).body
    assert "Спасибо! Ответы приняты: 6 мероприятий" in body
    assert "Ответьте, пожалуйста" not in body


def test_an_answer_the_curator_has_returned_does_not_count_as_done() -> None:
    given = question(1, answered=True)
    assert given.answer is not None
    done = replace(given.answer, outcome=ReportOutcome.DONE, is_returned=True)
    returned = replace(given, answer=done, duty=replace(given.duty, state=DutyState.RETURNED))
    questions = Questionnaire(header=header(), questions=(returned,), now=NOW, time_zone="Europe/Moscow")
    said = plain(questionnaire.question(questions, 0).body)
    assert "Ответ: возвращено на доработку" in said and "Ответ: выполнено" not in said
    assert "✅" not in plain(questionnaire.questionnaire(questions).body)
    assert (form_words.state(returned), form_words.answered(returned)) == ("", "")
    assert summary_words.answer_words(returned) == "возвращено на доработку"
    assert questions.remaining == (returned,)


def test_the_form_goes_by_sections_and_numbers_whatever_the_days() -> None:
    def row(measure_id: int, section: str, number: str, day: int) -> CampaignQuestion:
        found = question(measure_id, due_on=date(2026, 9, day))
        duty = replace(found.duty, section=section, number=number, measure_id=MeasureId(measure_id))
        return replace(found, duty=duty)

    rows = [
        row(3, "3. Итоги", "3.1", 5),
        row(2, "1. Обучение", "1.10", 6),
        row(1, "1. Обучение", "1.2", 30),
        row(1, "1. Обучение", "1.2", 7),
    ]
    ordered = [(each.duty.number, each.duty.due_on) for each in in_order_of_plan(rows)]
    assert ordered == [
        ("1.2", date(2026, 9, 7)),
        ("1.2", date(2026, 9, 30)),
        ("1.10", date(2026, 9, 6)),
        ("3.1", date(2026, 9, 5)),
    ]


@pytest.mark.parametrize(
    ("outcome", "words", "cell"),
    [
        (ReportOutcome.DONE, "Провели два семинара", "Выполнено. Провели два семинара"),
        (ReportOutcome.DONE, "выполнено, справка есть", "Выполнено, справка есть"),
        (ReportOutcome.NOT_STARTED, "не начато, проведём в ноябре", "Не начато, проведём в ноябре"),
        (ReportOutcome.ON_TRACK, "", "Идёт по плану"),
    ],
)
def test_a_prefilled_cell_begins_with_the_state_and_says_it_once(
    outcome: ReportOutcome, words: str, cell: str
) -> None:
    given = question(1, answered=True)
    assert given.answer is not None
    assert (
        form_words.answered(replace(given, answer=replace(given.answer, outcome=outcome, text=words))) == cell
    )


def test_the_draft_of_something_overdue_supposes_no_state_unsaid() -> None:
    late = question(1, due_on=date(2026, 9, 1))
    questions = Questionnaire(header=header(), questions=(late,), now=NOW, time_zone="Europe/Moscow")
    labels = [key.label for row in questionnaire.question(questions, 0).buttons for key in row]
    assert "✍️ Выполнено: словами, числом, с файлом" in labels
    assert "✍️ Словами, числом, с файлом" not in labels


def test_the_form_of_one_of_several_road_maps_is_called_by_it() -> None:
    form = CampaignForm(
        form=AskedForm(campaign_id=CampaignId(1), unit_id=UnitId(1)),
        header=header(),
        whose="Школа № 3",
        questions=(question(1),),
    )
    several = replace(form, header=replace(form.header, map_name="Наставничество"))
    names = [form_words.file_name(each, FormKind.WORD) for each in (form, several)]
    assert names == [
        "Мониторинг, Школа № 3, 3 кв. 2026.docx",
        "Мониторинг, Школа № 3, Наставничество, 3 кв. 2026.docx",
    ]
    assert "Дорожная карта" not in plain(filled_forms.handed_out(form.header, FormKind.WORD).body)
    for notice in (
        filled_forms.handed_out(several.header, FormKind.WORD),
        filled_forms.handed_over(several),
    ):
        assert "Дорожная карта: Наставничество" in plain(notice.body)
