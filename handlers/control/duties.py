"""Lists of duties, their cards, and the overview of those who watch."""

from typing import Any

from handlers.chat import Chat
from handlers.policy import allow, allow_bound
from handlers.routes import Routes
from handlers.said import Said
from roadmap.ids import ControlPointId, DutyId, MeasureId, UnitId
from roadmap.people.persons import WATCHING
from services.buttons.duties import (
    BoardButton,
    DigestDutyButton,
    ListedDutyButton,
    MonthButton,
    MoreButton,
    MyDutiesButton,
    NudgeButton,
    NudgePointButton,
    NudgeUnitButton,
    OpenDutyButton,
    OverdueUnitsButton,
    SilentUnitsButton,
    UnitDutiesButton,
    UnitOverdueButton,
    YearButton,
)
from services.control.duties.cards import CardView
from services.control.duties.verbs import Verb
from services.people.rights import CURATORS
from texts.control import boards, cards, duty_lists, nudging

# One's own duties and cards


async def send_mine(chat: Chat, _: Said) -> None:
    """Sends the person's own duties, the most urgent shelf first."""
    await chat.screen.send(duty_lists.my_duties(await chat.app.lists.mine(chat.actor)))


async def show_mine(chat: Chat, press: MyDutiesButton) -> None:
    """Shows a page of the person's own duties."""
    view = await chat.app.lists.mine(chat.actor, press.shelf, press.page)
    await chat.show_other(duty_lists.my_duties(view))


async def show_year(chat: Chat, press: YearButton) -> None:
    """Shows the person's own duties by the months of a year."""
    await chat.show_other(duty_lists.my_year(await chat.app.lists.year(chat.actor, press.year)))


async def show_month(chat: Chat, press: MonthButton) -> None:
    """Shows a page of the person's own duties of a month."""
    view = await chat.app.lists.month(chat.actor, press.year, press.month, press.page)
    await chat.show_other(duty_lists.my_month(view))


async def open_card(chat: Chat, press: OpenDutyButton) -> None:
    """Turns the pressed message into the card of the duty."""
    view = await chat.app.cards.open(chat.actor, DutyId(press.duty_id))
    await chat.show_card(view)
    _look_at(chat, view)


async def open_listed(chat: Chat, press: ListedDutyButton) -> None:
    """Turns a list into the card, with the way back."""
    view = await chat.app.cards.open(chat.actor, DutyId(press.duty_id))
    back = duty_lists.way_back(press.shelf, press.page)
    await chat.show_card(view, cards.duty_card(view, back=back))
    _look_at(chat, view)


async def open_below(chat: Chat, press: DigestDutyButton) -> None:
    """Sends the card below the digest, which stays."""
    view = await chat.app.cards.open(chat.actor, DutyId(press.duty_id))
    await chat.send_card(view)
    _look_at(chat, view)


def _look_at(chat: Chat, view: CardView) -> None:
    """Words and files that come next are about this duty, where its report is waited for."""
    if Verb.REPORT in view.verbs:
        chat.conversation.look_at(view.card.duty.id)


async def show_more(chat: Chat, press: MoreButton) -> None:
    """Shows the rarer verbs of a card."""
    view = await chat.app.cards.open(chat.actor, DutyId(press.duty_id))
    await chat.show_card(view, cards.duty_card_more(view))


# The overview


async def send_board(chat: Chat, _: Said) -> None:
    """Sends the overview of the units the person watches."""
    await chat.screen.send(boards.board(await chat.app.lists.board(chat.actor)))


async def show_board(chat: Chat, _: Any) -> None:
    """Shows the overview of the units the person watches."""
    await chat.show_other(boards.board(await chat.app.lists.board(chat.actor)))


async def show_overdue(chat: Chat, press: OverdueUnitsButton) -> None:
    """Shows a page of organisations with overdue duties."""
    await chat.screen.show(boards.overdue_units(await chat.app.lists.overdue_units(chat.actor, press.page)))


async def show_unit_overdue(chat: Chat, press: UnitOverdueButton) -> None:
    """Shows the overdue duties of one organisation."""
    view = await chat.app.lists.unit_overdue(chat.actor, UnitId(press.unit_id), press.page)
    await chat.show_other(duty_lists.unit_overdue(view))


async def show_unit_duties(chat: Chat, press: UnitDutiesButton) -> None:
    """Shows all that is asked of one organisation, the silent first."""
    view = await chat.app.lists.unit_duties(chat.actor, UnitId(press.unit_id), press.page)
    await chat.show_other(duty_lists.unit_duties(view))


async def show_silent(chat: Chat, press: SilentUnitsButton) -> None:
    """Shows a page of organisations whose duties reach nobody."""
    await chat.screen.show(boards.silent_units(await chat.app.lists.silent_units(chat.actor, press.page)))


async def nudge(chat: Chat, press: NudgeButton) -> None:
    """Asks whoever answers for the duty to report."""
    duty_id = DutyId(press.duty_id)
    async with chat.card_if_stale(lambda: chat.app.cards.open(chat.actor, duty_id)):
        found = await chat.app.nudges.nudge(chat.actor, duty_id)
        await chat.screen.toast(nudging.nudged(found), alert=not found.told)
        await chat.show_card(found.view)


async def nudge_unit(chat: Chat, press: NudgeUnitButton) -> None:
    """Asks a unit about everything it has said nothing about in time."""
    found = await chat.app.nudging_all.of_unit(chat.actor, UnitId(press.unit_id))
    await chat.screen.toast(nudging.nudged_all(found), alert=True)


async def nudge_point(chat: Chat, press: NudgePointButton) -> None:
    """Asks everybody who has said nothing about a control point."""
    measure_id, point_id = MeasureId(press.measure_id), ControlPointId(press.control_point_id)
    found = await chat.app.nudging_all.of_point(chat.actor, measure_id, point_id)
    await chat.screen.toast(nudging.nudged_all(found), alert=True)


ROUTES = Routes(
    commands={**allow_bound({"my": send_mine}), **allow({"board": send_board}, *WATCHING)},
    presses={
        **allow_bound(
            {
                MyDutiesButton: show_mine,
                YearButton: show_year,
                MonthButton: show_month,
                OpenDutyButton: open_card,
                ListedDutyButton: open_listed,
                DigestDutyButton: open_below,
                MoreButton: show_more,
            }
        ),
        **allow(
            {
                BoardButton: show_board,
                OverdueUnitsButton: show_overdue,
                UnitOverdueButton: show_unit_overdue,
                UnitDutiesButton: show_unit_duties,
                SilentUnitsButton: show_silent,
            },
            *WATCHING,
        ),
        **allow({NudgeButton: nudge, NudgeUnitButton: nudge_unit, NudgePointButton: nudge_point}, *CURATORS),
    },
)
