"""What a column is about, known by the words of its heading."""

import re
from enum import StrEnum

from documents.understanding.words import fold


class Field(StrEnum):
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
        Field.NUMBER,
        Field.TITLE,
        Field.DEADLINE,
        Field.DEADLINE_END,
        Field.MONTH,
        Field.EXECUTION,
        Field.RESPONSIBLE,
        Field.RESULT,
        Field.DIRECTION,
    }
)
"""Columns that are fields of a measure or sections; all others are its attributes."""

# Folded words («й» as «и», «ё» as «е»). The match nearest to the beginning wins; of two equal, the upper one.
_SYNONYMS: tuple[tuple[Field, str], ...] = (
    (Field.NUMBER, r"^(?:№|n\b|no\b|номер\b|п ?[/.] ?п\b|пп\b|#)|^пункт(?: плана)?$"),
    (Field.RISK_CODES, r"\bкод"),
    (
        Field.ORGANISATIONS,
        r"^(?:перечень|список) (?:оо\b|оу\b|школ|организаци|образовательн)|^(?:оо|школы)$",
    ),
    (Field.FACTOR, r"фактор"),
    (Field.PARAMETER, r"^параметр"),
    (Field.EXECUTION, r"^отметк|^(?:результат|информаци|сведени)\w* (?:об? )?(?:исполнени|выполнени)"),
    (Field.EXECUTION, r"^(?:исполнено|выполнено|исполнение|выполнение)$|^ход (?:исполнен|выполнен)"),
    (Field.MONTH, r"^месяц$"),
    (Field.DEADLINE_END, r"(?:\bсрок|^дат[аы]).*(?:окончани|завершени|конец| по$)"),
    (Field.DEADLINE_END, r"^(?:окончани|завершени|конец)"),
    (Field.DEADLINE, r"\bсрок|^дат[аы]\b|\bдат[аы] (?:проведен|исполнен|реализац)|^период|^месяц"),
    (Field.TIME, r"^врем[яе]"),
    (Field.DEADLINE, r"^календарн|^когда\b|^график|^начал[оа]\b|^дни\b|^день\b|^число$"),
    (
        Field.RESPONSIBLE,
        r"ответств|\b(?:со)?исполнител|^кто\b|^куратор|^отв\b|^исп\b|^исп$|^докладыва|^докладчик",
    ),
    (Field.RESPONSIBLE, r"^выступающ|^ведущ(?:ий|ии)$|^организатор|^кому\b"),
    (
        Field.RESULT,
        r"результат|^показател|^индикатор|^(?:итогов\w+ )?продукт|\bвыход\b|^целев\w+ показат",
    ),
    (
        Field.RESULT,
        r"^(?:итогов\w+ |отчетн\w+ |вид )?документ|^форм\w+ (?:отчет|представлен|завершен|контрол)",
    ),
    (Field.RESULT, r"подтвержда|\bэффект|^итоги?$|^что (?:получи|будет на выходе|на выходе)"),
    (Field.TITLE, r"^(?:форм|вид|тип)\w*.*(?:содержани|наименовани|названи|тематик)"),
    (Field.FORM, r"^форм|^вид\w* (?:деятельност|проведен)"),
    (
        Field.AUDIENCE,
        r"контингент|^участник|^категори|аудитори|^адресат|^охват|^целев\w+ групп|^для кого",
    ),
    (Field.PLACE, r"^мест[оа]\b|^где\b|площадк"),
    (Field.SOLUTION, r"(?:способ|пут|вариант)\w* решени|^решени|^механизм"),
    (Field.SITUATION, r"ситуаци|^проблем|^обоснован|^выявленн"),
    (Field.RISKS, r"\bриск"),
    (Field.FUNDING, r"финансир|^источник|^объем|^сумм|^стоимост"),
    (Field.NOTE, r"^примечан|^комментари"),
    (
        Field.TITLE,
        r"мероприяти|^содержани|^рекомендаци|^поручени|^вид\w* работ|^тем[аы]\b|\bвопрос|^работ|^тематик"
        r"|^повестк",
    ),
    (
        Field.TITLE,
        r"^что(?: (?:сделать|поручено|решили|нужно сделать|делаем|проводим|планируем|будет сделано))?$",
    ),
    (
        Field.TITLE,
        r"^наименовани|^названи|^мер[аы]\b|^действи|^деятельност|^план(?:ируем\w+)? (?:работ|меропр)",
    ),
    (Field.DIRECTION, r"^направлени|^задач|^раздел|^блок\b"),
)
# A heading may name a second thing beside the time: the cell then holds both.
_BESIDE_TIME: tuple[tuple[Field, str], ...] = (
    (Field.PLACE, r"\bмест[оа]\b|\bгде\b"),
    (Field.RESPONSIBLE, r"\bответств|\bисполнител|\bотв\b"),
    (Field.FORM, r"\bформ[аы]\b"),
)
_TIME_NAMED = re.compile(r"\bсрок|\bдат[аы]\b|\bврем[яе]\b|\bпериод\b")
_JOINED = re.compile(r"[,;/]| и ")
_COMPILED = tuple((column, re.compile(pattern)) for column, pattern in _SYNONYMS)
_HYPHENATED = re.compile(r"(?<=\w)-\s+(?=\w)")
_QUOTES = re.compile(r"[«»\"“”'*]")
_HEADING_LENGTH = 160
_COMPOUND_LENGTH = 60


def beside_time(heading: str) -> Field | None:
    """What a heading names beside the time: «Место и сроки проведения»; None for a plain one."""
    folded = fold(heading)
    if not (_JOINED.search(folded) and _TIME_NAMED.search(folded)) or len(folded) > _COMPOUND_LENGTH:
        return None
    return next((column for column, pattern in _BESIDE_TIME if re.search(pattern, folded)), None)


def column_of(heading: str) -> Field | None:
    """The column a heading cell speaks of; None for an empty or unknown one."""
    folded = _HYPHENATED.sub("", _QUOTES.sub("", fold(heading))).strip(" .:*")
    if not folded or len(folded) > _HEADING_LENGTH:
        return None
    if beside_time(heading) is not None:
        return Field.DEADLINE
    found = [
        (match.start(), order, column)
        for order, (column, pattern) in enumerate(_COMPILED)
        if (match := pattern.search(folded))
    ]
    return min(found)[2] if found else None
