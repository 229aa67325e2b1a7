"""What a list of people would change: row by row, and as a whole."""

from collections.abc import Mapping
from dataclasses import replace

import pytest

from roadmap.ids import PersonId, UnitId
from roadmap.people.persons import Membership, Person, Role, Unit, UnitKind
from roadmap.people.staff import StaffRow, StaffTable
from roadmap.people.staff_marks import mark_of
from roadmap.people.staff_plan import Fate, KnownStaff, StaffPlan, Touched
from roadmap.people.staff_planner import choice_of, plan_staff, row_now

ZONE = "Europe/Moscow"


def unit(number: int, name: str, kind: UnitKind = UnitKind.SCHOOL) -> Unit:
    root = UnitId(1)
    return Unit(
        id=UnitId(number),
        department_id=root,
        parent_id=root if number > 1 else None,
        name=name,
        kind=kind,
        time_zone=ZONE,
        is_active=True,
    )


def person(number: int, name: str, post: str = "") -> Person:
    return Person(
        id=PersonId(number),
        department_id=UnitId(1),
        name=name,
        post=post,
        is_active=True,
        consented_at=None,
        consent_version=None,
    )


def held(person_id: int, unit_id: int, role: Role = Role.EXECUTOR) -> Membership:
    return Membership(person_id=PersonId(person_id), unit_id=UnitId(unit_id), role=role)


UNITS = {
    u.id: u
    for u in (
        unit(1, "Отдел образования", UnitKind.DEPARTMENT),
        unit(2, "Школа № 3"),
        unit(3, "Школа № 5"),
        unit(4, "Все школы", UnitKind.GROUP),
    )
}
PERSONS = {
    p.id: p
    for p in (
        person(1, "Ильина Вера Олеговна", "специалист"),
        person(2, "Лугова Анна Петровна", "завуч"),
        person(3, "Речной Борис Ильич", "директор"),
    )
}
KNOWN = KnownStaff(
    department=UNITS[UnitId(1)],
    units=UNITS,
    persons=PERSONS,
    memberships=frozenset({held(1, 1, Role.COORDINATOR), held(2, 2), held(3, 3)}),
    unit_aliases={},
    person_aliases={},
)
ANNA = StaffRow(line=2, unit="Школа № 3", person="Лугова Анна Петровна", post="завуч", role=Role.EXECUTOR)


def planned(*rows: StaffRow, known: KnownStaff = KNOWN, chosen: Mapping[str, int] | None = None) -> StaffPlan:
    numbered = tuple(row if row.line else replace(row, line=place) for place, row in enumerate(rows, 2))
    return plan_staff(StaffTable(rows=numbered), known, chosen or {})


def downloaded(person_id: int, unit_id: int, role: Role = Role.EXECUTOR) -> StaffRow:
    row = row_now(PERSONS.get(PersonId(person_id)), UNITS[UnitId(unit_id)], role if person_id else None)
    return replace(row, mark=mark_of(row, person_id, unit_id))


def only(plan: StaffPlan) -> tuple[Fate, tuple[tuple[Touched, str], ...], str]:
    (line,) = plan.lines
    return line.fate, line.changes, line.reason


