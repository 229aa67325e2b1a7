"""Making files of read models: adapters live in `reports`, one per format."""

from typing import Protocol

from roadmap.summary.summary_views import RoadMapSummary


class SummaryExporter(Protocol):
    """Pure and possibly slow: called in a thread, outside any transaction."""

    def __call__(self, summary: RoadMapSummary) -> bytes: ...
