"""Corrections of rows under review: what was printed is kept, and they outlive another reading."""

from dataclasses import replace

from roadmap.deadlines.deadline import Missing
from roadmap.imports import proposal_json
from roadmap.imports.answering import parent_rows, rows_with_duty
from roadmap.imports.corrections import (
    RowField,
    answered_by,
    as_printed,
    corrected,
    corrected_again,
    differing,
    left_out,
)
from roadmap.imports.proposal import Proposal, ProposedMeasure, ProposedResponsible, ResponsibleKind


def measure(number: str, title: str, parent: str | None = None) -> ProposedMeasure:
    return ProposedMeasure(
        number=number,
        parent=parent,
        section="1. Чтение",
        title=title,
        deadline_text="март",
        deadline=Missing(),
        confidence=1.0,
        responsible_text="Завуч",
        responsibles=(ProposedResponsible(text="Завуч", kind=ResponsibleKind.BODY),),
    )


def plan(*measures: ProposedMeasure) -> Proposal:
    return Proposal(title="План", period=None, approval=None, edition=None, sections=(), measures=measures)


READ = plan(
    measure("1", "Неделя книги"),
    replace(measure("1.1", "Открытие", "1"), deadline_text="апрель"),
    measure("2", "Диктант"),
)


def test_a_corrected_row_keeps_what_is_printed_and_goes_back_to_it() -> None:
    told = corrected(READ, 0, RowField.TITLE, "Декада книги")
    told = answered_by(told, 0, "Школа № 3", ResponsibleKind.BODY)

    assert dict(differing(told.measures[0])) == {"title": "Неделя книги", "responsible_text": "Завуч"}
    assert told.measures[1:] == READ.measures[1:]
    assert as_printed(told, 0) == READ
    assert corrected(told, 0, RowField.TITLE, "Неделя книги").measures[0].title == "Неделя книги"


def test_rows_under_a_row_follow_its_number() -> None:
    told = corrected(READ, 0, RowField.NUMBER, "7")

    assert parent_rows(told.measures) == (None, 0, None)
    assert as_printed(told, 0) == READ


def test_a_row_that_is_left_out_is_nobodys_and_no_longer_over_others() -> None:
    told = left_out(READ, 0, is_dropped=True)

    assert rows_with_duty(told.measures) == {1, 2}
    assert parent_rows(told.measures) == (None, None, None)
    assert left_out(told, 0, is_dropped=False) == READ


def test_corrections_are_stored_with_the_proposal() -> None:
    told = left_out(corrected(READ, 1, RowField.SECTION, "2. Письмо"), 2, is_dropped=True)
    assert proposal_json.from_json(proposal_json.to_json(told)) == told


def test_corrections_outlive_another_reading_where_the_row_is_printed_as_it_was() -> None:
    told = corrected(left_out(READ, 2, is_dropped=True), 0, RowField.NUMBER, "7")
    again = plan(READ.measures[2], READ.measures[0], READ.measures[1], measure("3", "Новое"))

    found = corrected_again(again, told)

    assert [(one.number, one.is_dropped) for one in found.measures] == [
        ("2", True),
        ("7", False),
        ("1.1", False),
        ("3", False),
    ]
    assert found.measures[2].parent == "7"
    assert dict(differing(found.measures[1])) == {"number": "1"}
    retitled = corrected(READ, 0, RowField.TITLE, "Декада книги")
    assert corrected_again(READ, retitled) == retitled
