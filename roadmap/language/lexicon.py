"""The words of a «Срок» cell, as data: form → (kind, value). Forms are lower case, ё written е.

To teach the reader a word, add it here; if it takes part in a new construction, see grammar.py.
"""

from collections.abc import Iterable, Mapping
from typing import Any

from roadmap.deadlines.deadline import LAST, Basis, Season, TimeUnit, Weekday
from roadmap.language.token import Kind

Entry = tuple[Kind, Any]

# Endings; an empty one is the bare stem.
SOFT = "ь я ю ем е и ей ям ями ях"
HARD = " а у ом е ы и ов ам ами ах"
FEMININE = "а ы и е у ой ою  ам ами ах"
FEMININE_SOFT = "ь и ью ей ям ями ях"
NEUTER = "ие ия ию ием ии ий иям иями иях"
VERBAL = "е я ю ем и й ям ями ях"
ADJECTIVE = "ый ой ого ому ым ом ая ую ое ые ых ыми"
ADJECTIVE_SOFT = "ий его ему им ем яя ей юю ее ие их ими"


def _inflect(stem: str, endings: str) -> str:
    """Every form of the word, in one line."""
    return " ".join(stem + ending for ending in endings.split(" "))


def _entries(kind: Kind, groups: Mapping[Any, str | Iterable[str]]) -> dict[str, Entry]:
    """A value → its forms, turned round."""
    found: dict[str, Entry] = {}
    for value, forms in groups.items():
        for line in [forms] if isinstance(forms, str) else forms:
            found.update(dict.fromkeys(line.split(), (kind, value)))
    return found


MONTHS: dict[int, list[str]] = {
    1: [_inflect("январ", SOFT), "янв"],
    2: [_inflect("феврал", SOFT), "фев февр"],
    3: [_inflect("март", HARD), "мар"],
    4: [_inflect("апрел", SOFT), "апр апрел"],
    5: ["май мая маю маем мае маи"],
    6: [_inflect("июн", SOFT), "июн"],
    7: [_inflect("июл", SOFT), "июл"],
    8: [_inflect("август", HARD), "авг"],
    9: [_inflect("сентябр", SOFT), "сен сент сентяб"],
    10: [_inflect("октябр", SOFT), "окт октяб"],
    11: [_inflect("ноябр", SOFT), "ноя нояб"],
    12: [_inflect("декабр", SOFT), "дек декаб"],
}

SEASONS: dict[Season, list[str]] = {
    Season.WINTER: ["зима зимы зиме зиму зимой", _inflect("зимн", ADJECTIVE_SOFT)],
    Season.SPRING: ["весна весны весне весну весной", _inflect("весенн", ADJECTIVE_SOFT)],
    Season.SUMMER: ["лето лета лету летом", _inflect("летн", ADJECTIVE_SOFT)],
    Season.AUTUMN: ["осень осени осенью", _inflect("осенн", ADJECTIVE_SOFT)],
}

HIGHER = (
    "пят", "шест", "седьм", "восьм", "девят", "десят", "одиннадцат", "двенадцат", "тринадцат", "четырнадцат",
    "пятнадцат", "шестнадцат", "семнадцат", "восемнадцат", "девятнадцат", "двадцат",
)  # fmt: skip
"""Stems of the ordinals from the fifth to the twentieth."""
ORDINALS: dict[int, list[str]] = {
    1: [_inflect("перв", ADJECTIVE)],
    2: [_inflect("втор", ADJECTIVE)],
    3: ["третий", _inflect("треть", "его ему им ем я ей ю е и их ими")],
    4: [_inflect("четверт", ADJECTIVE)],
    **{number: [_inflect(stem, ADJECTIVE)] for number, stem in enumerate(HIGHER, start=5)},
    30: [_inflect("тридцат", ADJECTIVE)],
    LAST: [_inflect("последн", ADJECTIVE_SOFT)],
}
NUMERALS = {
    1: "один одного одному одним одном одна одной одну одно",
    2: "два две двух двум двумя",
    3: "три трех трем тремя",
    4: "четыре четырех четырем",
    5: "пять пяти",
    6: "шесть шести",
    7: "семь семи",
    10: "десять десяти",
    20: "двадцать двадцати",
    30: "тридцать тридцати",
}
ROMAN = {1: "i і", 2: "ii іі п", 3: "iii ііі ш", 4: "iv іv iу іу", 5: "v", 6: "vi"}
"""With the Cyrillic letters typed for them."""

