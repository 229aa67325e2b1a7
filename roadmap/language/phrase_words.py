"""Points in Russian, in the cases a phrase needs."""

from enum import IntEnum

from roadmap.deadlines.deadline import (
    LAST,
    Day,
    EachYear,
    HalfYear,
    Month,
    MonthPart,
    MonthSlice,
    MonthWeekday,
    Point,
    Quarter,
    SchoolYear,
    Season,
    SeasonOf,
    Weekday,
    Year,
)


class Case(IntEnum):
    """Index into the forms below."""

    NOMINATIVE = 0
    GENITIVE = 1
    ACCUSATIVE = 2


Forms = tuple[str, str, str]

MONTHS: dict[int, Forms] = {
    1: ("январь", "января", "январь"),
    2: ("февраль", "февраля", "февраль"),
    3: ("март", "марта", "март"),
    4: ("апрель", "апреля", "апрель"),
    5: ("май", "мая", "май"),
    6: ("июнь", "июня", "июнь"),
    7: ("июль", "июля", "июль"),
    8: ("август", "августа", "август"),
    9: ("сентябрь", "сентября", "сентябрь"),
    10: ("октябрь", "октября", "октябрь"),
    11: ("ноябрь", "ноября", "ноябрь"),
    12: ("декабрь", "декабря", "декабрь"),
}
SEASONS: dict[Season, Forms] = {
    Season.WINTER: ("зима", "зимы", "зиму"),
    Season.SPRING: ("весна", "весны", "весну"),
    Season.SUMMER: ("лето", "лета", "лето"),
    Season.AUTUMN: ("осень", "осени", "осень"),
}
MASCULINE: dict[int, Forms] = {
    1: ("первый", "первого", "первый"),
    2: ("второй", "второго", "второй"),
    3: ("третий", "третьего", "третий"),
    4: ("четвертый", "четвертого", "четвертый"),
    LAST: ("последний", "последнего", "последний"),
}
FEMININE: dict[int, Forms] = {
    1: ("первая", "первой", "первую"),
    2: ("вторая", "второй", "вторую"),
    3: ("третья", "третьей", "третью"),
    4: ("четвертая", "четвертой", "четвертую"),
    LAST: ("последняя", "последней", "последнюю"),
}
NEUTER: dict[int, Forms] = {
    1: ("первое", "первого", "первое"),
    2: ("второе", "второго", "второе"),
    3: ("третье", "третьего", "третье"),
    4: ("четвертое", "четвертого", "четвертое"),
    LAST: ("последнее", "последнего", "последнее"),
}
WEEKDAYS: dict[Weekday, tuple[Forms, dict[int, Forms], str]] = {
    Weekday.MONDAY: (("понедельник", "понедельника", "понедельник"), MASCULINE, "понедельникам"),
    Weekday.TUESDAY: (("вторник", "вторника", "вторник"), MASCULINE, "вторникам"),
    Weekday.WEDNESDAY: (("среда", "среды", "среду"), FEMININE, "средам"),
    Weekday.THURSDAY: (("четверг", "четверга", "четверг"), MASCULINE, "четвергам"),
    Weekday.FRIDAY: (("пятница", "пятницы", "пятницу"), FEMININE, "пятницам"),
    Weekday.SATURDAY: (("суббота", "субботы", "субботу"), FEMININE, "субботам"),
    Weekday.SUNDAY: (("воскресенье", "воскресенья", "воскресенье"), NEUTER, "воскресеньям"),
}
DECADE: Forms = ("декада", "декады", "декаду")
HALF: Forms = ("половина", "половины", "половину")
WEEK: Forms = ("неделя", "недели", "неделю")
SLICES: dict[MonthSlice, tuple[int, Forms]] = {
    MonthSlice.FIRST_DECADE: (1, DECADE),
    MonthSlice.SECOND_DECADE: (2, DECADE),
    MonthSlice.THIRD_DECADE: (3, DECADE),
    MonthSlice.FIRST_HALF: (1, HALF),
    MonthSlice.SECOND_HALF: (2, HALF),
    MonthSlice.FIRST_WEEK: (1, WEEK),
    MonthSlice.SECOND_WEEK: (2, WEEK),
    MonthSlice.THIRD_WEEK: (3, WEEK),
    MonthSlice.FOURTH_WEEK: (4, WEEK),
    MonthSlice.LAST_WEEK: (LAST, WEEK),
}
ROMAN = ("", "I", "II", "III", "IV")
HALF_YEAR: Forms = ("полугодие", "полугодия", "полугодие")
QUARTER: Forms = ("квартал", "квартала", "квартал")


def slice_words(part: MonthSlice, case: Case) -> str:
    """«вторая декада»"""
    number, noun = SLICES[part]
    return f"{FEMININE[number][case]} {noun[case]}"


def nth_weekday_words(nth: int, weekday: Weekday, case: Case) -> str:
    """«последняя пятница»"""
    noun, ordinals, _ = WEEKDAYS[weekday]
    return f"{ordinals[nth][case]} {noun[case]}"


def point_words(point: Point, case: Case) -> str:
    """The point without its year; a year itself in the words that follow «в течение» or «до конца»."""
    match point:
        case Day(month=month, day=day):
            return f"{day} {MONTHS[month][Case.GENITIVE]}"
        case Month(month=month):
            return MONTHS[month][case]
        case MonthPart(month=month, part=part):
            return f"{slice_words(part, case)} {MONTHS[month][Case.GENITIVE]}"
        case MonthWeekday(month=month, nth=nth, weekday=weekday):
            return f"{nth_weekday_words(nth, weekday, case)} {MONTHS[month][Case.GENITIVE]}"
        case Quarter(quarter=quarter):
            return f"{ROMAN[quarter]} {QUARTER[case]}"
        case HalfYear(half=half, year=year, of_school_year=school):
            return f"{ROMAN[half]} {HALF_YEAR[case]}{' учебного года' if school and year is None else ''}"
        case SeasonOf(season=season):
            return SEASONS[season][case]
        case Year(year=year):
            return f"{year} года"
        case SchoolYear(year=year):
            return f"{school_year_number(year)} учебного года"
        case EachYear(of_school_year=school):
            return "учебного года" if school else "года"


def school_year_number(year: int) -> str:
    """«2021–2022»"""
    return f"{year}–{year + 1}"


def year_suffix(point: Point) -> str:
    """The year after the point, or nothing."""
    match point:
        case HalfYear(year=int(year), of_school_year=True):
            return f" {school_year_number(year)} учебного года"
        case Year() | SchoolYear() | EachYear():
            return ""
        case _:
            return f" {point.year} года" if point.year is not None else ""
