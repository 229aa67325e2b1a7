"""What reports will have to come with: the proposal by the «Результат» column, and what was chosen."""

from roadmap.plan.evidence_rule import EvidenceRule
from services.buttons.imports import (
    AskRowEvidenceButton,
    ImportButton,
    ImportEvidenceButton,
    TakeEvidenceButton,
)
from services.imports.row_views import AskedEvidence, EvidenceLine
from services.notice import Button, ButtonStyle, Html, Notice, bold, lines, text
from texts.control.evidence_words import RULES_IN_SHORT
from texts.imports.list_pages import cut, listed, page_of
from texts.short import LINE, shortened

PER_PAGE = 6
ORDER = tuple(EvidenceRule)


def asked_evidence(view: AskedEvidence, page: int) -> Notice:
    """The measures whose results name something to bring, each with its rule; a press gives the next rule."""
    shown, page, pages = cut(view.lines, page, PER_PAGE)
    said: list[Html | str] = []
    for line in shown:
        said += [
            text(shortened(line.name, LINE)),
            f"   «{shortened(line.result, 80)}» → {_rule(line)}",
        ]
    keys = [
        (
            Button(
                shortened(f"{RULES_IN_SHORT[line.rule].capitalize()}: {line.name}", 60),
                _next(view, line, page),
            ),
        )
        for line in shown
    ]
    take = Button(
        "Просить всё, что предлагаю", TakeEvidenceButton(view.import_id, 1), style=ButtonStyle.SUCCESS
    )
    drop = Button("Везде хватит слов", TakeEvidenceButton(view.import_id, 0))
    turn = listed(page, pages, lambda n: ImportEvidenceButton(view.import_id, n), view.import_id)
    return Notice(
        body=lines(
            bold("Что приложить к отчёту") + page_of(page, pages),
            f"По столбцу «Результат» предлагаю: {proposed_words(view)}. Пока не выберете, хватит слов, а что "
            "можно приложить, исполнитель увидит и так. Нажмите на мероприятие, чтобы сменить правило.",
            "",
            *said,
        ),
        buttons=(*keys, (take,), (drop,), *turn)
        if view.lines
        else ((Button("‹ К документу", ImportButton(view.import_id)),),),
    )


def _rule(line: EvidenceLine) -> str:
    """The rule in force, and what is proposed instead of it."""
    now = RULES_IN_SHORT[line.rule]
    return now if line.rule is line.proposed else f"{now}; предлагаю: {RULES_IN_SHORT[line.proposed]}"


def _next(view: AskedEvidence, line: EvidenceLine, page: int) -> AskRowEvidenceButton:
    following = ORDER[(ORDER.index(line.rule) + 1) % len(ORDER)]
    return AskRowEvidenceButton(view.import_id, line.row, following.value, page)


def proposed_words(view: AskedEvidence) -> str:
    """«документ у 12, фото у 3»."""
    documents = sum(line.proposed is EvidenceRule.DOCUMENT for line in view.lines)
    photos = sum(line.proposed is EvidenceRule.PHOTO for line in view.lines)
    said = [f"документ у {documents}"] if documents else []
    return ", ".join([*said, f"фото у {photos}"] if photos else said) or "слова"
