"""Tables that stand in plans and are none: questionnaires, statistics, timetables. Data to add to."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from documents.formats.blocks import RawRow
from documents.understanding.words import fold

_LINES = 2
_ABBREVIATION = 12
_HEADING_LENGTH = 60


@dataclass(frozen=True, slots=True)
class _Kind:
    """A table is of this kind when so many heading cells match; `never` is a column only a plan has."""

    name: str
    pattern: str
    least: int = 1
    never: str = ""


_ANSWERS = r"\b(?:ответствен|исполнител)|^отв\b"
_WHEN = r"\bсрок|^дат[аы]"

# All patterns meet folded text («й» as «и», «ё» as «е»).
_OF_PLAN = rf"{_WHEN}|{_ANSWERS}"
_DAYS = r"понедельник|вторник|сред[ау]|четверг|пятниц[ау]|суббот[ау]|пн|вт|ср|чт|пт|сб"
_CLUB = r"(?:кружк|кружок|секци|объединени|студи|клуб)\w*"
_COUNTED = r"кол-? ?во|количество|численность|число|доля|процент|%|всего|итого"
_PERSONAL = r"ребенк|учащ|ученик|обучающ|воспитанник|педагог|учител"
_KINDS = (
    _Kind("questionnaire", r"^(?:да|нет|иногда|частично|не знаю|затрудняюсь.*|вариант\w* ответ\w*)$", 2),
    _Kind("questionnaire", r"^(?:вопрос\w* анкет|балл\w*$|оценка в баллах|количество баллов)", never=_WHEN),
    _Kind("timetable", rf"^(?:{_DAYS})$", 2),
    _Kind("timetable", r"^(?:№ урока|урок$|дни недели$|расписание)|звон(?:ок|ки)$", never=_ANSWERS),
    _Kind("timetable", r"^режимн\w+ момент"),
    _Kind("risk-register", r"вероятност|последстви|степень (?:влияни|риск)|(?:уровень|вес) риска|ущерб", 2),
    _Kind("risk-register", r"^(?:наименование |вид\w* |описание )?риск", never=rf"{_WHEN}|\bкод"),
    _Kind("clubs", rf"^(?:название |наименование )?{_CLUB}(?: по интересам)?$", never=_OF_PLAN),
    _Kind("thematic-planning", rf"(?:{_COUNTED}) (?:учебных )?часов|^часы$", never=_ANSWERS),
    _Kind("thematic-planning", r"^(?:тема (?:урока|занятия)|раздел программы)", never=_ANSWERS),
    _Kind("self-examination", r"^(?:единиц\w* измерени|ед изм|значение показател)", never=_OF_PLAN),
    _Kind("statistics", rf"^(?:{_COUNTED})\b", 2, never=_OF_PLAN),
    _Kind("statistics", r"^20\d\d(?: ?г\w*\.?)?$", 2, never=rf"{_OF_PLAN}|мероприят|\bмер[аы]\b|содержани"),
    _Kind("people", rf"^ф ?\.?и ?\.?о\b.*(?:{_PERSONAL})", never=rf"\bсрок|{_ANSWERS}"),
    _Kind("people", r"^(?:дата|год) рождения|^(?:домашний )?адрес$|^телефон$", never=rf"\bсрок|{_ANSWERS}"),
)
_COMPILED = tuple(
    (kind, re.compile(kind.pattern), re.compile(kind.never) if kind.never else None) for kind in _KINDS
)


def foreign_kind(rows: Sequence[RawRow]) -> str:
    """What the table is by the words of its first rows; "" where nothing tells that it is no plan."""
    return next((kind for kind in map(_kind_of, rows[:_LINES]) if kind), "")


def _is_sentence(text: str) -> bool:
    return len(text) > _HEADING_LENGTH or (text.endswith(".") and len(text) > _ABBREVIATION)


def _kind_of(row: RawRow) -> str:
    words = [fold(cell.text).strip(" .:*") for cell in row if cell.text]
    if len(words) < 2 or any(_is_sentence(cell.text) for cell in row):
        return ""
    for kind, pattern, never in _COMPILED:
        if never is not None and any(map(never.search, words)):
            continue
        if sum(bool(pattern.search(word)) for word in words) >= kind.least:
            return kind.name
    return ""
