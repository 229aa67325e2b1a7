"""A name is taken out of words in all the ways it is written, and nobody else's."""

import pytest

from roadmap.language.name_forms import ERASED, namesakes, taken_out, taker, traces

ANNA = "Лугова Анна Петровна"
INSTEAD = ERASED.format(number=17)
NOBODY = namesakes(ANNA, [])


@pytest.mark.parametrize(
    "words",
    [
        "Лугова Анна Петровна",
        "Анна Петровна Лугова",
        "Анне Петровне Луговой",
        "Луговой Анне",
        "Лугова А.П.",
        "Лугова А. П.",
        "Лугову А.П.",
        "лугова а п",
        "ЛУГОВА А.П.",
        "А.П. Лугова",
        "А. П. Луговой",
        "Лугова А.",
        "Лугова",
        "Луговой",
    ],
)
def test_every_way_of_writing_the_name_is_taken_out(words: str) -> None:
    take = taker(ANNA, INSTEAD, NOBODY)
    for before, after in (("", ""), ("Провести: ", ""), ("(", ")"), ("", ", завуч"), ("", "_отчёт.docx")):
        said = take(f"{before}{words}{after}")
        assert "угов" not in said.casefold(), said
        assert INSTEAD in said and said.startswith(before)


@pytest.mark.parametrize(
    "words", ["Лугов-Камень", "Заречнолугова", "луговодство", "Петровна", "Анна", "Луговское", "лугом"]
)
def test_other_words_stay(words: str) -> None:
    assert taker(ANNA, INSTEAD, NOBODY)(words).replace(INSTEAD, "Лугов") == words


def test_the_words_around_the_name_stay_as_they_are() -> None:
    take = taker(ANNA, INSTEAD, NOBODY)
    assert take("Семинар провела Лугова А.П. в мае, Речной Б.И. помог") == (
        f"Семинар провела {INSTEAD} в мае, Речной Б.И. помог"
    )
    assert take("Лугова Андрей пришёл") == f"{INSTEAD} Андрей пришёл"


def test_what_is_a_namesakes_name_too_is_left() -> None:
    with_surname = taker(ANNA, INSTEAD, namesakes(ANNA, ["Лугова Мария Ивановна"]))
    assert with_surname("Лугова М.И. и Лугова А.П., обе Луговы") == f"Лугова М.И. и {INSTEAD}, обе Луговы"
    with_initials = taker(ANNA, INSTEAD, namesakes(ANNA, ["Лугов Артём Павлович"]))
    assert with_initials("Лугова А.П., Лугова Анна Петровна") == f"Лугова А.П., {INSTEAD}"
    the_same = taker(ANNA, INSTEAD, namesakes(ANNA, [ANNA]))
    assert the_same("Лугова Анна Петровна, Лугова А.П.") == "Лугова Анна Петровна, Лугова А.П."


def test_a_name_written_the_other_way_round_is_understood() -> None:
    take = taker("Борис Ильич Речной", INSTEAD, namesakes("Борис Ильич Речной", []))
    assert take("Речной Б.И. и Речному Борису") == f"{INSTEAD} и {INSTEAD}"
    take = taker("Олег Ветров", INSTEAD, namesakes("Олег Ветров", []))
    assert take("Ветрову О., Олегу Ветрову, Ветров") == f"{INSTEAD}, {INSTEAD}, {INSTEAD}"


def test_where_the_surname_is_not_known_neither_word_alone_is_taken_out() -> None:
    take = taker("Анна Весна", INSTEAD, namesakes("Анна Весна", []))
    assert take("Весна пришла, Анна Весна тоже, Анна ушла") == f"Весна пришла, {INSTEAD} тоже, Анна ушла"
    assert take("Весна А. и Анна В.") == f"{INSTEAD} и {INSTEAD}"


def test_an_ordinary_word_is_a_name_only_with_a_capital_letter() -> None:
    take = taker("Мороз Пётр Ильич", INSTEAD, namesakes("Мороз Пётр Ильич", []))
    assert take("Мороз П. И., Мороз и мороз") == f"{INSTEAD}, {INSTEAD} и мороз"


def test_names_deep_in_json_are_taken_out_and_names_words_are_kept_under_too() -> None:
    kept = {"Лугова": ["Лугова А.П.", 3, None, {"words": "Лугова", "is": True}]}
    assert taken_out(kept, taker(ANNA, INSTEAD, NOBODY)) == {
        INSTEAD: [INSTEAD, 3, None, {"words": INSTEAD, "is": True}]
    }


def test_a_search_by_traces_finds_whatever_is_taken_out() -> None:
    found = traces("Алёшин Пётр Ильич")
    for words in ("Алёшин П.И.", "Алешину", "алешин п и", "АЛЁШИН"):
        assert any(trace in words for trace in found), words
