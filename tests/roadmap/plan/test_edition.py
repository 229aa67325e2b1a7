"""Rows of two editions are matched by section, number and text, never by position."""

from hypothesis import given
from hypothesis import strategies as st

from roadmap.plan.edition_difference import EditionMeasure, difference


def row(number: str, title: str, *, section: str = "1. Чтение", deadline: str = "Март") -> EditionMeasure:
    return EditionMeasure(
        section=section, number=number, title=title, deadline_text=deadline, responsible_text="ЦЭ"
    )


def test_rows_that_changed_places_are_the_same_rows() -> None:
    old = [row("1", "Неделя книги"), row("2", "Обзор библиотек")]
    new = [row("1", "Обзор библиотек"), row("2", "Неделя книги")]

    found = difference(old, new)

    assert dict(found.kept) == {0: 1, 1: 0}
    assert (found.added, found.removed) == ((), ())


def test_a_row_reworded_under_its_number_is_changed_not_replaced() -> None:
    found = difference(
        [row("1", "Проведение недели детской книги в школах района")],
        [row("1", "Проведение недели детской книги в школах и садах района")],
    )

    assert found.changed == ((0, 0),)


def test_another_text_under_the_same_number_is_another_measure() -> None:
    found = difference([row("1", "Конкурс чтецов")], [row("1", "Ремонт библиотеки")])

    assert (found.added, found.removed, found.kept) == ((0,), (0,), ())


def test_the_same_words_in_two_sections_stay_with_their_sections() -> None:
    old = [row("1", "Анкеты", section="А"), row("1", "Анкеты", section="Б")]
    new = [row("1", "Анкеты", section="Б"), row("1", "Анкеты", section="А")]

    assert dict(difference(old, new).kept) == {0: 1, 1: 0}


def test_repeated_rows_are_paired_one_to_one() -> None:
    found = difference([row("", "Анкеты")] * 3, [row("", "Анкеты")] * 2)

    assert (len(found.kept), found.added, len(found.removed)) == (2, (), 1)


def test_case_and_quotes_are_no_change() -> None:
    same = difference([row("1", "«Неделя книги»")], [row("1.", "неделя  книги")])
    assert (same.changed, same.added, same.removed) == ((), (), ())


rows = st.lists(
    st.builds(
        row,
        st.sampled_from(["1", "2", "2.1", ""]),
        st.sampled_from(["Неделя книги", "Неделя детской книги", "Обзор", "Диктант"]),
        section=st.sampled_from(["А", "Б"]),
        deadline=st.sampled_from(["Март", "Май"]),
    ),
    max_size=12,
)


@given(rows, rows)
def test_every_row_of_either_edition_is_accounted_for_once(
    old: list[EditionMeasure], new: list[EditionMeasure]
) -> None:
    found = difference(old, new)

    assert sorted([o for o, _ in found.kept] + list(found.removed)) == list(range(len(old)))
    assert sorted([n for _, n in found.kept] + list(found.added)) == list(range(len(new)))


@given(rows)
def test_an_edition_does_not_differ_from_itself(edition: list[EditionMeasure]) -> None:
    same = difference(edition, edition)
    assert (same.changed, same.added, same.removed) == ((), (), ())
