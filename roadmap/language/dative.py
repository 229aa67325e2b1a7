"""An unknown body in the case it is addressed in («Хозяйственному отделу») in the nominative."""

import re

_NOUNS = {
    "отделу": ("отдел", "ый"),
    "сектору": ("сектор", "ый"),
    "комитету": ("комитет", "ый"),
    "департаменту": ("департамент", "ый"),
    "центру": ("центр", "ый"),
    "совету": ("совет", "ый"),
    "штабу": ("штаб", "ый"),
    "управлению": ("управление", "ое"),
    "объединению": ("объединение", "ое"),
    "учреждению": ("учреждение", "ое"),
    "бухгалтерии": ("бухгалтерия", "ая"),
    "комиссии": ("комиссия", "ая"),
    "службе": ("служба", "ая"),
    "группе": ("группа", "ая"),
    "библиотеке": ("библиотека", "ая"),
}
_ADJECTIVE = re.compile(r"(\w{2,})(?:ому|ой)", re.IGNORECASE)
_SOFT = ("к", "г", "х", "ш", "щ", "ч", "ж")


def body_in_nominative(words: str) -> str:
    """The same as it is where the case is not told: adjectives and then a noun that is known."""
    pieces = words.split()
    for place, piece in enumerate(pieces):
        noun = _NOUNS.get(piece.casefold())
        if noun is None:
            continue
        before = [_ADJECTIVE.fullmatch(each) for each in pieces[:place]]
        if not all(before):
            return words
        whole = [_agreeing(each[1], noun[1]) for each in before if each]
        named = noun[0].capitalize() if piece[0].isupper() else noun[0]
        return " ".join([*whole, named, *pieces[place + 1 :]])
    return words


def _agreeing(stem: str, ending: str) -> str:
    return stem + ("ий" if ending == "ый" and stem.casefold().endswith(_SOFT) else ending)
