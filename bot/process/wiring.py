"""The composition root: services over a store, a clock, a calendar. Free of aiogram, which loads slowly."""

from documents.isolation import read_isolated
from reports.xlsx.workbook import export_summary
from roadmap.clock import Clock
from roadmap.deadlines.calendar import WEEKENDS_ONLY, WorkingCalendar
from services.app import App, World
from services.ports.files import FileStore
from storage.unit_of_work import Store


def build_app(
    *, store: Store, clock: Clock, files: FileStore, calendar: WorkingCalendar = WEEKENDS_ONLY
) -> App:
    """Every service of the product over this store, clock, file store and working calendar."""
    world = World(
        clock=clock,
        files=files,
        read_document=read_isolated,
        export_summary=export_summary,
        calendar=calendar,
    )
    return App(store, world)
