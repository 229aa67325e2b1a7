"""Instructions of a meeting, one typed line each: who, what, until when, with which result."""

from dataclasses import replace
from datetime import date

import pytest

from roadmap.deadlines.calendar import CalendarDays
from roadmap.language.addressed import KnownNames
from roadmap.language.minutes_words import (
    Instruction,
    as_table,
    held_on,
    is_minutes,
    minutes_period,
    typed_instruction,
    typed_minutes,
)

NAMES = KnownNames(
    ["Школа № 3", "Школа № 30", "Гимназия «Росток»", "Методический центр", "Детский сад «Ёлочка»"],
    ["Лугова Анна Петровна", "Ольга Ветрова", "Игорь Речной"],
)
DAY = date(2026, 12, 12)
working = CalendarDays(regional=frozenset()).add_working_days


@pytest.mark.parametrize(
    ("line", "who", "what", "deadline", "result"),
    [
        ("Школе № 3 — представить план ремонта до 20 декабря", "Школа № 3", "Представить план ремонта",
         "до 20 декабря", ""),
        ("2) Школе № 30 и гимназии «Росток»: провести собрания в январе. Результат: протоколы",
         "Школа № 30, Гимназия «Росток»", "Провести собрания", "в январе", "протоколы"),
        ("Луговой А. П. подготовить приказ в течение 10 дней", "Лугова Анна Петровна", "Подготовить приказ",
         "до 22.12.2026", ""),
        ("Ветровой О. — ежемесячно до 5 числа докладывать", "Ольга Ветрова", "Докладывать",
         "ежемесячно до 5 числа", ""),
        ("Всем школам — проверить оповещение не позднее 25.12.2026", "Все школы", "Проверить оповещение",
         "не позднее 25.12.2026", ""),
        ("Поручить методическому центру провести семинар (отв. Речной И.) до 1 марта 2027 года",
         "Методический центр, Игорь Речной", "Провести семинар", "до 1 марта 2027 года", ""),
        ("До 20 декабря представить смету, отв. детский сад \"Ёлочка\"", "Детский сад «Ёлочка»",
         "Представить смету", "До 20 декабря", ""),
        ("Школе № 3 — купить 3-5 парт для 1-А к 15 января, результат: накладная", "Школа № 3",
         "Купить 3-5 парт для 1-А", "к 15 января", "накладная"),
        ("школа 3 и гимназия «Росток» - представить планы подготовки к егэ до 20 октября",
         "Школа № 3, Гимназия «Росток»", "Представить планы подготовки к егэ", "до 20 октября", ""),
        ("Школе № 3 — подвезти парты в школу к 1 сентября", "Школа № 3", "Подвезти парты в школу",
         "к 1 сентября", ""),
        ("Школе № 3 — составить план на 2027 год до 20 декабря", "Школа № 3", "Составить план на 2027 год",
         "до 20 декабря", ""),
        ("Луговой А. П. до пятницы смету ёлки", "Лугова Анна Петровна", "Смету ёлки", "до 18.12.2026", ""),
        ("• Подумать о ремонте", "", "Подумать о ремонте", "", ""),
        ("Лицею № 7 — отчитаться немедленно", "Лицей № 7", "Отчитаться", "до 16.12.2026", ""),
        ("Школе № 3 — провести 2 собрания в 2 этапа", "Школа № 3", "Провести 2 собрания в 2 этапа", "", ""),
    ],
)  # fmt: skip
def test_a_line_is_taken_apart(line: str, who: str, what: str, deadline: str, result: str) -> None:
    found = typed_instruction(line, NAMES, DAY, working)
    assert replace(found, said="") == Instruction(what=what, who=who, deadline=deadline, result=result)


def test_the_first_line_is_the_title_and_names_the_day_of_the_meeting() -> None:
    words = "Протокол совещания от 12.12.2026 № 4\n\nШколе № 3 — представить план до 20 декабря\n"
    found = typed_minutes(words, NAMES, date(2026, 12, 14), working)
    assert (found.title, found.held_on) == ("Протокол совещания от 12.12.2026 № 4", DAY)
    assert len(found.instructions) == 1


def test_minutes_without_a_title_are_of_today() -> None:
    found = typed_minutes("Школе № 3 — представить план до 20 декабря", NAMES, DAY, working)
    assert found.title == "Протокол совещания от 12.12.2026"


