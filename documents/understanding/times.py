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


def names_time(text: str) -> bool:
    """Whether any word or figure of the text may belong to a deadline."""
    return bool(_TIME.search(fold(text)))
