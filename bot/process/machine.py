"""The moving parts around the services, put together: what runs in a process and what tests step through."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from aiogram import Bot, Dispatcher

from bot.process.feeding import Feeder
from bot.process.fetching import Fetcher
from bot.telegram.dispatching import TelegramUpdates
from bot.telegram.messenger import TelegramMessenger
from bot.telegram.metering import MeteredMessenger, MeteredUpdates, count_settled
from bot.telegram.polling import LIMIT, Poller
from bot.telegram.reply_pacing import ReplyPacing
from bot.telegram.screens import TelegramScreens
from handlers.control.file_arrivals import bring_file
from handlers.imports.document_arrivals import bring_document
from handlers.monitoring.live_boards import redraw_board
from handlers.own_tables import read_own
from roadmap.control.incoming_files import IncomingFile
from roadmap.imports.incoming_documents import IncomingDocument
from roadmap.monitoring.live_boards import LiveBoard
from services.app import App
from services.delivery.engine import DeliveryEngine
from services.delivery.pacing import Pacer, Rates
from services.delivery.preparing import Preparer
from storage.unit_of_work import Store
from texts.outgoing import say, say_many
from web.metrics import Metrics


@dataclass(frozen=True, slots=True, kw_only=True)
class Machine:
    """Poller, feeder and fetchers for what comes in, engine for what goes out."""

    app: App
    store: Store
    bot: Bot
    dispatcher: Dispatcher
    poller: Poller
    feeder: Feeder
    fetcher: Fetcher[IncomingFile]
    document_fetcher: Fetcher[IncomingDocument]
    board_drawer: Fetcher[LiveBoard]
    engine: DeliveryEngine

    async def settle(self) -> None:
        """Stepwise: fetch, handle and send until nothing is left to do at this moment of the clock."""
        while await self.poller.poll_once() == LIMIT:
            pass
        await self.feeder.drain()
        await self.fetcher.drain()
        await self.document_fetcher.drain()
        await self.board_drawer.drain()
        await self.engine.drain()


def build_machine(
    *,
    app: App,
    store: Store,
    bot: Bot,
    rates: Rates,
    metrics: Metrics | None = None,
    may_poll: Callable[[], bool] = lambda: True,
    may_send: Callable[[], bool] = lambda: True,
) -> Machine:
    """Everything between Telegram and the services; counted, where somebody counts.

    Of several processes one may poll, and one may send.
    """
    metrics = metrics or Metrics()
    screens = TelegramScreens(bot)
    dispatcher = TelegramUpdates(app, screens).dispatcher()
    dispatcher.update.outer_middleware(MeteredUpdates(metrics))

    async def bring(file: IncomingFile) -> None:
        await bring_file(screens, app.receiving, file, partial(read_own, app))

    fetcher = Fetcher(app.receiving.claim, bring)
    document_fetcher = Fetcher(app.documents.claim, lambda sent: bring_document(screens, app, sent))

    board_drawer = Fetcher(app.live_boards.claim, lambda live: redraw_board(screens, app.live_boards, live))

    def on_file() -> None:
        fetcher.wake()
        document_fetcher.wake()

    feeder = Feeder(store, app.clock, app.inbox, dispatcher, bot, on_file=on_file)
    pacer = Pacer(rates)
    bot.session.middleware(ReplyPacing(pacer))
    preparer = Preparer(store, say, app.calendar, say_many)
    engine = DeliveryEngine(
        store,
        app.clock,
        MeteredMessenger(TelegramMessenger(bot), metrics),
        preparer,
        pacer,
        under_way=app.delivery.under_way,
        may_send=may_send,
        on_settled=count_settled(metrics),
    )
    store.on_outbox_growth(engine.wake)
    return Machine(
        app=app,
        store=store,
        bot=bot,
        dispatcher=dispatcher,
        poller=Poller(app.inbox, app.clock, bot, feeder.wake, may_poll=may_poll),
        feeder=feeder,
        fetcher=fetcher,
        document_fetcher=document_fetcher,
        board_drawer=board_drawer,
        engine=engine,
    )
