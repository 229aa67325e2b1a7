"""Whom the plan cannot reach, and what to do about each."""

from roadmap.control.reach import Gap, GapLine
from services.buttons.absences import AbsencesButton
from services.buttons.invitations import InvitationsButton
from services.buttons.packing import ButtonData
from services.buttons.people import InvitePersonButton, MenuButton, UnitButton
from services.buttons.persons import PersonButton
from services.buttons.plan import UndecidedButton
from services.buttons.reach import GapButton, ReachButton
from services.control.duties.reach import GapPage, ReachBoard
from services.notice import Button, ButtonStyle, Html, Notice, bold, lines
from texts.control.duty_lists import page_words, turn
from texts.short import shortened

NAME = 50
TITLES = {
    Gap.UNBOUND: "Ещё не в чате",
    Gap.EXPIRED: "Ссылка истекла",
    Gap.BLOCKED: "Бот заблокирован",
    Gap.LEFT: "Не работает, а поручения остались",
    Gap.AWAY: "В отпуске без замены",
    Gap.EMPTY_UNIT: "Организации без исполнителя",
    Gap.NOBODY: "Пункт без исполнителя",
}
ADVICE = {
    Gap.UNBOUND: "Выдайте ссылки или распечатайте лист приглашений: бот не может написать первым.",
    Gap.EXPIRED: "Выдайте новые ссылки.",
    Gap.BLOCKED: "Позвоните: пусть откроют чат с ботом и нажмут «Перезапустить».",
    Gap.LEFT: "Откройте карточку и передайте поручения.",
    Gap.AWAY: "Назовите, кто замещает: напоминания пойдут к нему.",
    Gap.EMPTY_UNIT: "Дайте роль «исполнитель» кому-то из её людей или добавьте того, кто отвечает.",
    Gap.NOBODY: "Назовите исполнителя на карточке пункта.",
}
ALL_IS_WELL = "Все на связи: напоминания дойдут до каждого."
ASK_COORDINATOR = "Исправить может координатор: скажите ему."


def board(view: ReachBoard) -> Notice:
    """Every gap that is open, with how many and a button that leads to it."""
    found = [(gap, count) for gap, count in view.counts.items() if count]
    return Notice(
        body=lines(
            bold("Кто не на связи"),
            "",
            *(f"{TITLES[gap]}: {count}" for gap, count in found),
            None if found else ALL_IS_WELL,
        ),
        buttons=(
            *((Button(f"{TITLES[gap]}: {count}", _door(gap)),) for gap, count in found),
            (Button("‹ Меню", MenuButton()),),
        ),
    )


def gap_page(view: GapPage) -> Notice:
    """Those of one gap, each with its remedy as a button."""
    sheet = view.may_change and view.gap in (Gap.UNBOUND, Gap.EXPIRED) and view.count
    return Notice(
        body=lines(
            bold(f"{TITLES[view.gap]}: {view.count}"),
            page_words(view.paging),
            "",
            *(_line(view.gap, line) for line in view.lines),
            "" if view.lines else ALL_IS_WELL,
            (ADVICE[view.gap] if view.may_change else ASK_COORDINATOR) if view.lines else None,
        ),
        buttons=(
            *(
                ((Button("Лист приглашений", InvitationsButton(0), style=ButtonStyle.PRIMARY),),)
                if sheet
                else ()
            ),
            *((Button(_label(view, line), _remedy(view, line)),) for line in view.lines),
            *turn(view.paging, lambda page: GapButton(view.gap.value, page)),
            (Button("‹ Кто не на связи", ReachButton()),),
        ),
    )


def reach_label(count: int) -> str:
    return f"Кого не достать: {count}" if count else "Кто не на связи"


def reach_line(count: int) -> str | None:
    """How many the plan would not reach, before it is approved or a monitoring opens."""
    if not count:
        return None
    return f"Напоминания дойдут не до всех, таких случаев: {count}. Что сделать, покажет «Кого не достать»."


def _door(gap: Gap) -> ButtonData:
    return UndecidedButton(0) if gap is Gap.NOBODY else GapButton(gap.value, 0)


def _line(gap: Gap, line: GapLine) -> Html:
    counted = gap in (Gap.LEFT, Gap.EMPTY_UNIT)
    detail = f"поручений: {line.detail}" if counted else shortened(line.detail, NAME)
    return Html("• ") + bold(shortened(line.name, NAME)) + (f", {detail}" if line.detail else "")


def _label(view: GapPage, line: GapLine) -> str:
    name = shortened(line.name, NAME - 10)
    if view.may_change and view.gap in (Gap.UNBOUND, Gap.EXPIRED):
        return f"Новая ссылка: {name}"
    return f"Кто замещает: {name}" if view.gap is Gap.AWAY and view.may_change else name


def _remedy(view: GapPage, line: GapLine) -> ButtonData:
    if view.gap is Gap.EMPTY_UNIT:
        return UnitButton(line.id)
    if view.gap is Gap.NOBODY:
        return UndecidedButton(0)
    if view.may_change and view.gap in (Gap.UNBOUND, Gap.EXPIRED):
        return InvitePersonButton(line.id)
    if view.may_change and view.gap is Gap.AWAY:
        return AbsencesButton(line.id)
    return PersonButton(line.id)
