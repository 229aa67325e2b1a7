"""Documents, tables and files of the office: what is lost or doubled of them is found in the database."""

from collections.abc import Sequence
from dataclasses import replace
from types import SimpleNamespace
from typing import Any

import pytest

from proof.draw import Errand, ErrandKind
from proof.errands import Plans, broken_promises
from proof.office import ADDED, DOCUMENT_TITLES, Story

MAP, CHAT, IMPORT = 7, 1001, 5


def story(kind: ErrandKind, **came: Any) -> Story:
    errand = Errand(kind=kind, chat_id=CHAT, road_map_id=MAP, is_impatient=False)
    return Story(errand=errand, is_done=True, **came)


def row(**values: Any) -> Any:
    return SimpleNamespace(**values)


def plan_of(titles: Sequence[str]) -> Plans:
    """One plan in force from one document: each measure owed by two organisations."""
    return Plans(
        imports=[row(id=IMPORT, department_id=1, file_name="план.txt", state="approved", road_map_id=MAP)],
        editions=[row(road_map_id=MAP)],
        measures=[row(id=at, title=title, road_map_id=MAP) for at, title in enumerate(titles)],
        duties=[
            row(measure_id=at, unit_id=unit, road_map_id=MAP) for at in range(len(titles)) for unit in (2, 3)
        ],
        returns=[row(file_name=f"table-{CHAT}.xlsx", state="applied")],
    )


APPROVED = [row(action="road_map.approved", subject_id=MAP)]
IN_FORCE = plan_of(DOCUMENT_TITLES)
CHANGED = plan_of(["Опись", ADDED])


def test_a_document_that_is_in_force_once_keeps_the_promise() -> None:
    assert broken_promises(story(ErrandKind.IMPORT, import_id=IMPORT), IN_FORCE, APPROVED) == []


@pytest.mark.parametrize(
    ("plans", "says"),
    [
        (replace(IN_FORCE, imports=()), "is lost"),
        (
            replace(IN_FORCE, imports=[*IN_FORCE.imports, row(**vars(IN_FORCE.imports[0]) | {"id": 6})]),
            "desk",
        ),
        (replace(IN_FORCE, editions=[*IN_FORCE.editions, *IN_FORCE.editions]), "2 editions"),
        (replace(IN_FORCE, measures=[*IN_FORCE.measures, *IN_FORCE.measures]), "2 times"),
        (replace(IN_FORCE, duties=[*IN_FORCE.duties, IN_FORCE.duties[0]]), "duty"),
        (replace(IN_FORCE, duties=IN_FORCE.duties[2:]), "nobody owes"),
    ],
    ids=["lost", "twice on the desk", "two editions", "a measure twice", "a duty twice", "no duty"],
)
def test_a_document_lost_or_doubled_is_found(plans: Plans, says: str) -> None:
    found = broken_promises(story(ErrandKind.IMPORT, import_id=IMPORT), plans, APPROVED)

    assert found and all(says in each or "road_map" in each for each in found)


def test_a_plan_approved_twice_on_record_is_found() -> None:
    found = broken_promises(story(ErrandKind.IMPORT, import_id=IMPORT), IN_FORCE, APPROVED * 2)

    assert found == ["import of 1001: 1 editions, approved 2 times"]


def test_a_table_taken_once_keeps_the_promise_and_one_returned_twice_does_not() -> None:
    added = [row(action="measure.added", subject_id=1)]
    twice = replace(
        CHANGED, returns=[*CHANGED.returns, row(file_name=f"table-{CHAT}.xlsx", state="reviewing")]
    )

    assert broken_promises(story(ErrandKind.TABLE), CHANGED, added) == []
    assert broken_promises(story(ErrandKind.TABLE), twice, added) == [
        "table of 1001: returned as ['applied', 'reviewing']"
    ]


def test_a_file_that_never_came_is_lost() -> None:
    said = [row(action="report.exported", subject_id=MAP)]

    assert broken_promises(story(ErrandKind.EXPORT, files=1), Plans(), said) == []
    assert broken_promises(story(ErrandKind.EXPORT), Plans(), said) == [
        "export of 1001: 0 files, 1 times on record"
    ]


def test_an_errand_that_never_ended_is_told() -> None:
    unfinished = story(ErrandKind.EXPORT, files=1)
    unfinished.is_done = False

    assert "export of 1001: not done" in broken_promises(unfinished, Plans(), [])
