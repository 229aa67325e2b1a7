"""Whether a text speaks of time at all: a quick look, long before it is read as a deadline."""

import re

from documents.understanding.words import fold

_TIME = re.compile(
    r"январ|феврал|\bмарт|апрел|\bма[ийея]\b|июн|июл|август|сент|октя|нояб|декаб"
    r"|постоян|ежегодн|ежемесячн|ежекварт|еженед|ежедн|систематич|регулярн|течени[еи]|по плану|по график"
    r"|план\w* график|график|по мере|по запрос|по отдельн|весь период|период|квартал|полугод|\bгод|уч\. ?г"
    r"|недел|декад|каникул|срок|далее|раз в|\bраза?\b|месяц|весн|осен|\bлет[оа]м?\b|зим|четверт"
    r"|\b(?:19|20)\d\d\b|\b\d{1,2}\.\d{1,2}\b"
)


_DAYS = re.compile(
    r"^(?:(?:до|с|по|не позднее)\s)?\d{1,2}(?:\s?(?:[-–—,;]|и|по|до)\s?\d{1,2})*\.?"
    r"(?:\s?-?(?:го|е|ого|числа?))*\.?$"
)
_HOURS = re.compile(
    r"^(?:(?:в|с|до|к)\s)?\d{1,2}\s?[.:]\s?\d{2}(?:\s?(?:[-–—]|до|по)\s?\d{1,2}\s?[.:]\s?\d{2})?\s?(?:ч\w*\.?)?$"
)


def is_bare_days(text: str) -> bool:
    """«25–26», «5», «до 10 числа»: days of a month named elsewhere."""
    folded = fold(text)
    days = [int(day) for day in re.findall(r"\d+", folded)]
    return bool(_DAYS.match(folded)) and all(1 <= day <= 31 for day in days)


def is_bare_hours(text: str) -> bool:
    """«10.00–11.00», «в 14:30»: hours of a day named elsewhere."""
    return bool(_HOURS.match(fold(text)))


def names_time(text: str) -> bool:
    """Whether any word or figure of the text may belong to a deadline."""
    return bool(_TIME.search(fold(text)))
