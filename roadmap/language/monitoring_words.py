"""Whether the words of a measure say that it is the monitoring of the very plan it stands in."""

import re

from roadmap.wording import normal

_BEGINNING = r"(?:(?:провед|осуществл|организ|подготов|представл|составл|формиров|направл)\w+ (?:и \w+ )?)?"
_OF_THE_PLAN = r"(?:.{0,60}?)(?:дорожн\w+ карт|\bплан|программ|мероприяти)"
_PATTERNS = tuple(
    re.compile(pattern)
    for pattern in (
        rf"^{_BEGINNING}(?:ежеквартальн\w+ |ежемесячн\w+ |годов\w+ )?мониторинг\w* (?:хода )?"
        rf"(?:реализаци|исполнени|выполнени)\w*{_OF_THE_PLAN}",
        rf"^{_BEGINNING}(?:ежеквартальн\w+ |ежемесячн\w+ |годов\w+ )?(?:отчет|информаци|доклад|справк)\w* "
        rf"(?:о|об) (?:ход\w+ )?(?:реализаци|исполнени|выполнени)\w*{_OF_THE_PLAN}",
        rf"^{_BEGINNING}(?:мониторинг|отчет)\w* по (?:реализаци|исполнени|выполнени)\w*{_OF_THE_PLAN}",
    )
)


def is_monitoring(title: str) -> bool:
    """«Мониторинг реализации дорожной карты», «Отчёт о ходе выполнения плана» and their like."""
    folded = normal(title)
    return any(pattern.search(folded) for pattern in _PATTERNS)
