"""Making files of read models: adapters live in `reports`, one per format."""

from typing import Protocol

from roadmap.summary.form import FormSource
from roadmap.summary.summary_views import RoadMapSummary


class SummaryExporter(Protocol):
    """Pure and possibly slow: called in a thread, outside any transaction."""

    def __call__(self, summary: RoadMapSummary) -> bytes: ...


class FormExporter(Protocol):
    """The Word form with marks of execution; called as the other."""

    def __call__(self, source: FormSource) -> bytes: ...
