"""The number a measure is to come to, out of the words of its expected result."""

import re
from dataclasses import dataclass

_UNITS = (
    r"%|процент\w*|человек\w*|чел\b\.?|педагог\w*|учител\w*|обучающ\w*|учащ\w*|ученик\w*|школ\w*|организаци\w*"
    r"|мероприяти\w*|заняти\w*|консультаци\w*|семинар\w*|балл\w*|единиц\w*|ед\b\.?|штук\w*|шт\b\.?|час\w*"
    r"|договор\w*|участник\w*|дет(?:ей|и)\b|публикаци\w*|программ\w*"
)
_NUMBER = r"(\d{1,3}(?:[ \u00a0]\d{3})+|\d{1,7})(?:[.,](\d{1,3}))?"
_TARGET = re.compile(rf"(?<![\d.,№/-])(?<!№ ){_NUMBER}\s*({_UNITS})", re.IGNORECASE)
_ALIKE = (r"%|процент", r"чел\b|человек|чел\.", r"ед\b|единиц", r"шт\b|штук")
"""Units that are spelled in more than one way."""
_OF_EACH = re.compile(
    r"\bкажд\w*|\bлюб(?:ой|ая|ом)\b|\bв\s+одн\w+\s+(?:школ|организаци|учрежд)", re.IGNORECASE
)
_TYPED = re.compile(rf"{_NUMBER}\s*(?:{_UNITS})?\s*\.?\Z", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Indicator:
    """What is counted, in the document's words, and how much of it there is to be."""

    target: float
    unit: str


def indicator_of(result: str) -> Indicator | None:
    """The first counted thing the expected result names; None where it names none."""
    found = _TARGET.search(result)
    return Indicator(target=_number(found), unit=found[3]) if found else None


def is_of_all(result: str, indicator: Indicator) -> bool:
    """Whether several who answer reach the target together: not a share, nor what the words ask of each."""
    is_share = indicator.unit.casefold().startswith(("%", "процент", "балл"))
    return not is_share and _OF_EACH.search(result) is None


def typed_value(words: str) -> float | None:
    """«85», «85,5 %», «120 человек» and nothing else."""
    found = _TYPED.match(words.strip())
    return _number(found) if found else None


def value_in(words: str, indicator: Indicator) -> float | None:
    """The one number of the indicator's own unit that is told among other words.

    «18 из 20 человек» tells 18, «из 20 человек» tells of no result; where two are told, neither is guessed.
    """
    unit = next((each for each in _ALIKE if re.match(each, indicator.unit, re.IGNORECASE)), None)
    unit = unit or re.escape(indicator.unit[:5])
    pattern = rf"(?<![\d.,№/-])(?<!\bиз ){_NUMBER}(?:\s+из\s+[\d \u00a0]+)?\s*(?:{unit})"
    found = {_number(each) for each in re.finditer(pattern, words, re.IGNORECASE)}
    return found.pop() if len(found) == 1 else None


def number_words(value: float) -> str:
    """«85», «85,5»."""
    return f"{value:g}".replace(".", ",") if value % 1 else f"{value:.0f}"


def _number(found: re.Match[str]) -> float:
    whole = found[1].replace(" ", "").replace("\u00a0", "")
    return float(f"{whole}.{found[2]}") if found[2] else float(whole)
