"""What was changed about a measure, in words: as it was and as it became."""

from collections.abc import Iterable, Mapping, Sequence

from roadmap.imports.questions import Assigned
from roadmap.plan.measure import CompletionRule, MeasureStanding
from roadmap.plan.measure_content import Answering, Aspect, MeasureContent
from texts.control.evidence_words import RULES_IN_SHORT
from texts.plan.pace_words import PACES_IN_SHORT
from texts.plural import plural
from texts.short import shortened

WORDS_LENGTH = 160
COMPLETION_WORDS = {
    CompletionRule.ALL: "когда отчитались все исполнители",
    CompletionRule.ANY: "достаточно отчёта одного исполнителя",
    CompletionRule.MAIN: "когда отчитался основной исполнитель",
}
STANDING_WORDS = {
    MeasureStanding.IN_FORCE: "в работе",
    MeasureStanding.PAUSED: "приостановлено",
    MeasureStanding.CANCELLED: "отменено",
    MeasureStanding.DROPPED: "исключено из плана",
}
NOTHING = "пусто"
Names = Mapping[Assigned, str]


def change_words(
    before: MeasureContent, after: MeasureContent, differing: Iterable[Aspect], names: Names
) -> list[str]:
    """One line for each thing that differs."""
    return [_aspect(aspect, before, after, names) for aspect in differing]


def _aspect(aspect: Aspect, before: MeasureContent, after: MeasureContent, names: Names) -> str:
    match aspect:
        case Aspect.TITLE:
            return _reworded("название", before.title, after.title, is_neuter=True)
        case Aspect.NUMBER:
            return f"номер: был {before.number or NOTHING}, стал {after.number or NOTHING}"
        case Aspect.DEADLINE if before.deadline_text == after.deadline_text and before.pace != after.pace:
            was, now = PACES_IN_SHORT[before.pace], PACES_IN_SHORT[after.pace]
            return f"контрольные точки: было {was}, стало {now}"
        case Aspect.DEADLINE:
            return _reworded("срок", before.deadline_text, after.deadline_text)
        case Aspect.RESULT:
            return _reworded("результат", before.result, after.result)
        case Aspect.SECTION:
            return _reworded("раздел", before.section, after.section)
        case Aspect.ANSWERING:
            was, now = (answering_words(one.answering, names) for one in (before, after))
            return f"исполнители: было {was}; стало {now}"
        case Aspect.EVIDENCE:
            return f"к отчёту теперь {RULES_IN_SHORT[after.evidence]}"
        case Aspect.COMPLETION:
            return f"считается выполненным, {COMPLETION_WORDS[after.completion_rule]}"
        case Aspect.STANDING:
            return standing_words(after)


def _reworded(what: str, before: str, after: str, *, is_neuter: bool = False) -> str:
    """Both words; neither is there where the message is a short one."""
    was, became, changed = ("было", "стало", "изменено") if is_neuter else ("был", "стал", "изменён")
    if not (before or after):
        return f"{what} {changed}"
    return f"{what}: {was} {_said(before)}, {became} {_said(after)}"


def standing_words(content: MeasureContent) -> str:
    """«отменено: объект закрыт на ремонт»."""
    words = STANDING_WORDS[content.standing]
    return f"{words}: {shortened(content.reason, WORDS_LENGTH)}" if content.reason else words


def answering_words(answering: Sequence[Answering], names: Names) -> str:
    """Everybody who answers, the main executor first."""
    ordered = sorted(answering, key=lambda one: not one.is_main)
    is_told = len(ordered) > 1
    said = [_answering(one, names, is_told=is_told) for one in ordered]
    return shortened(", ".join(said), WORDS_LENGTH * 2) if said else "никого"


def _answering(one: Answering, names: Names, *, is_told: bool) -> str:
    """With what sets the one apart from the others, where there are several."""
    name = names.get(one.assigned, "кто-то из выбывших")
    if one.is_main:
        return f"{name} (основной)" if is_told else name
    return f"{name} ({earlier_words(one.days_earlier)})" if one.days_earlier else name


def earlier_words(days: int) -> str:
    """«на 5 дней раньше»."""
    return f"на {plural(days, 'день', 'дня', 'дней')} раньше"


def _said(words: str) -> str:
    return f"«{shortened(words, WORDS_LENGTH)}»" if words.strip() else NOTHING
