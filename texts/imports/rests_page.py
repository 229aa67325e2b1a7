"""Every word of a document that became no part of the plan, page by page, each with its place."""

from collections.abc import Iterator, Sequence

from roadmap.imports.proposal_places import Rest
from services.buttons.imports import ImportRestsButton
from services.imports.preview_views import Preview
from services.notice import Html, Notice, bold, lines
from texts.imports.list_pages import cut, listed, page_of
from texts.imports.rests import rest_heading

PIECE = 800
"""Characters of one rest that stand together; the rest of its words follow under the same place."""
PER_PAGE = 3


def rests(view: Preview, page: int) -> Notice:
    """The words left out of the plan, all of them."""
    shown, page, pages = cut(list(_pieces(view.rests)), page, PER_PAGE)
    said: list[Html | str] = []
    for heading, words in shown:
        said += ["", bold(heading), words]
    return Notice(
        body=lines(bold("Не вошло в план") + page_of(page, pages), *said),
        buttons=listed(page, pages, lambda n: ImportRestsButton(view.id, n), view.id),
    )


def _pieces(rests: Sequence[Rest]) -> Iterator[tuple[str, str]]:
    """Each rest under its place, long ones in pieces that go on."""
    for rest in rests:
        for number, words in enumerate(_cut_at_lines(rest.words)):
            yield rest_heading(rest) + (", продолжение" if number else ""), words


def _cut_at_lines(words: str) -> Iterator[str]:
    while len(words) > PIECE:
        end = max(words.rfind("\n", 1, PIECE), 0) or max(words.rfind(" ", 1, PIECE), 0) or PIECE
        yield words[:end]
        words = words[end:].lstrip()
    yield words
