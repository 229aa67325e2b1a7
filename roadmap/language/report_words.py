"""What the first words of a report say of its outcome, and which other date they ask for."""

import re
from datetime import date, timedelta

from roadmap.control.duty import ReportOutcome
from roadmap.errors import BadInput
from roadmap.language.named_day import named_day
from roadmap.wording import normal

_DEEDS = (
    r"(?:выполн(?:ил|ен)|исполн(?:ил|ен)|провел|проведен|состоял|заверш|сдела[лн]|обуч(?:ил|ен)"
    r"|разработа[лн]|закуп(?:ил|лен)|приобре[лт]|реализова|издал|издан|размести|размещен|утвер(?:дил|жден)"
    r"|подготов(?:ил|лен)|отправ(?:ил|лен)|подписа[лн]|собра[лн]|сда[лн]|готов[оаы]?\b)"
)
_DONE = re.compile(rf"(?<!не )(?<!не был )(?<!не была )(?<!не было )(?<!не были )\b{_DEEDS}")
_PART = re.compile(
    r"частичн|не в полном|не полностью|не все\b|наполовин|половин|\bчасть\b|остальн|доделае|доделать|почти"
)
_HALF = re.compile(r"наполовин|половин")
_PERCENT = re.compile(r"\b(\d{1,2}) ?%")
_POSTPONED = re.compile(
    r"перен(?:ес|ос)|продл(?:ит|ен|ите)|отсроч|сдвин|отлож|\bпозже\b|\bпопозже\b|дайте срок|дайте время"
)
_NOT_DONE = re.compile(
    r"\bне ?(?:был\w* |смог\w* |смож\w* )?"
    rf"(?:успе|начат|начал|начин|приступ|получ|удал|удас|смог|смож|можем|могу|буд(?:ем|ет|у)\b|{_DEEDS})"
    r"|\bне вып|\bне исп|отмен(?:ил|ен)|не состо|\bпока нет\b|^(?:еще )?нет$|нет возможност|сорва"
)
_BEFORE_DAY = re.compile(r"\b(?:на|до|к|ко|через)\s+")
_DAY_WORDS = 3


def outcome_in(words: str) -> ReportOutcome | None:
    """Done, partly, not done; None where the words name none of them, or a deed beside a regret."""
    said = normal(words)
    if _PART.search(said):
        return ReportOutcome.PARTIAL
    is_not_done = _NOT_DONE.search(said) or _POSTPONED.search(said)
    if _DONE.search(said):
        return None if is_not_done else ReportOutcome.DONE
    return ReportOutcome.NOT_DONE if is_not_done else None


def percent_in(words: str) -> int | None:
    """«половину», «60 %»: how much of the work is done."""
    said = normal(words)
    if told := _PERCENT.search(said):
        return int(told[1]) or None
    return 50 if _HALF.search(said) else None


def asks_for_time(words: str) -> bool:
    """Whether another date is asked for."""
    return _POSTPONED.search(normal(words)) is not None


def wanted_day(words: str, today: date, within: timedelta) -> date | None:
    """The day the words ask to move the date to; None where they name none."""
    if not asks_for_time(words):
        return None
    for found in _BEFORE_DAY.finditer(words.casefold()):
        start = found.start() if found[0].startswith("через") else found.end()
        tail = words[start:].split()[: _DAY_WORDS + 1]
        for count in range(len(tail), 0, -1):
            said = " ".join(tail[:count]).strip(" .,;!?")
            if (day := _day(said, today, within) or _day(f"через {said}", today, within)) is not None:
                return day
    return None


def _day(words: str, today: date, within: timedelta) -> date | None:
    try:
        return named_day(words, today, within)
    except BadInput:
        return None
