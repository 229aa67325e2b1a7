"""What a person chooses about reminders: later, how often, at what hour; and why one came."""

from handlers.chat import Chat
from handlers.policy import allow_bound
from handlers.routes import Routes
from roadmap.ids import DutyId
from roadmap.people.persons import ANSWERING
from roadmap.reminding.reminders import ReminderSettings
from services.buttons.reminding import (
    DigestHourButton,
    PaceButton,
    ReminderSettingsButton,
    SnoozeButton,
    SnoozeChoicesButton,
    WhyButton,
)
from texts.reminding import reminder_choices as texts


async def offer_snooze(chat: Chat, press: SnoozeChoicesButton) -> None:
    """Asks until when to stay silent about this duty."""
    offer = await chat.app.reminder_choices.offer_snooze(chat.actor, DutyId(press.duty_id))
    await chat.show_other(texts.snooze_choices(offer))


async def snooze(chat: Chat, press: SnoozeButton) -> None:
    """Puts the next reminder off and shows the card again."""
    duty_id = DutyId(press.duty_id)
    until = await chat.app.reminder_choices.snooze(chat.actor, duty_id, press.choice)
    await chat.screen.toast(texts.snoozed(until))
    await chat.show_card(await chat.app.cards.open(chat.actor, duty_id))


async def why(chat: Chat, press: WhyButton) -> None:
    """Says why the reminder came and when the next ones do."""
    view = await chat.app.reminder_choices.why(chat.actor, DutyId(press.duty_id))
    await chat.show_other(texts.why(view))


async def show_settings(chat: Chat, press: ReminderSettingsButton) -> None:
    """Shows how often and at what hour reminders come."""
    await _show(chat, await chat.app.reminder_choices.settings(chat.actor), press.duty_id)


async def choose_pace(chat: Chat, press: PaceButton) -> None:
    """Keeps how often reminders come."""
    await _show(chat, await chat.app.reminder_choices.choose_pace(chat.actor, press.pace), press.duty_id)


async def choose_hour(chat: Chat, press: DigestHourButton) -> None:
    """Keeps at what hour the digest comes."""
    await _show(chat, await chat.app.reminder_choices.choose_hour(chat.actor, press.hour), press.duty_id)


async def _show(chat: Chat, settings: ReminderSettings, duty_id: int) -> None:
    await chat.screen.show(texts.reminder_settings(settings, duty_id, has_own=chat.actor.has(*ANSWERING)))


ROUTES = Routes(
    presses=allow_bound(
        {
            SnoozeChoicesButton: offer_snooze,
            SnoozeButton: snooze,
            WhyButton: why,
            ReminderSettingsButton: show_settings,
            PaceButton: choose_pace,
            DigestHourButton: choose_hour,
        }
    )
)
