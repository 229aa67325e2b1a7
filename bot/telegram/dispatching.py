"""Handlers over services: what the dispatcher of updates is made of."""

from aiogram import Dispatcher, Router
from aiogram.fsm.storage.base import BaseStorage

from handlers import delivery, fallback, monitoring, summary
from handlers.asking import LeavesQuestions
from handlers.control import deciding, duties, extensions, reassignments, reporting
from handlers.imports import imports, questions
from handlers.middleware import Guard, WhoIsActing
from handlers.people import membership, people, start
from services.app import App


def build_routers() -> list[Router]:
    """Routers in the order they are asked; the first that matches handles."""
    return [
        start.build_router(),
        people.build_router(),
        imports.build_router(),
        questions.build_router(),
        duties.build_router(),
        monitoring.build_router(),
        summary.build_router(),
        deciding.build_router(),
        extensions.build_router(),
        reassignments.build_router(),
        reporting.build_router(),
        delivery.build_router(),
        membership.build_router(),
        fallback.build_router(),
    ]


def build_dispatcher(app: App, fsm: BaseStorage) -> Dispatcher:
    """A dispatcher whose handlers receive `app`, `actor` and `screen`."""
    dispatcher = Dispatcher(storage=fsm, app=app)
    for observer in (dispatcher.message, dispatcher.callback_query, dispatcher.edited_message):
        observer.outer_middleware(WhoIsActing())
        observer.outer_middleware(LeavesQuestions())
    for router in build_routers():
        for guarded in (router.message, router.callback_query, router.edited_message):
            guarded.middleware(Guard())
        dispatcher.include_router(router)
    return dispatcher
