"""What those who watch see: the overview, organisations with overdue duties and those nobody reads for."""

from collections.abc import Sequence

from roadmap.control.boards import Tally, UnitOverdue, UnitSilence
from services.buttons.deciding import PassedUpButton, QueueButton
from services.buttons.delivery import UndeliveredButton
from services.buttons.duties import BoardButton, OverdueUnitsButton, SilentUnitsButton, UnitOverdueButton
from services.buttons.people import MenuButton, UnitButton
from services.buttons.summary import MeetingButton
from services.control.duties.duty_lists import Board, OverdueUnits, SilentUnits
from services.notice import Button, ButtonStyle, Html, Notice, bold, lines
from services.people.no_recipient import NoRecipientView
from texts.control.duty_lists import page_words, turn
from texts.control.duty_words import OVERDUE_MARK, days_ago, duties, nobody_words, overdue_words
from texts.delivery.undelivered import undelivered_label
from texts.plural import day, form, plural
from texts.short import shortened

UNIT_LENGTH = 60
NAMES_SHOWN = 5
Rows = tuple[tuple[Button, ...], ...]


def board(view: Board) -> Notice:
    """The overview: counts, and a button for everything that needs attention."""
    organisations = plural(view.overdue_units, "организации", "организаций", "организаций")
    return Notice(
        body=lines(
            bold(f"Обзор на {day(view.today, today=view.today)}"),
            "",
            *tally_lines(view.tally),
            waiting_line(view.waiting, view.waiting_days),
            "",
            f"Есть просрочка у {organisations}." if view.overdue_units else "Просрочки нет.",
            _silent_words(view) if view.silent_units else None,
            f"{undelivered_label(view.undelivered)}." if view.undelivered else None,
        ),
        buttons=(*_board_keys(view), (Button("‹ Меню", MenuButton()),)),
    )


def tally_lines(tally: Tally) -> list[str | None]:
    """How things stand, one number a line; what is nought is left out, and the lines make up the first."""
    overdue = tally.overdue.total
    late = f", из них отчёт после срока: {tally.late}" if tally.late else ""
    return [
        f"Всего поручений: {tally.total}",
        f"Снято с контроля: {tally.accepted}" if tally.accepted else None,
        f"Закрыто как невыполненное: {tally.closed_undone}" if tally.closed_undone else None,
        f"На решении у куратора: {tally.waiting}{late}" if tally.waiting else None,
        f"В работе, срок не прошёл: {tally.in_time}" if tally.in_time else None,
        f"{OVERDUE_MARK} Просрочено: {overdue} ({overdue_words(tally.overdue)})" if overdue else None,
        f"Без даты, по мониторингу: {tally.ongoing}" if tally.ongoing else None,
        f"Срок прошёл до начала работы: {tally.passed}" if tally.passed else None,
        f"Приостановлено: {tally.paused}" if tally.paused else None,
    ]


def overdue_units(view: OverdueUnits) -> Notice:
    """Organisations with overdue duties, the longest overdue first."""
    return Notice(
        body=lines(
            bold("Просроченное по организациям"),
            page_words(view.paging),
            "",
            *(_overdue_line(unit, view) for unit in view.units),
            None if view.units else "Просрочки нет.",
        ),
        buttons=(
            *((Button(_overdue_key(unit), UnitOverdueButton(unit.unit_id, 0)),) for unit in view.units),
            *turn(view.paging, OverdueUnitsButton),
            (Button("‹ Обзор", BoardButton()),),
        ),
    )


def silent_units(view: SilentUnits) -> Notice:
    """Organisations whose duties reach nobody, and the way to invite their people."""
    return Notice(
        body=lines(
            bold("Некому напоминать"),
            page_words(view.paging),
            "",
            *(
                Html("• ")
                + bold(shortened(unit.unit, UNIT_LENGTH))
                + f": {duties(unit.duties)}, {_absent_words(unit, view.left.get(unit.unit_id, ()))}"
                for unit in view.units
            ),
            "" if view.units else "Все исполнители на связи.",
            *dict.fromkeys(
                _advice(view.may_invite, absent=unit.absent, others=unit.others) for unit in view.units
            ),
        ),
        buttons=(
            *(
                (Button(_silent_key(unit), UnitButton(unit.unit_id)),)
                for unit in view.units
                if view.may_invite
            ),
            *turn(view.paging, SilentUnitsButton),
            (Button("‹ Обзор", BoardButton()),),
        ),
    )