WEEKDAYS: dict[Weekday, str] = {
    Weekday.MONDAY: "понедельник понедельника понедельнику понедельником пн",
    Weekday.TUESDAY: "вторник вторника вторнику вторником вт",
    Weekday.WEDNESDAY: "среда среды среду среде средой ср",
    Weekday.THURSDAY: "четверг четверга четвергу четвергом чт",
    Weekday.FRIDAY: "пятница пятницу пятнице пятницы пятницей пт",
    Weekday.SATURDAY: "суббота субботу субботе субботы субботой сб",
    Weekday.SUNDAY: "воскресенье воскресенья воскресенью вс",
}
EACH_WEEKDAY: dict[tuple[Weekday, ...], str] = {
    (Weekday.MONDAY,): "понедельникам понедельники",
    (Weekday.TUESDAY,): "вторникам вторники",
    (Weekday.WEDNESDAY,): "средам",
    (Weekday.THURSDAY,): "четвергам четверги",
    (Weekday.FRIDAY,): "пятницам",
    (Weekday.SATURDAY,): "субботам",
    (Weekday.SUNDAY,): "воскресеньям",
    (Weekday.SATURDAY, Weekday.SUNDAY): "выходным",
}

EVERY: dict[TimeUnit, str] = {
    TimeUnit.DAY: "ежедневно ежедневный ежедневное ежедневная ежедн",
    TimeUnit.WEEK: "еженедельно еженедельный еженедельное еженедельная еженед понедельно",
    TimeUnit.MONTH: "ежемесячно ежемесячный ежемесячное ежемесячная ежемесечно ежемес помесячно",
    TimeUnit.QUARTER: (
        "ежеквартально ежеквартальный ежеквартальное ежеквартальная ежекв ежекварт поквартально квартально"
    ),
    TimeUnit.HALF_YEAR: "полугодично ежеполугодно полугодно ежеполугодие",
    TimeUnit.YEAR: "ежегодно ежегодный ежегодное ежегодная ежегод ежег",
}
MANY_TIMES = {1: "единожды", 2: "дважды", 3: "трижды"}

EDGES = {
    0: "начало начала началу началом начале нач",
    1: "середина середины середине середину сер",
    2: "конец конца концу концом конце кон",
}

BASES: dict[Basis, list[str]] = {
    Basis.PLAN: [
        _inflect("план", HARD),
        _inflect("график", HARD),
        _inflect("приказ", HARD),
        _inflect("регламент", HARD),
        _inflect("циклограмм", FEMININE),
        "планграфик планграфику планграфиком плануграфику планомграфиком",
        _inflect("расписани", VERBAL),
        _inflect("распоряжени", VERBAL),
        _inflect("положени", VERBAL),
        "согласно соответствии соответствие",
        _inflect("утвержденн", ADJECTIVE),
        _inflect("установленн", ADJECTIVE),
    ],
    Basis.REQUEST: [
        _inflect("запрос", HARD),
        _inflect("заявк", FEMININE),
        "заявок",
        _inflect("обращени", VERBAL),
        _inflect("требовани", VERBAL),
        _inflect("приглашени", VERBAL),
    ],
    Basis.ARRIVAL: [_inflect("поступлени", VERBAL)],
    Basis.NEED: [
        _inflect("необходимост", FEMININE_SOFT),
        _inflect("надобност", FEMININE_SOFT),
        _inflect("потребност", FEMININE_SOFT),
        "необх",
        "порядке",
    ],
    Basis.AGREEMENT: [
        _inflect("согласовани", VERBAL),
        _inflect("договоренност", FEMININE_SOFT),
        "уточняется уточняются согл",
    ],
    Basis.EVENT: [
        "итог итога итогам итогами результат результата результатам результатами событие события событию",
        "завершении завершению завершения окончании перед накануне мере при момента факту",
        "проведения проведении проведению рамках получении получения утверждении утверждения",
        "выявлении выявления наступлении прохождении сдачи",
        _inflect("совещани", VERBAL),
        _inflect("заседани", VERBAL),
        _inflect("педсовет", HARD),
        _inflect("дневн", ADJECTIVE),
        _inflect("трехдневн", ADJECTIVE),
        _inflect("пятидневн", ADJECTIVE),
        _inflect("десятидневн", ADJECTIVE),
        _inflect("недельн", ADJECTIVE),
        _inflect("двухнедельн", ADJECTIVE),
        _inflect("месячн", ADJECTIVE),
    ],
    Basis.URGENT: ["срочно немедленно незамедлительно"],
    Basis.PROMPT: ["оперативно"],
}

