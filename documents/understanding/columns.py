"""What a column is about, known by the words of its heading."""

import re
from enum import StrEnum

from documents.understanding.words import fold


class Column(StrEnum):
    """The values of the extra columns are the keys of a measure's attributes."""

    NUMBER = "number"
    TITLE = "title"
    DEADLINE = "deadline"
    DEADLINE_END = "deadline_end"
    MONTH = "month"
    TIME = "time"
    EXECUTION = "execution"
    RESPONSIBLE = "responsible"
    RESULT = "expected_result"
    DIRECTION = "direction"
    FORM = "form"
    RISK_CODES = "risk_codes"
    AUDIENCE = "audience"
    PLACE = "place"
    SITUATION = "situation"
    SOLUTION = "solution"
    RISKS = "risks"
    FUNDING = "funding"
    NOTE = "note"
    FACTOR = "factor"
    PARAMETER = "parameter"
    ORGANISATIONS = "organisations"


CORE = frozenset(
    {
        Column.NUMBER,
        Column.TITLE,
        Column.DEADLINE,
        Column.DEADLINE_END,
        Column.MONTH,
        Column.EXECUTION,
        Column.RESPONSIBLE,
        Column.RESULT,
        Column.DIRECTION,
    }
)
"""Columns that are fields of a measure or sections; all others are its attributes."""

# Folded words («й» as «и», «ё» as «е»). The match nearest to the beginning wins; of two equal, the upper one.
_SYNONYMS: tuple[tuple[Column, str], ...] = (
    (Column.NUMBER, r"^(?:№|n\b|no\b|номер\b|п ?[/.] ?п\b|пп\b|#)"),
    (Column.RISK_CODES, r"\bкод"),
    (
        Column.ORGANISATIONS,
        r"^(?:перечень|список) (?:оо\b|оу\b|школ|организаци|образовательн)|^(?:оо|школы)$",
    ),
    (Column.FACTOR, r"фактор"),
    (Column.PARAMETER, r"^параметр"),
    (Column.EXECUTION, r"^отметк|^(?:результат|информаци|сведени)\w* (?:об? )?(?:исполнени|выполнени)"),
    (Column.EXECUTION, r"^(?:исполнено|выполнено|исполнение|выполнение)$|^ход (?:исполнен|выполнен)"),
    (Column.MONTH, r"^месяц$"),
    (Column.DEADLINE_END, r"(?:\bсрок|^дат[аы]).*(?:окончани|завершени|конец| по$)"),
    (Column.DEADLINE_END, r"^(?:окончани|завершени|конец)"),
    (Column.DEADLINE, r"\bсрок|^дат[аы]\b|\bдат[аы] (?:проведен|исполнен|реализац)|^период|^месяц"),
    (Column.TIME, r"^врем[яе]"),
    (Column.DEADLINE, r"^календарн|^когда\b|^график|^начал[оа]\b|^дни\b|^день\b|^число$"),
    (
        Column.RESPONSIBLE,
        r"ответств|\b(?:со)?исполнител|^кто\b|^куратор|^отв\b|^исп\b|^исп$|^докладыва|^докладчик",
    ),
    (Column.RESPONSIBLE, r"^выступающ|^ведущ(?:ий|ии)$|^организатор"),
    (Column.RESULT, r"результат|^показател|^индикатор|^(?:итогов\w+ )?продукт|\bвыход\b|^целев\w+ показат"),
    (
        Column.RESULT,
        r"^(?:итогов\w+ |отчетн\w+ |вид )?документ|^форм\w+ (?:отчет|представлен|завершен|контрол)",
    ),
    (Column.RESULT, r"подтвержда|\bэффект"),
    (Column.TITLE, r"^(?:форм|вид|тип)\w*.*(?:содержани|наименовани|названи|тематик)"),
    (Column.FORM, r"^форм|^вид\w* (?:деятельност|проведен)"),
    (Column.AUDIENCE, r"контингент|^участник|^категори|аудитори|^адресат|^охват|^целев\w+ групп|^для кого"),
    (Column.PLACE, r"^мест[оа]\b|^где\b|площадк"),
    (Column.SOLUTION, r"(?:способ|пут|вариант)\w* решени|^решени|^механизм"),
    (Column.SITUATION, r"ситуаци|^проблем|^обоснован|^выявленн"),
    (Column.RISKS, r"\bриск"),
    (Column.FUNDING, r"финансир|^источник|^объем|^сумм|^стоимост"),
    (Column.NOTE, r"^примечан|^комментари"),
    (
        Column.TITLE,
        r"мероприяти|^содержани|^рекомендаци|^поручени|^вид\w* работ|^тем[аы]\b|\bвопрос|^работ|^тематик"
        r"|^повестк",
    ),
    (
        Column.TITLE,
        r"^наименовани|^названи|^мер[аы]\b|^действи|^деятельност|^план(?:ируем\w+)? (?:работ|меропр)",
    ),
    (Column.DIRECTION, r"^направлени|^задач|^раздел|^блок\b"),
)
# A heading may name a second thing beside the time: the cell then holds both.
_BESIDE_TIME: tuple[tuple[Column, str], ...] = (
    (Column.PLACE, r"\bмест[оа]\b|\bгде\b"),
    (Column.RESPONSIBLE, r"\bответств|\bисполнител|\bотв\b"),
    (Column.FORM, r"\bформ[аы]\b"),
)
_TIME_NAMED = re.compile(r"\bсрок|\bдат[аы]\b|\bврем[яе]\b|\bпериод\b")
_JOINED = re.compile(r"[,;/]| и ")
_COMPILED = tuple((column, re.compile(pattern)) for column, pattern in _SYNONYMS)
_HYPHENATED = re.compile(r"(?<=\w)-\s+(?=\w)")
_QUOTES = re.compile(r"[«»\"“”'*]")
_HEADING_LENGTH = 160
_COMPOUND_LENGTH = 60


def beside_time(heading: str) -> Column | None:
    """What a heading names beside the time: «Место и сроки проведения»; None for a plain one."""
    folded = fold(heading)
    if not (_JOINED.search(folded) and _TIME_NAMED.search(folded)) or len(folded) > _COMPOUND_LENGTH:
        return None
    return next((column for column, pattern in _BESIDE_TIME if re.search(pattern, folded)), None)


def column_of(heading: str) -> Column | None:
    """The column a heading cell speaks of; None for an empty or unknown one."""
    folded = _HYPHENATED.sub("", _QUOTES.sub("", fold(heading))).strip(" .:*")
    if not folded or len(folded) > _HEADING_LENGTH:
        return None
    if beside_time(heading) is not None:
        return Column.DEADLINE
    found = [
        (match.start(), order, column)
        for order, (column, pattern) in enumerate(_COMPILED)
        if (match := pattern.search(folded))
    ]
    return min(found)[2] if found else None
