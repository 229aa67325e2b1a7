"""What a report has to come with: the rule in short, and the ask in the words of the «Результат»."""

from collections.abc import Sequence

from roadmap.control.duty_lines import DutyLine
from roadmap.language.asked_evidence import proposed_rule, to_bring
from roadmap.plan.evidence_rule import EvidenceRule
from texts.short import shortened

NAMED_LENGTH = 160
RULES_IN_SHORT = {
    EvidenceRule.WORDS: "хватит слов",
    EvidenceRule.DOCUMENT: "нужен документ",
    EvidenceRule.PHOTO: "нужно фото",
}
RULES_AS_KEYS = {
    EvidenceRule.WORDS: "Хватит слов",
    EvidenceRule.DOCUMENT: "Документ",
    EvidenceRule.PHOTO: "Фото",
}
_NAMELESS = {
    EvidenceRule.WORDS: "",
    EvidenceRule.DOCUMENT: "Приложите документ: файл или фото страниц",
    EvidenceRule.PHOTO: "Приложите фото",
}

_IN_BRACKETS = {
    EvidenceRule.WORDS: "если есть",
    EvidenceRule.DOCUMENT: "документ",
    EvidenceRule.PHOTO: "фото",
}


def ask(rule: EvidenceRule, result: str) -> str:
    """«Приложите: аналитическую справку»; "" where nothing is to be attached."""
    named = shortened(to_bring(result), NAMED_LENGTH)
    if not named:
        return _NAMELESS[rule]
    if rule is EvidenceRule.PHOTO and proposed_rule(result) is not EvidenceRule.PHOTO:
        return f"Приложите фото, а если есть, и {named}"
    return f"Приложите: {named}" if rule.asks_for_file else f"Можно приложить: {named}"


def ask_place(rule: EvidenceRule) -> str:
    """The same where files stay out of the chat; "" where words are enough."""
    return f"Напишите, где хранится подтверждение ({_IN_BRACKETS[rule]})" if rule.asks_for_file else ""


def rule_words(rule: EvidenceRule, *, takes_files: bool) -> str:
    """«нужен документ», to whoever looks on."""
    if takes_files:
        return RULES_IN_SHORT[rule]
    return f"где хранится подтверждение ({_IN_BRACKETS[rule]})"


def asks(duties: Sequence[DutyLine]) -> list[str]:
    """What the duties of one report ask for, each ask once, those that have to be met first."""
    asked = sorted(duties, key=lambda duty: not duty.evidence.asks_for_file)
    return list(dict.fromkeys(said for duty in asked if (said := ask(duty.evidence, duty.result))))
