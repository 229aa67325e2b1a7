"""Lists of duties, their cards, the overview, and what a person chooses about reminders."""

from aiogram import Router
from aiogram.filters import Command
from aiogram.types import CallbackQuery, Message

from handlers.button_filter import Pressed
from handlers.policy import allow, allow_bound
from handlers.redrawing import show_card, show_other
from handlers.screen import Screen
from roadmap.ids import DutyId, UnitId
from roadmap.people.persons import Actor
from services.app import App
from services.buttons.duties import (
    BoardButton,
    DigestDutyButton,
    ListedDutyButton,
    MoreButton,
    MyDutiesButton,
    OpenDutyButton,
    OverdueUnitsButton,
    SilentUnitsButton,
    UnitOverdueButton,
)
from services.buttons.reminding import (
    DigestHourButton,
    PaceButton,
    ReminderSettingsButton,
    SnoozeButton,
    SnoozeChoicesButton,
    WhyButton,
)
from services.control.duties.duty_lists import BOARD_ROLES
from texts.control import boards, cards, duty_lists
from texts.reminding import reminder_choices

WATCHING = allow(*BOARD_ROLES)


def build_router() -> Router:
    router = Router(name="duties")
    router.message(Command("my"), flags=allow_bound())(send_mine)
    router.callback_query(Pressed(MyDutiesButton), flags=allow_bound())(show_mine)
    router.callback_query(Pressed(OpenDutyButton), flags=allow_bound())(open_card)
    router.callback_query(Pressed(ListedDutyButton), flags=allow_bound())(open_listed)
    router.callback_query(Pressed(DigestDutyButton), flags=allow_bound())(open_below)
    router.callback_query(Pressed(MoreButton), flags=allow_bound())(show_more)
    router.message(Command("board"), flags=WATCHING)(send_board)
    router.callback_query(Pressed(BoardButton), flags=WATCHING)(show_board)
    router.callback_query(Pressed(OverdueUnitsButton), flags=WATCHING)(show_overdue)
    router.callback_query(Pressed(UnitOverdueButton), flags=WATCHING)(show_unit_overdue)
    router.callback_query(Pressed(SilentUnitsButton), flags=WATCHING)(show_silent)
    router.callback_query(Pressed(SnoozeChoicesButton), flags=allow_bound())(offer_snooze)
    router.callback_query(Pressed(SnoozeButton), flags=allow_bound())(snooze)
    router.callback_query(Pressed(WhyButton), flags=allow_bound())(why)
    router.callback_query(Pressed(ReminderSettingsButton), flags=allow_bound())(show_settings)
    router.callback_query(Pressed(PaceButton), flags=allow_bound())(choose_pace)
    router.callback_query(Pressed(DigestHourButton), flags=allow_bound())(choose_hour)
    return router


# One's own duties and cards


async def send_mine(_: Message, app: App, actor: Actor, screen: Screen) -> None:
    await screen.send(duty_lists.my_duties(await app.lists.mine(actor)))


async def show_mine(_: CallbackQuery, press: MyDutiesButton, app: App, actor: Actor, screen: Screen) -> None:
    view = await app.lists.mine(actor, press.shelf, press.page)
    await show_other(app, screen, duty_lists.my_duties(view))


async def open_card(_: CallbackQuery, press: OpenDutyButton, app: App, actor: Actor, screen: Screen) -> None:
    view = await app.cards.open(actor, DutyId(press.duty_id))
    await show_card(app, screen, view)


async def open_listed(
    _: CallbackQuery, press: ListedDutyButton, app: App, actor: Actor, screen: Screen
) -> None:
    view = await app.cards.open(actor, DutyId(press.duty_id))
    back = duty_lists.way_back(press.shelf, press.page)
    await show_card(app, screen, view, cards.duty_card(view, back=back))


async def open_below(
    _: CallbackQuery, press: DigestDutyButton, app: App, actor: Actor, screen: Screen
) -> None:
    view = await app.cards.open(actor, DutyId(press.duty_id))
    message_id = await screen.send(cards.duty_card(view))
    earlier = await app.cards.remember(screen.chat_id, view.card.duty.id, message_id)
    if earlier is not None:
        await screen.delete(earlier)


async def show_more(_: CallbackQuery, press: MoreButton, app: App, actor: Actor, screen: Screen) -> None:
    view = await app.cards.open(actor, DutyId(press.duty_id))
    await show_card(app, screen, view, cards.duty_card_more(view))


# The overview


async def send_board(_: Message, app: App, actor: Actor, screen: Screen) -> None:
    await screen.send(boards.board(await app.lists.board(actor)))


async def show_board(_: CallbackQuery, app: App, actor: Actor, screen: Screen) -> None:
    view = await app.lists.board(actor)
    await show_other(app, screen, boards.board(view))


async def show_overdue(
    _: CallbackQuery, press: OverdueUnitsButton, app: App, actor: Actor, screen: Screen
) -> None:
    await screen.show(boards.overdue_units(await app.lists.board(actor), press.page))


async def show_unit_overdue(
    _: CallbackQuery, press: UnitOverdueButton, app: App, actor: Actor, screen: Screen
) -> None:
    view = await app.lists.unit_overdue(actor, UnitId(press.unit_id), press.page)
    await show_other(app, screen, duty_lists.unit_overdue(view))


async def show_silent(
    _: CallbackQuery, press: SilentUnitsButton, app: App, actor: Actor, screen: Screen
) -> None:
    await screen.show(boards.silent_units(await app.lists.board(actor), press.page))


# Reminders


async def offer_snooze(
    _: CallbackQuery, press: SnoozeChoicesButton, app: App, actor: Actor, screen: Screen
) -> None:
    offer = await app.reminder_choices.offer_snooze(actor, DutyId(press.duty_id))
    await show_other(app, screen, reminder_choices.snooze_choices(offer))


async def snooze(_: CallbackQuery, press: SnoozeButton, app: App, actor: Actor, screen: Screen) -> None:
    duty_id = DutyId(press.duty_id)
    until = await app.reminder_choices.snooze(actor, duty_id, press.choice)
    await screen.toast(reminder_choices.snoozed(until))
    await show_card(app, screen, await app.cards.open(actor, duty_id))


async def why(_: CallbackQuery, press: WhyButton, app: App, actor: Actor, screen: Screen) -> None:
    view = await app.reminder_choices.why(actor, DutyId(press.duty_id))
    await show_other(app, screen, reminder_choices.why(view))


async def show_settings(
    _: CallbackQuery, press: ReminderSettingsButton, app: App, actor: Actor, screen: Screen
) -> None:
    settings = await app.reminder_choices.settings(actor)
    await screen.show(reminder_choices.reminder_settings(settings, press.duty_id))


async def choose_pace(_: CallbackQuery, press: PaceButton, app: App, actor: Actor, screen: Screen) -> None:
    settings = await app.reminder_choices.choose_pace(actor, press.pace)
    await screen.show(reminder_choices.reminder_settings(settings, press.duty_id))


async def choose_hour(
    _: CallbackQuery, press: DigestHourButton, app: App, actor: Actor, screen: Screen
) -> None:
    settings = await app.reminder_choices.choose_hour(actor, press.hour)
    await screen.show(reminder_choices.reminder_settings(settings, press.duty_id))
