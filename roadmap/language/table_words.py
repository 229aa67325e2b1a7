"""How a measure is spelled in the cells of the table that goes out and comes back."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from roadmap.ids import PlanTableId
from roadmap.imports.questions import Assigned
from roadmap.plan.evidence_rule import EvidenceRule
from roadmap.plan.measure import CompletionRule, MeasureStanding
from roadmap.plan.measure_content import Answering, MeasureContent
from roadmap.plan.plan_tables import Cells, TableColumn
from roadmap.wording import normal

HEADINGS = {
    TableColumn.MARK: "№ в боте",
    TableColumn.NUMBER: "№ п/п",
    TableColumn.SECTION: "Раздел",
    TableColumn.TITLE: "Мероприятие",
    TableColumn.RESULT: "Ожидаемый результат",
    TableColumn.DEADLINE: "Срок (словами)",
    TableColumn.MAIN: "Основной исполнитель",
    TableColumn.CO: "Соисполнители (через ;)",
    TableColumn.EVIDENCE: "Нужно подтверждение",
    TableColumn.COMPLETION: "Выполнено, когда",
    TableColumn.STANDING: "Состояние",
    TableColumn.REASON: "Причина отмены",
}
STANDINGS = {
    MeasureStanding.IN_FORCE: "действует",
    MeasureStanding.PAUSED: "приостановлено",
    MeasureStanding.CANCELLED: "отменено",
    MeasureStanding.DROPPED: "исключить",
}
COMPLETIONS = {
    CompletionRule.ALL: "все отчитались",
    CompletionRule.ANY: "достаточно одного",
    CompletionRule.MAIN: "основной отчитался",
}
EVIDENCES = {
    EvidenceRule.WORDS: "словами",
    EvidenceRule.DOCUMENT: "документ",
    EvidenceRule.PHOTO: "фото",
}
_YES = ("да", "+", "1", "true", "истина", "нужно", "v", "х", "x", "файл", "фото или документ")
_NO = ("нет", "", "-", "0", "false", "ложь", "не нужно", "слова")
_EVIDENCE_WORDS = {
    **dict.fromkeys(_YES, EvidenceRule.DOCUMENT),
    **dict.fromkeys(_NO, EvidenceRule.WORDS),
    **{words: rule for rule, words in EVIDENCES.items()},
}
_STANDING_WORDS = {words: standing for standing, words in STANDINGS.items()} | {
    "": MeasureStanding.IN_FORCE,
    "в работе": MeasureStanding.IN_FORCE,
    "исключено": MeasureStanding.DROPPED,
    "удалить": MeasureStanding.DROPPED,
    "отменить": MeasureStanding.CANCELLED,
    "приостановить": MeasureStanding.PAUSED,
}
_COMPLETION_WORDS = {words: rule for rule, words in COMPLETIONS.items()} | {
    "": CompletionRule.ALL,
    "все": CompletionRule.ALL,
    "один": CompletionRule.ANY,
    "любой": CompletionRule.ANY,
    "основной": CompletionRule.MAIN,
}
_MARK = re.compile(r"vekha-plan-(\d{1,15})")
_EARLIER = re.compile(r"\s*\((?:за|на)\s+(\d{1,3})\s+(?:дн\w*|день)\.?(?:\s+раньше)?\)\s*$", re.IGNORECASE)
_BETWEEN_NAMES = re.compile(r"[;\n]")


def mark_of(table_id: PlanTableId) -> str:
    """What stands over the hidden column: by it the table is known when it comes back."""
    return f"vekha-plan-{table_id}"


def marked(words: str) -> PlanTableId | None:
    """The number of the table whose hidden column this heading is of."""
    found = _MARK.search(words)
    return PlanTableId(int(found.group(1))) if found else None


def cells_of(content: MeasureContent, names: Mapping[Assigned, str]) -> Cells:
    """The cells that say what this measure is; the hidden one apart."""
    main = [one for one in content.answering if one.is_main]
    others = [one for one in content.answering if not one.is_main]
    return {
        TableColumn.NUMBER: content.number,
        TableColumn.SECTION: content.section,
        TableColumn.TITLE: content.title,
        TableColumn.RESULT: content.result,
        TableColumn.DEADLINE: content.deadline_text,
        TableColumn.MAIN: _named(main, names),
        TableColumn.CO: _named(others, names),
        TableColumn.EVIDENCE: EVIDENCES[content.evidence],
        TableColumn.COMPLETION: COMPLETIONS[content.completion_rule],
        TableColumn.STANDING: STANDINGS[content.standing],
        TableColumn.REASON: content.reason,
    }


def _named(answering: Sequence[Answering], names: Mapping[Assigned, str]) -> str:
    return "; ".join(
        names.get(one.assigned, "?") + (f" (за {one.days_earlier} дн.)" if one.days_earlier else "")
        for one in answering
    )


def evidence_of(words: str) -> EvidenceRule | None:
    """What the cell asks for; «да» and «нет» of earlier tables are understood, None for other words."""
    return _EVIDENCE_WORDS.get(normal(words) or words.strip())


def standing_of(words: str) -> MeasureStanding | None:
    return _STANDING_WORDS.get(normal(words))


def completion_of(words: str) -> CompletionRule | None:
    return _COMPLETION_WORDS.get(normal(words))


@dataclass(frozen=True, slots=True)
class NamedExecutor:
    """A name out of a cell, and how much earlier it says the one owes it."""

    name: str
    days_earlier: int


def executors_of(words: str) -> list[NamedExecutor]:
    """The names of a cell, in order."""
    found = []
    for part in _BETWEEN_NAMES.split(words):
        earlier = _EARLIER.search(part)
        name = _EARLIER.sub("", part).strip()
        if name:
            found.append(NamedExecutor(name, int(earlier.group(1)) if earlier else 0))
    return found
