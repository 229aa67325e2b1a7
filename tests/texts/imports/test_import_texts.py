"""Screens of an import hold whatever a document says, and fit into one message."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from roadmap.control.duty import ReportOutcome
from roadmap.deadlines.control_pace import ControlPace
from roadmap.deadlines.period import Window, calendar_year
from roadmap.deadlines.rule_set import RULE_SETS
from roadmap.ids import ImportId, MeasureId, PersonId, QuestionId, RoadMapId, UnitId
from roadmap.imports.answering import AskedBecause, QuestionKind
from roadmap.imports.import_rows import WaitingImport
from roadmap.imports.proposal import Approval, ResponsibleKind
from roadmap.imports.proposal_places import OF_LEDGER, Rest
from roadmap.imports.questions import ImportState, QuestionState
from roadmap.language.reading_rules import AppliedRule, ReadingRule
from roadmap.people.persons import UnitKind
from roadmap.problem import Problem
from services.imports.desk_views import Approved, DeskRoadMap, ImportDesk
from services.imports.edition_views import ChangedMeasure, EditionView, KnownEdition, RereadDeadline
from services.imports.mark_views import DocumentMarks, MarkedMeasure, PastMeasure, PastWork
from services.imports.preview_views import Forecast, PlanOfFile, Preview
from services.imports.question_views import (
    Choices,
    Homes,
    PersonChoice,
    QuestionCard,
    QuestionLine,
    SchoolMark,
    SchoolMarks,
    UnderstoodDates,
    UnitChoice,
)
from services.imports.row_views import (
    AskedDeadline,
    MeasureLine,
    MeasurePage,
    MilestoneLine,
    MilestonePage,
    ReadingCard,
    RoutineLine,
    RoutineWork,
)
from services.notice import Notice, plain
from services.people.assignment_news import AssignedView
from tests.summary_rows import DUTY
from texts.imports import (
    document_marks,
    import_lists,
    import_preview,
    import_questions,
    imports,
    new_people,
    past_work,
    readings,
    rests_page,
    routine_work,
    rule_sets,
    several_plans,
)
from texts.plan.rule_names import RULES

HOSTILE = "<b>&amp;</b> \u202e<script> «Я» " + "длинное слово " * 60
NOW = datetime(2026, 11, 20, tzinfo=UTC)
WINDOW = Window(first=date(2027, 3, 1), last=date(2027, 3, 31))
PROBLEM = Problem(code="deadline-unread", measure="1.1", facts={"text": HOSTILE})
QUESTIONS = tuple(
    QuestionLine(
        id=QuestionId(number), kind=kind, words=words, state=state, rows=tuple(range(44)), meaning=HOSTILE
    )
    for number, (kind, words, state) in enumerate(
        [(kind, words, state) for kind in QuestionKind for words in (HOSTILE, "") for state in QuestionState]
    )
)
CHANGE = ChangedMeasure(
    name=HOSTILE, deadline=(HOSTILE, "май"), responsible=("", HOSTILE), title=(HOSTILE, "другое")
)
EDITION = EditionView(
    road_map_id=RoadMapId(1),
    title=HOSTILE,
    added=(HOSTILE,) * 40,
    changed=(CHANGE,) * 40,
    removed=(HOSTILE,) * 40,
    unchanged=3,
    reread=(RereadDeadline(name=HOSTILE, words=HOSTILE, reading=(HOSTILE, HOSTILE)),) * 40,
)
KNOWN = KnownEdition(
    id=RoadMapId(1), title=HOSTILE, short_name=HOSTILE[:36], is_same_file=True, is_alike=True
)
VIEW = Preview(
    id=ImportId(1),
    state=ImportState.REVIEWING,
    file_name=HOSTILE,
    title=HOSTILE,
    period=calendar_year(2027),
    approval=Approval(number=HOSTILE[:30], signed_on=date(2026, 10, 1)),
    rules="regulation-10",
    measures=90,
    milestones=12,
    sections=5,
    duties=80,
    clear=60,
    closed=11,
    problems=(PROBLEM,) * 30,
    questions=QUESTIONS,
    editions=(
        KnownEdition(
            id=RoadMapId(1), title=HOSTILE, short_name=HOSTILE[:36], is_same_file=True, is_alike=True
        ),
    )
    * 3,
    edition=None,
    road_map_id=None,
    forecast=Forecast(
        total=500,
        undated=3,
        by_unit=((HOSTILE, 277), (HOSTILE, 9), (HOSTILE, 1)),
        by_month=((date(2027, 3, 1), 40), (date(2027, 4, 1), 41)),
        heavy=((HOSTILE, 277), (HOSTILE, 21)),
        routine=4,
        unassigned=2,
    ),
    plans=tuple(
        PlanOfFile(
            import_id=ImportId(n), title=HOSTILE, period=calendar_year(2027), state=ImportState.REVIEWING
        )
        for n in range(1, 21)
    ),
    rests=tuple(
        Rest(code=code, table=2, row=3, words=HOSTILE * 3, rows=4, kind="timetable", sheet=HOSTILE, page=9)
        for code in (*sorted(OF_LEDGER), "hidden-column", "part-unread")
    ),
)
LINE = MeasureLine(
    row=1,
    number="1.1",
    title=HOSTILE,
    section=HOSTILE,
    deadline_text=HOSTILE,
    reading=HOSTILE,
    windows=(WINDOW,) * 12,
    due_on=(date(2027, 4, 9),) * 12,
    is_hard=True,
    pace=ControlPace.MONTHLY,
    read_by=tuple(AppliedRule(rule=rule, clause="п. 4.2") for rule in ReadingRule),
    rule_set="regulation-10",
    responsible_text=HOSTILE,
    is_named=False,
    has_duty=True,
    is_clear=True,
    problems=(PROBLEM,) * 5,
    concerned=(HOSTILE,) * 3,
)
ROUTINE = RoutineWork(
    import_id=ImportId(1),
    lines=tuple(
        RoutineLine(
            row=row,
            name=HOSTILE,
            deadline_text=HOSTILE,
            pace=ControlPace.MONTHLY,
            points=dict.fromkeys(ControlPace, 277),
        )
        for row in range(40)
    ),
)
READING = ReadingCard(
    import_id=ImportId(1),
    is_reviewed=True,
    line=LINE,
    because=AskedBecause.BEFORE_PERIOD,
    rows=12,
    is_asked=False,
)
ASKED = AskedDeadline(
    question_id=QuestionId(1),
    import_id=ImportId(1),
    document=HOSTILE,
    line=LINE,
    because=AskedBecause.SERIAL,
    rows=3,
    understood=HOSTILE,
    meaning=HOSTILE,
    answered_by=HOSTILE,
)
MARKED = DocumentMarks(
    import_id=ImportId(1),
    is_approved=True,
    marked=tuple(
        MarkedMeasure(
            name=HOSTILE, state=state, done_on=date(2027, 3, 1), words=HOSTILE, duties=12, past=place
        )
        for place, state in enumerate([*document_marks.STATES] * 10)
    ),
    unclear=3,
)
HOMES = Homes(
    question_id=QuestionId(10**12),
    words=HOSTILE,
    post=HOSTILE,
    units=(UnitChoice(id=UnitId(10**12), name=HOSTILE, kind=UnitKind.SCHOOL),) * 8,
    page=1,
    pages=3,
)
PAST = PastWork(
    road_map_id=RoadMapId(1),
    title=HOSTILE,
    measures=tuple(
        PastMeasure(measure_id=MeasureId(10**12 + place), name=HOSTILE, due_on=date(2027, 3, 1), duties=20)
        for place in range(30)
    ),
    unknown=(),
    import_id=ImportId(10**12),
    marks=12,
)
PAGE = MeasurePage(
    import_id=ImportId(1),
    is_reviewed=True,
    page=1,
    pages=3,
    lines=(LINE, LINE, replace(LINE, is_clear=False), replace(LINE, has_duty=False), LINE),
)
CARD = QuestionCard(
    id=QuestionId(1),
    import_id=ImportId(1),
    kind=QuestionKind.RESPONSIBLE,
    hint=ResponsibleKind.BODY,
    words=HOSTILE,
    measures=(HOSTILE,) * 8,
    rows=44,
    state=QuestionState.OPEN,
    meaning=HOSTILE,
    left=3,
    is_approved=False,
    department_id=UnitId(1),
    schools=14,
    because=AskedBecause.SERIAL,
    understood=HOSTILE,
    acceptable=HOSTILE,
    alike=UnitChoice(id=UnitId(1), name=HOSTILE, kind=UnitKind.SCHOOL),
)
MILESTONES = MilestonePage(
    import_id=ImportId(1),
    page=0,
    pages=2,
    taken=1,
    total=9,
    lines=tuple(
        MilestoneLine(number=n, measure=HOSTILE, text=HOSTILE, windows=(WINDOW,), is_taken=n == 1)
        for n in range(6)
    ),
)
APPROVED = Approved(
    road_map_id=RoadMapId(1),
    import_id=ImportId(1),
    title=HOSTILE,
    revision=2,
    measures=80,
    duties=500,
    predating=21,
    open_questions=3,
    moved=4,
    withdrawn=5,
    archived=6,
    told=7,
    empty_units=(HOSTILE,) * 30,
    absent=(HOSTILE,) * 30,
    done_by_document=5,
    waiting=VIEW.plans,
)
UNITS = Choices(
    question_id=QuestionId(1),
    words=HOSTILE,
    page=1,
    pages=3,
    units=(UnitChoice(id=UnitId(1), name=HOSTILE, kind=UnitKind.GROUP),) * 8,
)
PERSONS = replace(UNITS, units=(), persons=(PersonChoice(id=PersonId(1), name=HOSTILE, post=HOSTILE),) * 8)
MARKS = SchoolMarks(
    question_id=QuestionId(1),
    words=HOSTILE,
    schools=(SchoolMark(id=UnitId(1), name=HOSTILE, is_marked=True),) * 8,
    page=0,
    pages=2,
    marked=3,
    total=14,
)
DATES = UnderstoodDates(
    question_id=QuestionId(1),
    is_period=False,
    words=HOSTILE[:300],
    reading=HOSTILE,
    windows=(WINDOW,),
    is_hard=True,
)
WAITING = (WaitingImport(id=ImportId(1), file_name=HOSTILE[:120], created_at=NOW),) * 9
ROAD_MAP = DeskRoadMap(
    id=RoadMapId(1),
    title=HOSTILE,
    short_name=HOSTILE[:36],
    period=calendar_year(2027),
    revision=3,
    import_id=ImportId(1),
    open_questions=4,
)

NOTICES = {
    "preview": import_preview.preview(VIEW),
    "preview of an edition": import_preview.preview(replace(VIEW, edition=EDITION)),
    "preview without a period": import_preview.preview(replace(VIEW, period=None, approval=None)),
    "approved preview": import_preview.preview(replace(VIEW, state=ImportState.APPROVED)),
    "cancelled preview": import_preview.preview(replace(VIEW, state=ImportState.CANCELLED)),
    "rows": import_lists.rows(PAGE),
    "routine work": routine_work.routine_work(ROUTINE, 1),
    "routine measure": routine_work.routine_measure(ROUTINE, 3),
    "reading of a row": readings.reading(READING),
    "reading of a clear row": readings.reading(replace(READING, because=None, is_asked=True)),
    "asked": readings.asked(ASKED),
    "answered": readings.answered(ASKED),
    "marks of the document": document_marks.marks(MARKED, 1),
    "no marks": document_marks.marks(replace(MARKED, marked=(), unclear=0), 0),
    "marks of a document under review": document_marks.marks(replace(MARKED, is_approved=False), 0),
    "what was before": past_work.past_work(PAST, 1),
    "nothing was before": past_work.past_work(replace(PAST, measures=()), 0),
    "a measure that was before": past_work.past_measure(PAST, 10**12),
    "all of it undone": past_work.record_sure(PAST, ReportOutcome.NOT_DONE),
    "all plans": several_plans.approve_all(1, (VIEW, replace(VIEW, period=None)) * 9),
    "where a new person works": new_people.homes(HOMES),
    "problems": import_lists.problems(VIEW, 1),
    "rests": rests_page.rests(VIEW, 1),
    "questions": import_lists.questions(VIEW, 0),
    "changes": import_lists.changes(replace(VIEW, edition=EDITION), 0),
    "readings that changed": import_lists.changes(
        replace(VIEW, edition=replace(EDITION, changed=(), added=(), removed=())), 0
    ),
    "milestones": import_lists.milestones(MILESTONES),
    "rule sets": rule_sets.choose_rules(VIEW),
    "desk": imports.desk(ImportDesk(road_maps=(ROAD_MAP,) * 9, waiting=WAITING), "Europe/Moscow"),
    "empty desk": imports.desk(ImportDesk(road_maps=(), waiting=()), "Europe/Moscow"),
    "loading": imports.loading(HOSTILE),
    "waits for another": imports.waits_for_another(HOSTILE),
    "approve with questions": imports.approve_with_questions(VIEW),
    "period first": imports.period_first(VIEW),
    "cancel": imports.cancel_sure(1),
    "cancelled": imports.cancelled(HOSTILE),
    "approved": imports.approved(APPROVED),
    "assigned": imports.assigned(
        AssignedView(
            title=HOSTILE,
            is_first_edition=True,
            count=90,
            measures=(replace(DUTY, number=HOSTILE, title=HOSTILE),) * 90,
            today=date(2026, 11, 20),
        )
    ),
    "unit choices": import_questions.choices(UNITS),
    "person choices": import_questions.choices(PERSONS),
    "no choices": import_questions.choices(replace(PERSONS, persons=())),
    "school marks": import_questions.school_marks(MARKS),
    "ask dates": import_questions.ask_dates(1),
    "understood": import_questions.understood(DATES),
    "understood period": import_questions.understood_period(DATES),
    **{
        f"question {kind} {hint} {bool(words)}": import_questions.question(
            replace(CARD, kind=kind, hint=hint, words=words), date(2026, 11, 20)
        )
        for kind in QuestionKind
        for hint in (None, *ResponsibleKind)
        for words in (HOSTILE, "")
    },
}


@pytest.mark.parametrize("name", NOTICES)
def test_whatever_the_document_says_stays_words_and_fits(name: str) -> None:
    notice: Notice = NOTICES[name]

    assert "<script" not in notice.body
    assert len(plain(notice.body).encode("utf-16-le")) // 2 <= 4096
    for row in notice.buttons:
        assert row
        assert all(button.label and len(button.label) <= 64 for button in row)


def test_every_rule_set_has_words() -> None:
    assert set(RULES) == set(RULE_SETS)


def test_a_question_of_one_measure_is_said_in_the_singular() -> None:
    line = replace(QUESTIONS[0], kind=QuestionKind.DEADLINE, words="По графику", rows=(1,))

    assert import_preview.question_words(line) == "какие даты: «По графику» (1 мероприятие)"


def test_every_word_of_a_rest_is_shown_on_some_page() -> None:
    words = " ".join(f"слово{number}" for number in range(900))
    view = replace(VIEW, rests=(Rest(code="row-skipped", table=1, row=2, words=words),))
    pages = " ".join(plain(rests_page.rests(view, page).body) for page in range(10))
    assert all(f"слово{number}" in pages.split() for number in range(900))


def test_a_file_that_waits_for_another_says_so() -> None:
    waiting = plain(imports.waits_for_another("план.docx").body)
    assert "план.docx" in waiting and "следующий" in waiting
    assert waiting != plain(imports.loading("план.docx").body)


def test_a_long_file_name_keeps_its_beginning_and_what_tells_files_apart() -> None:
    name = "Приказ от 01.09.2026 № 145 Об утверждении дорожной карты по развитию чтения (новая редакция).docx"
    said = plain(imports.loading(name).body)
    assert "Приказ от 01.09.2026 № 145 Об утверждении…" in said and "редакция).docx»" in said


@pytest.mark.parametrize(
    ("number", "said"),
    [(None, "Утверждено: 1 октября 2026 года"), ("15", "Приказ: № 15 от 1 октября 2026 года")],
)
def test_a_stamp_of_approval_is_called_no_order(number: str | None, said: str) -> None:
    approval = Approval(number=number, signed_on=date(2026, 10, 1))
    assert said in plain(import_preview.preview(replace(VIEW, approval=approval)).body)
