"""Handlers over services: what the dispatcher of updates is made of."""

from aiogram import Dispatcher, Router
from aiogram.fsm.storage.base import BaseStorage

from handlers import (
    campaigns,
    duties,
    extensions,
    imports,
    membership,
    people,
    questions,
    reassignments,
    reporting,
    reports,
    start,
    supervision,
    undelivered,
    unheard,
)
from handlers.asking import LeavesQuestions
from handlers.middleware import Guard, WhoIsActing
from services.app import App


def build_routers() -> list[Router]:
    """Routers in the order they are asked; the first that matches handles."""
    return [
        start.build_router(),
        people.build_router(),
        imports.build_router(),
        questions.build_router(),
        duties.build_router(),
        campaigns.build_router(),
        reports.build_router(),
        supervision.build_router(),
        extensions.build_router(),
        reassignments.build_router(),
        reporting.build_router(),
        undelivered.build_router(),
        membership.build_router(),
        unheard.build_router(),
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