class TestAListOfItsOwn:
    def test_what_is_there_stays_and_nothing_is_done(self) -> None:
        plan = planned(ANNA)
        assert only(plan) == (Fate.SAME, (), "")
        assert plan.is_empty

    def test_names_are_known_whatever_the_spelling(self) -> None:
        assert planned(replace(ANNA, unit="школа №3", person="ЛУГОВА  АННА ПЕТРОВНА")).is_empty

    def test_a_new_person_of_a_new_school(self) -> None:
        plan = planned(StaffRow(unit="Гимназия № 9", person="Ветров Олег", post="учитель"))
        (line,), (added,), (newcomer,) = plan.lines, plan.units, plan.persons
        assert (line.fate, line.is_new_unit, line.is_new_person) == (Fate.NEW, True, True)
        assert (added.name, added.kind, added.time_zone) == ("Гимназия № 9", UnitKind.SCHOOL, ZONE)
        assert (newcomer.name, newcomer.post) == ("Ветров Олег", "учитель")
        assert plan.granted == (held(newcomer.id, added.id),)

    def test_two_rows_of_a_new_school_add_it_once(self) -> None:
        plan = planned(
            StaffRow(unit="Гимназия № 9", person="Ветров Олег"),
            StaffRow(unit="Гимназия №9", person="Тихая Яна"),
        )
        assert (plan.new_units, plan.new_persons, len(plan.granted)) == (1, 2, 2)

    def test_another_post_is_a_change_and_says_what_it_was(self) -> None:
        plan = planned(replace(ANNA, post="директор"))
        assert only(plan) == (Fate.CHANGED, ((Touched.POST, "завуч"),), "")
        assert [(p.id, p.post) for p in plan.persons] == [(2, "директор")]

    def test_a_list_without_posts_takes_none_away(self) -> None:
        assert planned(replace(ANNA, post="")).is_empty

    def test_another_role_is_one_more(self) -> None:
        plan = planned(replace(ANNA, role=Role.CURATOR))
        assert only(plan) == (Fate.CHANGED, ((Touched.ONE_MORE_ROLE, ""),), "")
        assert plan.granted == (held(2, 2, Role.CURATOR),)
        assert plan.revoked == ()

    def test_a_curator_without_an_organisation_is_of_the_department(self) -> None:
        plan = planned(StaffRow(unit="", person="Ветров Олег", role=Role.CURATOR))
        assert plan.granted[0].unit_id == 1

    def test_a_zone_of_a_known_school_is_changed(self) -> None:
        plan = planned(replace(ANNA, time_zone="Asia/Omsk"))
        assert only(plan) == (Fate.CHANGED, ((Touched.UNIT_ZONE, ZONE),), "")
        assert plan.units[0].time_zone == "Asia/Omsk"

    @pytest.mark.parametrize(
        ("row", "reason"),
        [
            (StaffRow(unit="", person="Ветров Олег"), "no-unit"),
            (StaffRow(unit="Все школы", person="Ветров Олег"), "group"),
            (StaffRow(unit="Школа № 3", person="я" * 121), "name-length"),
        ],
    )
    def test_what_cannot_be_taken_says_why_and_changes_nothing(self, row: StaffRow, reason: str) -> None:
        plan = planned(row, ANNA)
        assert plan.refused[0].reason == reason
        assert plan.is_empty

    def test_a_row_that_is_not_taken_brings_no_school_in(self) -> None:
        namesakes = replace(KNOWN, persons={**PERSONS, PersonId(9): person(9, "Лугова Анна Петровна")})
        plan = planned(replace(ANNA, unit="Гимназия № 9"), known=namesakes)
        assert plan.refused[0].reason == "namesakes"
        assert plan.is_empty

    def test_of_namesakes_the_one_of_this_school_is_meant(self) -> None:
        namesakes = replace(KNOWN, persons={**PERSONS, PersonId(9): person(9, "Лугова Анна Петровна")})
        assert planned(ANNA, known=namesakes).is_empty


class TestAlikeNames:
    ROW = StaffRow(unit="МБОУ СОШ № 3", person="Лугова А. П.", post="завуч")

    def test_they_are_asked_about_and_taken_as_new_until_somebody_says_otherwise(self) -> None:
        (line,) = planned(self.ROW).lines
        assert [(like.name, like.is_same) for like in line.alike] == [
            ("Школа № 3", False),
            ("Лугова Анна Петровна", False),
        ]
        assert (line.is_new_unit, line.is_new_person) == (True, True)

    def test_a_school_said_to_be_the_known_one_keeps_its_name(self) -> None:
        plan = planned(
            replace(self.ROW, person="Лугова Анна Петровна"),
            chosen={choice_of("МБОУ СОШ № 3", is_unit=True): 2},
        )
        assert plan.is_empty
        assert plan.lines[0].alike[0].is_same

    def test_a_person_said_to_be_the_known_one_is_renamed(self) -> None:
        row = replace(self.ROW, unit="Школа № 3")
        plan = planned(row, chosen={choice_of("Лугова А. П.", is_unit=False): 2})
        assert only(plan) == (Fate.CHANGED, ((Touched.NAME, "Лугова Анна Петровна"),), "")
        assert plan.new_persons == 0

    def test_words_explained_before_are_known(self) -> None:
        known = replace(KNOWN, unit_aliases={"мбоу сош № 3": UnitId(2)})
        assert planned(replace(ANNA, unit="МБОУ СОШ № 3"), known=known).is_empty