def no_recipient(view: NoRecipientView) -> Notice:
    """To curator and coordinator: reminders of this organisation reach nobody."""
    names = ", ".join(shortened(name, UNIT_LENGTH) for name in view.absent[:NAMES_SHOWN])
    more = len(view.absent) - NAMES_SHOWN
    nobody = nobody_words(view.left) if view.left else "исполнители не назначены"
    who = (
        f"Ещё не в чате: {names.rstrip('.')}{f' и ещё {more}' if more > 0 else ''}."
        if names
        else f"{_others(view)}{nobody[0].upper()}{nobody[1:]}."
    )
    return Notice(
        body=lines(
            bold(f"Некому напоминать: {shortened(view.unit, UNIT_LENGTH)}"),
            "",
            f"Поручений: {view.duties}. Сообщений о них никто не получит. {who}",
            _advice(view.may_invite, absent=len(view.absent), others=view.others),
        ),
        buttons=(
            *(((Button("Пригласить", UnitButton(view.unit_id)),),) if view.may_invite else ()),
            (Button("Все, кому некому напомнить", SilentUnitsButton(0)),),
        ),
    )


def _others(view: NoRecipientView) -> str:
    people = plural(view.others, "человек", "человека", "человек")
    return f"В организации {people}. " if view.others else ""


def _silent_key(unit: UnitSilence) -> str:
    """Where people are there already, what to do with one of them."""
    name = shortened(unit.unit, UNIT_LENGTH)
    return f"Назначить исполнителя: {name}" if unit.others and not unit.absent else name


def _advice(may_invite: bool, *, absent: int, others: int) -> str:
    if not absent and others:
        if not may_invite:
            return "Попросите координатора дать кому-то из них роль «исполнитель»."
        return "Откройте организацию, в ней человека и дайте ему роль «исполнитель»."
    if not absent:
        return "Добавьте туда людей." if may_invite else "Попросите координатора добавить туда людей."
    if may_invite:
        given = "Выдайте ссылку" if absent == 1 else "Выдайте им ссылки"
        return f"{given} для входа: бот не может написать первым."
    return "Попросите координатора выдать ссылки для входа или сообщите лично: бот не может написать первым."


def _board_keys(view: Board) -> Rows:
    rows: list[tuple[Button, ...]] = []
    if view.waiting and view.may_decide:
        label = f"Ждут решения: {view.waiting}"
        rows.append((Button(label, QueueButton(0), style=ButtonStyle.PRIMARY),))
    if view.passed_up:
        label = f"Переданное вам: {view.passed_up}"
        rows.append((Button(label, PassedUpButton(0), style=ButtonStyle.PRIMARY),))
    if view.overdue_units:
        label = f"Просрочено: {duties(view.tally.overdue.total)}"
        rows.append((Button(label, OverdueUnitsButton(0), style=ButtonStyle.DANGER),))
    if view.silent_units:
        rows.append((Button(f"Некому напоминать: {view.silent_units}", SilentUnitsButton(0)),))
    if view.undelivered:
        rows.append((Button(undelivered_label(view.undelivered), UndeliveredButton(0)),))
    if view.has_meeting:
        rows.append((Button("К совещанию", MeetingButton()),))
    return tuple(rows)


def _silent_words(view: Board) -> str:
    return f"Некому напоминать: {plural(view.silent_units, 'организация', 'организации', 'организаций')}."


def _overdue_line(unit: UnitOverdue, view: OverdueUnits) -> Html:
    oldest = days_ago(unit.oldest_on, view.today)
    since = f"самый давний срок был {day(unit.oldest_on, today=view.today)}, {oldest}"
    head = Html("• ") + bold(shortened(unit.unit, UNIT_LENGTH))
    unheard = _unheard_words(view.out_of_chat.get(unit.unit_id))
    return head + f": {duties(unit.overdue.total)} ({overdue_words(unit.overdue)}), {since}{unheard}"


def _unheard_words(has_people: bool | None) -> str:
    if has_people is None:
        return ""
    return "; ещё не в чате" if has_people else "; отвечать некому"


def _overdue_key(unit: UnitOverdue) -> str:
    return f"{shortened(unit.unit, UNIT_LENGTH - 10)}: {duties(unit.overdue.total)}"


def _absent_words(unit: UnitSilence, left: Sequence[str]) -> str:
    absent = unit.absent
    if not absent and unit.others and not left:
        people = plural(unit.others, "человек", "человека", "человек")
        return f"{people}, но никто не исполнитель"
    if not absent:
        return nobody_words(left) if left else "исполнители не назначены"
    people = form(absent, "человек", "человека", "человек")
    return f"не {form(absent, 'вошёл', 'вошли', 'вошли')} {absent} {people}"


def waiting_line(count: int, days: int) -> str | None:
    """How many decisions are waited for and for how long: one duty may wait for several."""
    if not count:
        return None
    longest = f", дольше всего {plural(days, 'день', 'дня', 'дней')}" if days else ""
    return f"Ждут решения куратора: {plural(count, 'обращение', 'обращения', 'обращений')}{longest}"
