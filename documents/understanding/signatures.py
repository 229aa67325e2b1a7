"""Lines under a plan that are no part of it: who signed, who typed it, page numbers and running lines."""

import re

from documents.understanding.words import flat, fold

_LENGTH = 120
_RUNNING_LENGTH = 60
_RUNNING = re.compile(
    r"^(?:продолжени|окончание (?:табл|прил)|страниц|стр\b|лист\b|приложение|\W*\d+\W*$|табл\w* \d+)"
)
_SIGNED = re.compile(
    r"^(?:(?:и\.? ?о\.? )?(?:зам\w*\.? |заместител\w+ |главн\w+ |ведущ\w+ |старш\w+ )?"
    r"(?:начальник|директор|заведующ|председатель|глава|руководитель|специалист|методист|инспектор|секретарь)"
    r"|исп(?:олнитель|\.|\b)|составил|подготовил|разработал|согласован|утвержд|ознакомлен|подпись|дата\b|тел\b"
    r"|телефон|м\.? ?п\.?$|с уважением|протокол)"
)
_BLANK = re.compile(r"_{3,}|/\s*[А-ЯЁ]\.")
_PERSON = re.compile(r"^\W*(?:[А-ЯЁ]\.\s?[А-ЯЁ]\.\s?[А-ЯЁ][а-яё]+|[А-ЯЁ][а-яё]+\s[А-ЯЁ]\.\s?[А-ЯЁ]\.)\W*$")
_DAY = re.compile(
    r"^«?\"?(?:\d{1,2}|_+)»?\"?[\s.]?[а-яё_.\d]*\s?(?:20\d\d|20__|\d\d)\s?(?:года?|г\.?)?$", re.IGNORECASE
)


def is_signature(text: str) -> bool:
    """«Начальник отдела ______ Сорокина Л.П.», «Исп. Чижов А.А., тел. 2-15-40», a day alone."""
    text = flat(text)
    if len(text) > _LENGTH:
        return False
    return bool(_SIGNED.match(fold(text)) or _BLANK.search(text) or _PERSON.match(text) or _DAY.match(text))


def is_running(text: str) -> bool:
    """A page number, «Продолжение таблицы», «Приложение 2»: printed on the page, not in the plan."""
    text = fold(text)
    return len(text) <= _RUNNING_LENGTH and bool(_RUNNING.match(text) or not any(map(str.isalnum, text)))
