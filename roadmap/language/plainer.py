"""Ways of saying a stretch of days, put as «с … по …» before the text is cut into tokens."""

import re

_BETWEEN = re.compile(r"(?<![а-я])между\s+(\d[^;()]{0,30}?)\s+и\s+(?=\d)")
"""«между 10 и 20 июня»"""
_NOT_OUTSIDE = re.compile(
    r"не\s+ран(?:ее|ьше)\s+(\d[^;()]{0,30}?),?\s+(?:и|но)\s+не\s+поз(?:днее|же)\s+(?=\d)"
)
"""«не ранее 1 апреля и не позднее 30 июня»"""
_TWO_WEEKS = re.compile(r"(?<![а-я])перв(?:ые|ых)\s+(?:две|двух|2)\s+недел[иь]\s+(?=[а-я]{3})")
"""«первые две недели сентября»"""


def said_plainly(text: str) -> str:
    """The text with such stretches said as their first and last day."""
    if "между" in text:
        text = _BETWEEN.sub(r"с \1 по ", text)
    if "ран" in text:
        text = _NOT_OUTSIDE.sub(r"с \1 по ", text)
    return _TWO_WEEKS.sub("с 1 по 14 ", text) if "недел" in text else text
