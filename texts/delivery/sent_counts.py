"""«12 доставлено, 2 заблокировали бота»: what became of what one press has sent to many."""

from collections.abc import Mapping

from roadmap.delivery.gone import Fate
from roadmap.delivery.sent_rounds import SentAbout
from services.buttons.reach import ReachButton
from services.delivery.sent_counts import SentCounts
from services.notice import Button, Notice, bold, lines
from texts.plural import form
from texts.short import shortened

NAME = 80
UNREACHED = (Fate.BLOCKED, Fate.NO_CHAT)


def sent_counts(view: SentCounts) -> Notice:
    """One message, edited as the counts change."""
    is_unreached = any(view.counts.get(fate) for fate in UNREACHED)
    return Notice(
        body=lines(bold(_title(view)), "", f"{counts_words(view.counts)}."),
        buttons=((Button("Кто не на связи", ReachButton()),),) if is_unreached else (),
        is_silent=True,
    )


def counts_words(counts: Mapping[Fate, int]) -> str:
    """«12 доставлено, 2 заблокировали бота»."""
    return ", ".join(f"{count} {_words(fate, count)}" for fate in Fate if (count := counts.get(fate, 0)))


def _title(view: SentCounts) -> str:
    name = shortened(view.round.name, NAME)
    match view.round.about:
        case SentAbout.MEASURE_NUDGE:
            return f"Напоминания молчащим, п. {name}: {view.total}"
        case SentAbout.UNIT_NUDGE:
            return f"Напоминания молчащим, {name}: {view.total}"
        case SentAbout.PLAN_NEWS:
            return f"Сообщения о плане «{name}»: {view.total}"


def _words(fate: Fate, count: int) -> str:
    match fate:
        case Fate.SENT:
            return "доставлено"
        case Fate.BLOCKED:
            return form(count, "заблокировал бота", "заблокировали бота", "заблокировали бота")
        case Fate.NO_CHAT:
            return "не в чате"
        case Fate.DOUBTFUL:
            return "могло не дойти"
        case Fate.FAILED:
            return "не доставлено"
        case Fate.FOLDED:
            return "в общем сообщении"
        case Fate.WAITING:
            return form(count, "ещё ждёт отправки", "ещё ждут отправки", "ещё ждут отправки")
        case Fate.NEEDLESS:
            return "не понадобилось"