class TestADownloadedListSentBack:
    def test_left_alone_it_changes_nothing_even_if_people_changed_meanwhile(self) -> None:
        moved = replace(KNOWN, memberships=frozenset({held(1, 1, Role.COORDINATOR), held(2, 3)}))
        assert planned(downloaded(2, 2), known=moved).is_empty

    def test_a_corrected_name_is_the_same_person(self) -> None:
        plan = planned(replace(downloaded(2, 2), person="Луговая Анна Петровна"))
        assert only(plan) == (Fate.CHANGED, ((Touched.NAME, "Лугова Анна Петровна"),), "")
        assert [(p.id, p.name) for p in plan.persons] == [(2, "Луговая Анна Петровна")]

    def test_another_role_takes_the_place_of_the_former(self) -> None:
        plan = planned(replace(downloaded(2, 2), role=Role.CURATOR))
        assert only(plan) == (Fate.CHANGED, ((Touched.ROLE, "executor"),), "")
        assert (plan.granted, plan.revoked) == ((held(2, 2, Role.CURATOR),), (held(2, 2),))

    def test_another_school_is_a_move(self) -> None:
        plan = planned(replace(downloaded(2, 2), unit="Школа № 5"))
        assert only(plan) == (Fate.CHANGED, ((Touched.UNIT, "Школа № 3"),), "")
        assert (plan.granted, plan.revoked) == ((held(2, 3),), (held(2, 2),))

    def test_a_school_called_otherwise_in_all_its_rows_is_renamed(self) -> None:
        plan = planned(replace(downloaded(2, 2), unit="Школа № 3 имени Героев"))
        assert only(plan) == (Fate.CHANGED, ((Touched.UNIT_NAME, "Школа № 3"),), "")
        assert [(u.id, u.name) for u in plan.units] == [(2, "Школа № 3 имени Героев")]
        assert (plan.granted, plan.revoked) == ((), ())

    def test_an_emptied_post_is_taken_away(self) -> None:
        assert planned(replace(downloaded(2, 2), post="")).persons[0].post == ""

    def test_what_was_changed_here_meanwhile_is_not_overwritten(self) -> None:
        known = replace(
            KNOWN, persons={**PERSONS, PersonId(2): person(2, "Лугова Анна Петровна", "директор")}
        )
        plan = planned(replace(downloaded(2, 2), post="учитель"), known=known)
        assert only(plan) == (Fate.REFUSED, (), "meanwhile")
        assert "директор" in plan.lines[0].detail

    def test_somebody_who_left_meanwhile_is_not_brought_back(self) -> None:
        known = replace(KNOWN, persons={k: p for k, p in PERSONS.items() if k != 2})
        assert only(planned(replace(downloaded(2, 2), post="учитель"), known=known))[2] == "gone"

    def test_a_row_copied_for_somebody_new_is_a_new_person(self) -> None:
        original = downloaded(2, 2)
        plan = planned(replace(original, person="Ветров Олег", post="учитель"), original)
        assert [line.fate for line in plan.lines] == [Fate.NEW, Fate.SAME]
        assert (plan.new_persons, plan.granted[0].unit_id) == (1, 2)

    def test_a_name_in_the_row_of_an_empty_school_is_a_new_person(self) -> None:
        plan = planned(replace(downloaded(0, 3), person="Ветров Олег"))
        assert (plan.new_persons, plan.granted[0].unit_id) == (1, 3)

    def test_the_last_coordinator_stays(self) -> None:
        row = replace(downloaded(1, 1, Role.COORDINATOR), role=Role.CURATOR)
        assert only(planned(row)) == (Fate.REFUSED, (), "last-coordinator")

    def test_a_forged_mark_is_no_mark(self) -> None:
        assert planned(replace(ANNA, mark="2.2.executor.zzz")).is_empty
        assert only(planned(replace(ANNA, mark="77.2.executor.000000000000")))[2] == "gone"
