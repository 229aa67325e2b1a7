"""Headings → sections: their level, and the body that answers where the table has no responsible column."""

import re
from collections.abc import Sequence

from documents.understanding.entry import Heading
from documents.understanding.numbers import heading_number, heading_words
from documents.understanding.words import fold
from roadmap.imports.proposal import ProposedSection

_BODY = re.compile(
    r"^(?:муниципальн\w+ |районн\w+ |городск\w+ |региональн\w+ )?(?:"
    r"(?:управлени|отдел|комитет|департамент|министерств)\w*(?: по)?(?: общего| дошкольного| и| науки?)*"
    r" (?:образовани|просвещени|делам|администраци|социальн|культур|молодеж)"
    r"|администраци\w* (?:города|район|округ|муниципал|школ|образоват|оо\b)"
    r"|(?:обще|дошкольные )?образовательн\w+ (?:организаци|учреждени)"
    r"|(?:дошкольные|опорные) (?:организаци|учреждени|школ)"
    r"|(?:все )?школы\b|школ[аы] №|руководители (?:оо|оу|школ|образоват)"
    r"|(?:информационно-)?методическ\w+ (?:служб|центр|кабинет|совет)|(?:ресурсн\w+ )?центр\w? |институт\w? "
    r"|(?:имц|ммс|рмк|гмк|уо|руо|роо|моуо|оо|оу|коип|ипк|ирo|иро|ро)$)"
)


def body_named(title: str) -> str:
    """The organisation a heading names («1. УПРАВЛЕНИЕ ОБРАЗОВАНИЯ ГОРОДА …»), "" when it names a subject."""
    words = heading_words(title)
    return words.strip(" .:") if _BODY.match(fold(words)) else ""


def sections_of(headings: Sequence[Heading]) -> tuple[ProposedSection, ...]:
    """A heading without a body of its own belongs to the body of the heading above its level."""
    sections: list[ProposedSection] = []
    upper = ""
    for heading in headings:
        body = body_named(heading.title)
        if heading.level == 1:
            upper = body
        sections.append(ProposedSection(title=heading.title, level=heading.level, body=body or upper))
    return tuple(sections)


def set_levels(headings: Sequence[Heading], filled: frozenset[int]) -> None:
    """Level 2: «1.1» after «1», or what follows a heading without measures of its own (not in `filled`)."""
    inside = False
    for index, heading in enumerate(headings):
        numbered = heading_number(heading.title)
        number = numbered[0] if numbered else ""
        above = headings[index - 1] if index else None
        if "." in number:
            heading.level = 2
        elif number:
            heading.level, inside = 1, False
        elif above is not None and above.level == 1 and index - 1 not in filled:
            heading.level, inside = 2, True
        elif inside and above is not None and above.title.isupper() == heading.title.isupper():
            heading.level = 2
        else:
            heading.level, inside = 1, False