# Words without a value.
PLAIN: dict[Kind, list[str]] = {
    Kind.DECADE: [_inflect("декад", FEMININE)],
    Kind.WEEK: [_inflect("недел", "я и е ю ей ям ями ях ь"), "нед"],
    Kind.HALF: [_inflect("половин", FEMININE)],
    Kind.QUARTER: [_inflect("квартал", HARD), "кв кварт квл"],
    Kind.HALF_YEAR: [_inflect("полугод", NEUTER), "полуг полугод полуге полгода пг пол"],
    Kind.YEAR_WORD: ["год года году годом годе годы годов годам годах лет г гг"],
    Kind.SCHOOL: [_inflect("учебн", ADJECTIVE), "уч учеб"],
    Kind.MONTH_WORD: [_inflect("месяц", HARD), "месяцем месяцев мес"],
    Kind.DAY_WORD: ["день дня дню днем дне дни дней дням днями днях дн сутки суток час часа часов"],
    Kind.NUMBER_WORD: ["число числа числу числом числе чисел числам числах чис"],
    Kind.BEGINNING: ["окончания окончанию окончание"],
    Kind.TERM: [_inflect("четверт", FEMININE_SOFT), _inflect("триместр", HARD), _inflect("семестр", HARD)],
    Kind.HOLIDAYS: [
        _inflect("каникул", FEMININE),
        _inflect("каникулярн", ADJECTIVE),
        "выходных праздничных праздников праздничные",
    ],
    Kind.UNTIL: ["до к ко позднее позже"],
    Kind.FROM: ["с со от"],
    Kind.SINCE: ["ранее раньше начиная"],
    Kind.AFTER: ["после спустя"],
    Kind.TO: ["по"],
    Kind.THEN: ["далее затем впоследствии дальнейшем последующие последующем"],
    Kind.EXCEPT: ["кроме исключением исключая"],
    Kind.SEPARATOR: ["и или либо а"],
    Kind.ALSO: ["также"],
    Kind.FOLLOWING: [
        "следующий следующего следующему следующем следующим следующая следующей",
        "очередной очередного будущего",
        "новый нового новому новым новом",
    ],
    Kind.CURRENT: [
        "текущий текущего текущему текущем тек данного этого нынешнего сего",
        "календарного календарный календарном отчетного отчетном отчетным отчетный отчетному",
        _inflect("тренировочн", ADJECTIVE),
        _inflect("спортивн", ADJECTIVE),
    ],
    Kind.COUNTED: ["считая отсчитывая"],
    Kind.IMPOSSIBLE: ["невозможная"],
    Kind.ANY: ["любой любого"],
    Kind.DURING: ["течение течении течений теч протяжении протяжение продолжение продолжении"],
    Kind.WHOLE: ["весь всего всем всей все вся всю круглый"],
    Kind.PERIOD: [
        "период периода периоду периоде периодом периоды",
        "срок срока сроки сроков сроком время времени ходе процессе",
    ],
    Kind.OF_PLAN: ["реализации реализация действия исполнения выполнения работы функционирования"],
    Kind.TIMES: ["раз раза разу разов р"],
    Kind.EACH: [_inflect("кажд", ADJECTIVE), "кажд"],
    Kind.CONSTANTLY: [
        "постоянно постоянный постоянная постоянное постоянной регулярно систематически систематично",
        "непрерывно круглогодично периодически бессрочно пост",
    ],
    Kind.NOTHING: ["нет отсутствует указан указано определен определено"],
    Kind.QUIET: [
        "в во на за не реже менее чем чаще но то есть т е ч мин включительно примерно ориентировочно около",
        "предварительно основе особому дата даты реж сразу минимум хотя бы",
        "кампания кампании кампанию",
        _inflect("отдельн", ADJECTIVE),
        _inflect("индивидуальн", ADJECTIVE),
        "рабочих рабочего рабочий календарных календарные учебы",
        "оо оу доу ио мбоу маоу мкоу моу мбу мку мкуо гбоу гбу сош оош нош школа школы школе школ школах",
        "школу лицей гимназия дворец дом зал зале актовый актовом каб кабинет кабинете ауд площадка",
        "площадке центр центра база базе цдт ддт дюсш имц рмк умц цо онлайн очно заочно дистанционно вкс",
        "zoom район районе город городе",
    ],
}


def _all_words() -> dict[str, Entry]:
    """A form that two groups share means what the later one says."""
    words: dict[str, Entry] = {}
    for kind, lines in PLAIN.items():
        words |= _entries(kind, {None: lines})
    return (
        words
        | _entries(Kind.BASIS, BASES)
        | _entries(Kind.EDGE, EDGES)
        | _entries(Kind.EVERY, EVERY)
        | _entries(Kind.MANY_TIMES, MANY_TIMES)
        | _entries(Kind.WEEKDAY, WEEKDAYS)
        | _entries(Kind.WEEKDAYS, EACH_WEEKDAY)
        | _entries(Kind.ORDINAL, ORDINALS)
        | _entries(Kind.NUMBER, NUMERALS)
        | _entries(Kind.ROMAN, ROMAN)
        | _entries(Kind.SEASON, SEASONS)
        | _entries(Kind.MONTH, MONTHS)
    )


WORDS = _all_words()

LOOKALIKES = str.maketrans("acekmhopxytbu", "асекмнорхутви")
"""Latin letters printed like Cyrillic ones."""
