"""Russian plural forms and dates in words."""

from datetime import date

_MONTHS = (
    "января", "февраля", "марта", "апреля", "мая", "июня",
    "июля", "августа", "сентября", "октября", "ноября", "декабря",
)  # fmt: skip
_MONTH_NAMES = (
    "январь", "февраль", "март", "апрель", "май", "июнь",
    "июль", "август", "сентябрь", "октябрь", "ноябрь", "декабрь",
)  # fmt: skip
_SHORT_MONTHS = (
    "янв", "фев", "мар", "апр", "май", "июн",
    "июл", "авг", "сен", "окт", "ноя", "дек",
)  # fmt: skip
_WEEKDAYS = ("пн", "вт", "ср", "чт", "пт", "сб", "вс")


def plural(n: int, one: str, few: str, many: str) -> str:
    """«1 мероприятие», «2 мероприятия», «5 мероприятий»: the number with the right form."""
    return f"{n} {form(n, one, few, many)}"


def form(n: int, one: str, few: str, many: str) -> str:
    """Only the form that goes with this number."""
    if n % 10 == 1 and n % 100 != 11:
        return one
    if 2 <= n % 10 <= 4 and not 12 <= n % 100 <= 14:
        return few
    return many


def percent(part: int, whole: int) -> str:
    """«1,2 %», «43 %»: under a tenth with a decimal, so that progress is seen; 100 only where all is."""
    if part * 10 < whole:
        return f"{100 * part / whole:.1f}".removesuffix(".0").replace(".", ",") + " %"
    return f"{100 if part >= whole else min(round(100 * part / whole), 99)} %"


def day(value: date, *, today: date | None = None) -> str:
    """«30 мая 2021 года» or, within the year of `today`, «30 мая»."""
    words = f"{value.day} {_MONTHS[value.month - 1]}"
    return words if today is not None and today.year == value.year else f"{words} {value.year} года"


def month_name(value: date) -> str:
    """«март 2027»"""
    return f"{_MONTH_NAMES[value.month - 1]} {value.year}"


def month_short(value: date) -> str:
    """«мар 27»: what stands under a narrow column."""
    return f"{_SHORT_MONTHS[value.month - 1]} {value.year % 100:02}"


def weekday(value: date) -> str:
    """«пн»…«вс»."""
    return _WEEKDAYS[value.weekday()]
