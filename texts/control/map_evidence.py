"""What reports of a road map in force have to come with, by section."""

from collections.abc import Mapping

from roadmap.plan.evidence_rule import EvidenceRule
from services.buttons.plan import RoadMapButton
from services.buttons.plan_edits import AskMapEvidenceButton, MapEvidenceButton
from services.notice import Button, Html, Notice, bold, italic, lines, text
from services.plan.evidence_rules import EvidenceScope, MapEvidence
from texts.control.evidence_words import RULES_AS_KEYS, RULES_IN_SHORT
from texts.short import shortened

PROPOSED = "proposed"
"""In a button: the rule that each result names."""
SHOWN_SECTIONS = 20
_WHOLE = (
    "Правило встанет у всех мероприятий карты. Для раздела нажмите его название, для одного мероприятия "
    "откройте его правку."
)
_PART = "Правило встанет у всех мероприятий раздела."


def map_evidence(view: MapEvidence, section_id: int) -> Notice:
    """The road map with its sections, or one of them: what is asked for now and what may be asked for."""
    chosen = next((one for one in view.scopes if (one.section_id or 0) == section_id), view.scopes[0])
    sections = view.scopes[1:] if chosen.section_id is None else ()
    back = (
        Button("‹ К карте", RoadMapButton(view.road_map_id))
        if chosen.section_id is None
        else Button("‹ Вся карта", MapEvidenceButton(view.road_map_id, 0))
    )
    return Notice(
        body=lines(
            bold("Что приложить к отчёту"),
            italic(shortened(chosen.title, 200)),
            "",
            f"Сейчас: {_counts(chosen.asked)}.",
            f"По столбцу «Результат»: {_counts(chosen.proposed)}.",
            "",
            *map(_section, sections[:SHOWN_SECTIONS]),
            "" if sections else None,
            _WHOLE if chosen.section_id is None else _PART,
        ),
        buttons=(*_choices(view, chosen), *_keys(view, sections), (back,)),
    )


def _choices(view: MapEvidence, scope: EvidenceScope) -> tuple[tuple[Button, ...], ...]:
    def key(label: str, rule: str) -> Button:
        return Button(label, AskMapEvidenceButton(view.road_map_id, scope.section_id or 0, rule))

    return (
        (key("Как в столбце «Результат»", PROPOSED),),
        tuple(key(words, rule.value) for rule, words in RULES_AS_KEYS.items()),
    )


def _keys(view: MapEvidence, sections: tuple[EvidenceScope, ...]) -> tuple[tuple[Button, ...], ...]:
    return tuple(
        (Button(shortened(one.title, 50), MapEvidenceButton(view.road_map_id, one.section_id or 0)),)
        for one in sections[:SHOWN_SECTIONS]
    )


def _section(scope: EvidenceScope) -> Html:
    return text(f"• {shortened(scope.title, 100)}: {_counts(scope.asked)}")


def _counts(counts: Mapping[EvidenceRule, int]) -> str:
    """«нужен документ – 12, хватит слов – 5»."""
    said = [f"{RULES_IN_SHORT[rule]} – {counts[rule]}" for rule in EvidenceRule if counts.get(rule)]
    return ", ".join(reversed(said)) or "мероприятий нет"
