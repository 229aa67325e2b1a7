"""The moving parts around the services, put together: what runs in a process and what tests step through."""

from dataclasses import dataclass

from aiogram import Bot, Dispatcher

from bot.dispatching import build_dispatcher
from bot.feeding import Feeder
from bot.fsm import StoredConversations
from bot.manners import Manners
from bot.messenger import TelegramMessenger
from bot.polling import Poller
from bot.wiring import build_composers
from roadmap.calendar import WEEKENDS_ONLY, WorkingCalendar
from services.app import App
from services.delivery.engine import DeliveryEngine
from services.delivery.pacing import Pacer, Rates
from services.delivery.preparing import Preparer
from services.ports.unit_of_work import Store
from texts.outgoing import present


@dataclass(frozen=True, slots=True, kw_only=True)
class Machine:
    """Poller and feeder for what comes in, engine for what goes out."""

    app: App
    store: Store
    bot: Bot
    dispatcher: Dispatcher
    poller: Poller
    feeder: Feeder
    engine: DeliveryEngine

    async def settle(self) -> None:
        """Stepwise: fetch, handle and send until nothing is left to do at this moment of the clock."""
        while True:
            fetched = await self.poller.poll_once()
            handled = await self.feeder.drain()
            sent = await self.engine.drain()
            if not (fetched or handled or sent):
                return


def build_machine(
    *,
    app: App,
    store: Store,
    bot: Bot,
    rates: Rates,
    calendar: WorkingCalendar = WEEKENDS_ONLY,
) -> Machine:
    """Everything between Telegram and the services."""
    dispatcher = build_dispatcher(app, StoredConversations(store))
    feeder = Feeder(store, app.clock, app.inbox, dispatcher, bot)
    pacer = Pacer(rates)
    bot.session.middleware(Manners(pacer))
    preparer = Preparer(store, build_composers(app), present, calendar)
    engine = DeliveryEngine(
        store,
        app.clock,
        TelegramMessenger(bot),
        preparer,
        pacer,
        under_way=app.delivery.under_way,
    )
    store.on_outbox_growth(engine.wake)
    return Machine(
        app=app,
        store=store,
        bot=bot,
        dispatcher=dispatcher,
        poller=Poller(app.inbox, app.clock, bot, feeder.wake),
        feeder=feeder,
        engine=engine,
    )
