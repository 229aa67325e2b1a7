"""The rules a deadline was read by, in Russian: «Как я понял срок»."""

from collections.abc import Sequence

from roadmap.deadlines.deadline import TimeUnit
from roadmap.deadlines.rule_set import LITERAL
from roadmap.language.reading_rules import AppliedRule, ReadingRule
from texts.plan.rule_names import RULES
from texts.plural import plural

_EACH = {
    TimeUnit.DAY: "каждый день",
    TimeUnit.WEEK: "каждая неделя: её последний день",
    TimeUnit.MONTH: "каждый месяц без числа: последний день месяца",
    TimeUnit.QUARTER: "каждый квартал без даты: последний день календарного квартала",
    TimeUnit.HALF_YEAR: "каждое полугодие без даты: последний его день",
    TimeUnit.YEAR: "каждый год без даты: последний день года",
}
_IN = {
    TimeUnit.DAY: "в день",
    TimeUnit.WEEK: "в неделю",
    TimeUnit.MONTH: "в месяц",
    TimeUnit.QUARTER: "в квартал",
    TimeUnit.HALF_YEAR: "в полугодие",
    TimeUnit.YEAR: "в год",
}
_REPORTED = {
    TimeUnit.DAY: "отчётный день",
    TimeUnit.WEEK: "отчётная неделя",
    TimeUnit.MONTH: "отчётный месяц",
    TimeUnit.QUARTER: "отчётный квартал",
    TimeUnit.HALF_YEAR: "отчётное полугодие",
    TimeUnit.YEAR: "отчётный год",
}
_SENTENCES = {
    ReadingRule.DAY: "назван день",
    ReadingRule.MONTH: "месяц без числа: последний день месяца",
    ReadingRule.PART_OF_MONTH: "часть месяца: последний её день",
    ReadingRule.QUARTER: "квартал без даты: последний день квартала",
    ReadingRule.HALF_YEAR: "полугодие без даты: последний день полугодия",
    ReadingRule.SEASON: "время года: последний день третьего месяца",
    ReadingRule.YEAR: "год без даты: последний день года",
    ReadingRule.RANGE: "промежуток: последний его день",
    ReadingRule.UNTIL: "«до»: с начала плана по названный день включительно",
    ReadingRule.SINCE: "«не ранее»: с названного дня до конца плана",
    ReadingRule.YEAR_OF_PLAN: "год не назван: взят из периода плана",
    ReadingRule.NO_SUCH_DAY: "такого дня нет в календаре: дат нет",
    ReadingRule.DAY_OF_UNIT: "повторяется: названный день каждый раз",
    ReadingRule.COUNTED_FROM: "повторяется: промежутки считаются от названной даты",
    ReadingRule.WEEKDAYS: "названы дни недели: каждый такой день",
    ReadingRule.EACH_YEAR: "ежегодно: названное время в каждом году плана",
    ReadingRule.ROUTINE: "чаще раза в месяц: текущая работа, о ней спросит мониторинг",
    ReadingRule.ONGOING: "постоянная работа: жёсткого срока нет, о ней спросит мониторинг",
    ReadingRule.WAITING: "дат в словах нет: их называет человек",
    ReadingRule.NOT_SAID: "срок не указан: его называет человек",
    ReadingRule.REPORTED_BY_DAY: "ежемесячное и ежеквартальное без числа: до 10 числа следующего месяца",
    ReadingRule.CONSTANT_BY: "постоянное: до 20 января следующего года",
    ReadingRule.URGENT_DAYS: "срочное за 3 рабочих дня, оперативное за 10",
    ReadingRule.BEFORE_DAY_OFF: "выходной: рабочий день перед ним",
    ReadingRule.AFTER_DAY_OFF: "выходной: рабочий день после него",
}


def rules_words(applied: Sequence[AppliedRule], rule_set: str) -> str:
    """Every rule, and what the region's own rules make of the last day."""
    of_region = "" if rule_set == LITERAL.name else f"; {RULES[rule_set][0].lower()}"
    return f"{'; '.join(map(rule_words, applied))}{of_region}"


def rule_words(applied: AppliedRule) -> str:
    """One rule, with the clause of the regulation where it is known."""
    clause = f" ({applied.clause})" if applied.clause else ""
    return f"{_words(applied)}{clause}"


def _several(times: int, unit: TimeUnit) -> str:
    """«2 раза в год без дат: последний день каждой из 2 его частей»."""
    often = plural(times, "раз", "раза", "раз")
    return f"{often} {_IN[unit]} без дат: последний день каждой из {times} равных частей"


def _words(applied: AppliedRule) -> str:
    unit = applied.unit or TimeUnit.MONTH
    match applied.rule:
        case ReadingRule.END_OF_UNIT:
            return _EACH[unit] if applied.times == 1 else _several(applied.times, unit)
        case ReadingRule.AFTER_REPORTED:
            return f"{_REPORTED[unit]} и дни после, по названный день"
        case ReadingRule.CONTROL_POINTS:
            each = "квартал" if unit is TimeUnit.QUARTER else "месяц"
            return f"чаще раза в месяц: контрольная точка раз в {each}"
        case rule:
            return _SENTENCES[rule]
