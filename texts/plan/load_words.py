"""Who is loaded when: the map as a picture, and in words."""

from datetime import date

from roadmap.plan.load_map import LoadMap, YearAndMonth
from texts.pictures import Heat
from texts.plural import month_short, plural
from texts.short import shortened

LABEL, NOTE = 46, 62
"""Characters beside a bar, and on a line under the heading."""
_IN_MONTHS = {
    1: "январе", 2: "феврале", 3: "марте", 4: "апреле", 5: "мае", 6: "июне",
    7: "июле", 8: "августе", 9: "сентябре", 10: "октябре", 11: "ноябре", 12: "декабре",
}  # fmt: skip


def load_picture(load: LoadMap, of: str) -> Heat:
    """Who has how many days in which month."""
    return Heat(
        title="Нагрузка: сроки по месяцам",
        note=shortened(of, NOTE),
        rows=tuple(shortened(name, LABEL) for name in load.names),
        columns=tuple(map(month_label, load.months)),
        counts=load.counts,
        said=heaviest_words(load),
    )


def heaviest_words(load: LoadMap) -> str:
    """«Больше всего: Школа № 3, в мае 2027 года 9 сроков.»"""
    if load.heaviest is None:
        return "Сроков нет."
    name, month, count = load.heaviest
    days = plural(count, "срок", "срока", "сроков")
    return f"Больше всего: {shortened(name, LABEL)}, в {in_month(month)} {days}."


def month_label(month: YearAndMonth) -> str:
    return month_short(date(*month, 1))


def in_month(month: YearAndMonth) -> str:
    return f"{_IN_MONTHS[month[1]]} {month[0]} года"
