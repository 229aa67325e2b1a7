"""«К совещанию»: the message, its picture, and the page to be printed."""

from datetime import date

from roadmap.control.boards import MeasureOverdue
from roadmap.summary.meeting import MeetingPack, ToDecide
from roadmap.summary.pictures import Share
from roadmap.summary.progress import MapProgress
from services.buttons.duties import BoardButton, DigestDutyButton
from services.buttons.summary import MeetingPaperButton
from services.notice import Button, Html, Notice, bold, lines, text
from texts.control.duty_words import measure_name, number, of_map
from texts.imports.minutes import minutes_key
from texts.pictures import Bars
from texts.plan.load_words import LABEL, NOTE
from texts.plural import day, plural
from texts.short import key_words, shortened
from texts.summary.letters import done_so_far, verdict
from texts.summary.picture_words import SHARE_WORDS
from texts.summary.summary_words import NO_SECTION

MAPS, BARS = 3, 12
TITLE, UNIT, WORDS, KEY_LENGTH = 70, 50, 60, 60
"""Characters of a line under the picture: it holds 1,024 in all."""
NO_DECISIONS = "Вопросов, которые ждут вашего решения, нет."
DECISIONS = "Решить на совещании"
DECISION_COLUMNS = ("№", "Вопрос", "Кто отвечает", "Кто и зачем передал", "Решение")
WORST_COLUMNS = ("№", "Мероприятие", "Кто отвечает", "Срок был", "Дней")
WORST, NOTES = "Просрочено дольше всего", "Поручения по итогам"
BLANKS = 4
MAKING = "Готовлю…"


def message(pack: MeetingPack) -> Notice:
    """Under the picture: the verdict, how far each map is, and at most three decisions."""
    rest = len(pack.maps) - MAPS
    return Notice(
        body=lines(
            bold(heading(pack)),
            bold(verdict(pack)),
            *(text(progress(each)) for each in pack.maps[:MAPS]),
            f"…и ещё карт: {rest}" if rest > 0 else None,
            "",
            *(decisions(pack) or [NO_DECISIONS]),
        ),
        buttons=(
            *_keys(pack),
            (Button("Напечатать (Word)", MeetingPaperButton()),),
            *(((minutes_key(),),) if pack.may_write else ()),
            (Button("Обзор", BoardButton()),),
        ),
    )


def nothing_runs() -> Notice:
    """Before the first road map is approved."""
    return Notice(
        body=text("Дорожных карт в работе пока нет. Материал к совещанию появится, когда утвердят первую."),
        buttons=((Button("Обзор", BoardButton()),),),
    )


def heading(pack: MeetingPack) -> str:
    return f"К совещанию {day(pack.today)}"


def progress(each: MapProgress) -> str:
    """How far a road map is, and what the week has brought."""
    name = shortened(each.map_name, UNIT)
    week = f", за неделю +{each.gained}" if each.gained > 0 else ""
    return f"{name}: {done_so_far(each)}{week}"


def decisions(pack: MeetingPack) -> list[Html | str]:
    """What waits for the head, in as many words as a picture bears."""
    if not pack.decisions:
        return []
    said: list[Html | str] = [bold(DECISIONS)]
    for place, each in enumerate(pack.decisions, start=1):
        named = of_map(measure_name(each.number, each.title, TITLE), each.map_name)
        said.append(
            Html(f"{place}. ") + named + f" — {shortened(each.assignee, UNIT)}. {passed(each, WORDS)}"
        )
    if more := pack.decisions_total - len(pack.decisions):
        said.append(f"…и ещё {more}.")
    return said


def passed(each: ToDecide, limit: int) -> str:
    """Who has left it to the head, and in which words."""
    words = f": «{shortened(each.words, limit)}»" if each.words else ""
    return f"{shortened(each.by, UNIT)}{words}"


def _keys(pack: MeetingPack) -> tuple[tuple[Button, ...], ...]:
    verb = "Решить" if pack.may_decide else "Открыть"
    return tuple(
        (
            Button(
                key_words(
                    f"{verb} {place}", number(each.number), each.map_name, each.assignee, limit=KEY_LENGTH
                ),
                DigestDutyButton(each.duty_id),
            ),
        )
        for place, each in enumerate(pack.decisions, start=1)
    )


def picture(pack: MeetingPack) -> Bars:
    """How every road map stands, or every section of the only one."""
    shown = dict(list(pack.shares.items())[:BARS])
    labels = [shortened(name, LABEL) if name else NO_SECTION for name in shown]
    of = shortened(pack.of_map, NOTE) if pack.of_map else shortened(pack.department, NOTE)
    rest = f"; ещё {left} не показано" if (left := len(pack.shares) - len(shown)) > 0 else ""
    return Bars(
        title="Исполнение по разделам" if pack.of_map else "Исполнение по дорожным картам",
        note=f"На {pack.today:%d.%m.%Y}{rest}\n{of}",
        labels=tuple(labels),
        parts=tuple(SHARE_WORDS.values()),
        counts=tuple(tuple(counts.get(share, 0) for share in Share) for counts in shown.values()),
        said=verdict(pack),
    )


# The page to be printed


def file_name(pack: MeetingPack) -> str:
    return f"К совещанию {pack.today:%d.%m.%Y}.docx"


def decision_row(place: int, each: ToDecide) -> tuple[str, ...]:
    """A question as the table has it; the last cell is for the pen."""
    return (
        str(place),
        _measure(each.number, each.title, each.map_name),
        each.assignee,
        passed(each, 240),
        "",
    )


def worst_row(place: int, each: MeasureOverdue, today: date) -> tuple[str, ...]:
    """What is late, for whom and for how long."""
    count = each.overdue.total
    whose = each.assignee if count == 1 else plural(count, "исполнитель", "исполнителя", "исполнителей")
    late = str((today - each.owed_by).days)
    return (
        str(place),
        _measure(each.number, each.title, each.map_name),
        whose,
        f"{each.owed_by:%d.%m.%Y}",
        late,
    )


def _measure(printed: str, title: str, map_name: str) -> str:
    named = f"{number(printed)} {shortened(title, 160)}".strip()
    return f"{named} [{map_name}]" if map_name else named


def caption(pack: MeetingPack) -> Notice:
    return Notice(body=text(f"{heading(pack)}: одна страница для печати."))


def counts(pack: MeetingPack) -> str:
    """The department in one line."""
    tally = pack.tally
    return (
        f"Поручений: {tally.total}. Снято с контроля: {tally.accepted}. На проверке: {tally.waiting}. "
        f"Просрочено: {tally.overdue.total}."
    )