@pytest.mark.parametrize("title", ["Протокол от 31.02.2026", "Протокол от 01.01.2019", "Протокол № 4"])
def test_a_day_that_cannot_be_meant_is_today(title: str) -> None:
    assert held_on(title, DAY) == DAY


def test_minutes_are_known_by_their_title() -> None:
    assert is_minutes("Протокол № 4 совещания при начальнике отдела")
    assert not is_minutes("Дорожная карта по протоколу № 4")


def test_the_period_is_a_year_from_the_meeting_so_that_a_day_without_a_year_comes_once() -> None:
    assert minutes_period(DAY).end == date(2027, 12, 11)
    assert minutes_period(date(2028, 2, 29)).end == date(2029, 2, 27)


def test_the_table_holds_a_row_for_each_and_no_stray_tab() -> None:
    found = typed_minutes("Школе № 3 — представить\tплан до 20 декабря", NAMES, DAY, working)
    rows = as_table(found).splitlines()[2:]
    assert [row.count("\t") for row in rows] == [4, 4]


@pytest.mark.parametrize("words", ["срочно", "незамедлительно", "немедленно"])
def test_an_urgent_instruction_leaves_three_working_days_and_keeps_its_word(words: str) -> None:
    found = typed_instruction(f"Школе № 3 — сдать отчёт {words}", NAMES, date(2026, 12, 11), working)
    assert (found.deadline, found.said) == ("до 16.12.2026", words)


def test_days_counted_from_the_meeting_keep_the_words_they_were_given_in() -> None:
    found = typed_instruction("Школе № 3 — сдать отчёт в течение 10 дней", NAMES, DAY, working)
    assert (found.deadline, found.said) == ("до 22.12.2026", "в течение 10 дней")


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("до пятницы", "18.12.2026"),
        ("к понедельнику", "14.12.2026"),
        ("до конца недели", "18.12.2026"),
        ("завтра", "13.12.2026"),
        ("через две недели", "26.12.2026"),
        ("до конца месяца", "31.12.2026"),
        ("в течение 5 рабочих дней", "18.12.2026"),
    ],
)
def test_a_day_said_at_the_meeting_is_dated_from_the_meeting(words: str, day: str) -> None:
    found = typed_instruction(f"Школе № 3 — сдать смету {words}", NAMES, DAY, working)
    assert (found.what, found.deadline, found.said) == ("Сдать смету", f"до {day}", words)


ERRANDS = (
    "представить планы подготовки к егэ",
    "провести собрание с родителями 9 класса",
    "собрать заявки на базе школы",
    "подвезти парты в школу",
    "подготовить справку по итогам 3 четверти",
    "составить план на 2027 год",
    "обновить список к празднику",
    "не менее 5 раз проверить оповещение",
)
WHENS = ("до 20 октября", "к 1 марта 2027 года", "до пятницы", "через две недели", "срочно", "в январе", "")


@pytest.mark.parametrize("when", WHENS)
@pytest.mark.parametrize("errand", ERRANDS)
@pytest.mark.parametrize(
    "line", ["Школе № 3 — {errand} {when}", "Школе № 3 — {when} {errand}", "{errand} {when}"]
)
def test_no_letter_of_an_errand_is_lost_or_taken_for_its_deadline(line: str, errand: str, when: str) -> None:
    found = typed_instruction(line.format(errand=errand, when=when), NAMES, DAY, working)
    assert found.what.casefold() == errand
    assert (found.said or found.deadline) == when


@pytest.mark.parametrize(
    ("who", "known"),
    [
        ("СОШ № 3", "Школа № 3"),
        ("школе 30", "Школа № 30"),
        ("Гимназии „Росток“ и школе № 3", "Гимназия «Росток», Школа № 3"),
        ("СОШ № 3 и МЦ", "Школа № 3, Методический центр"),
        ("Хозяйственному отделу", "Хозяйственный отдел"),
        ("Школьной службе питания и СОШ № 3", "Школьная служба питания, Школа № 3"),
        ("Методическому объединению учителей", "Методическое объединение учителей"),
        ("Завхозу", "Завхозу"),
    ],
)
def test_whoever_is_told_is_known_in_any_usual_spelling(who: str, known: str) -> None:
    assert typed_instruction(f"{who} — сдать отчёт", NAMES, DAY, working).who == known
