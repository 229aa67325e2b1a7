"""Each reading says the rules it was read by."""

import pytest

from roadmap.deadlines.control_pace import ControlPace
from roadmap.deadlines.rule_set import LITERAL, REGULATION_10, WORKING_DAY, RuleSet
from roadmap.language.reader import read_deadline
from roadmap.language.reading_rules import AppliedRule, ReadingRule, rules_applied
from texts.plan.reading_rules import rule_words, rules_words


def rules(words: str, rule_set: RuleSet = LITERAL, pace: ControlPace = ControlPace.ROUTINE) -> list[str]:
    return [one.rule.value for one in rules_applied(read_deadline(words).deadline, rule_set, pace)]


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("15 марта 2027", ["day"]),
        ("II квартал", ["quarter", "year-of-plan"]),
        ("март, 15 мая", ["month", "day", "year-of-plan"]),
        ("до 1 сентября 2027", ["until"]),
        ("с 1 по 10 мая 2027", ["range"]),
        ("15.13.2027", ["no-such-day"]),
        ("ежеквартально", ["end-of-unit"]),
        ("до 5 числа каждого месяца", ["day-of-unit"]),
        ("до 5 числа месяца, следующего за отчётным", ["after-reported"]),
        ("1 раз в 3 месяца, считая с 15 марта", ["counted-from"]),
        ("ежегодно до 1 сентября", ["each-year"]),
        ("по средам", ["routine"]),
        ("постоянно", ["ongoing"]),
        ("по запросу", ["waiting"]),
        ("", ["not-said"]),
    ],
)
def test_the_words_say_by_what_rule_they_are_read(words: str, expected: list[str]) -> None:
    assert rules(words) == expected


@pytest.mark.parametrize(
    ("words", "rule_set", "added"),
    [
        ("ежемесячно", REGULATION_10, "reported-by-day"),
        ("постоянно", REGULATION_10, "constant-by"),
        ("срочно", REGULATION_10, "urgent-days"),
        ("15 марта", WORKING_DAY, "before-day-off"),
    ],
)
def test_the_region_adds_its_rule(words: str, rule_set: RuleSet, added: str) -> None:
    assert added in rules(words, rule_set)
    assert added not in rules(words)


def test_routine_work_with_control_points_says_how_often() -> None:
    applied = rules_applied(read_deadline("ежедневно").deadline, LITERAL, ControlPace.QUARTERLY)
    assert [rule_words(one) for one in applied] == ["чаще раза в месяц: контрольная точка раз в квартал"]


def test_a_quarter_without_a_date_is_said_with_the_order_of_the_region() -> None:
    applied = rules_applied(read_deadline("II квартал 2027").deadline)
    assert rules_words(applied, "literal") == ("квартал без даты: последний день квартала")
    assert rules_words(applied, "working-day").endswith("последний день квартала; раньше выходного")


def test_the_clause_of_the_regulation_is_named_where_it_is_known() -> None:
    with_clause = RuleSet(name="regulation-10", report_by_day=10, clauses={"reported-by-day": "п. 4.2"})
    *_, last = rules_applied(read_deadline("ежемесячно").deadline, with_clause)
    assert rule_words(last).endswith("(п. 4.2)")


@pytest.mark.parametrize("rule", ReadingRule)
def test_every_rule_has_a_sentence(rule: ReadingRule) -> None:
    assert rule_words(AppliedRule(rule=rule))


def test_several_times_in_a_year_are_said_as_the_parts_they_are_laid_in() -> None:
    applied = rules_applied(read_deadline("не реже 2 раз в год").deadline)
    assert rules_words(applied, "literal") == "2 раза в год без дат: последний день каждой из 2 равных частей"
    once = rules_applied(read_deadline("1 раз в год").deadline)
    assert rules_words(once, "literal") == "каждый год без даты: последний день года"
