"""Making files of read models: adapters live in `reports`, one per format."""

from collections.abc import Sequence
from typing import Protocol

from roadmap.control.extension_memo import ExtensionMemo
from roadmap.control.paper_list import PaperList
from roadmap.people.invites import InvitationSheet
from roadmap.people.staff import StaffSheet
from roadmap.plan.plan_tables import PlanTableSheet
from roadmap.reminding.due_calendar import DueCalendar
from roadmap.summary.evidence import EvidencePassport
from roadmap.summary.file_parts import FilePart
from roadmap.summary.form import FormSource
from roadmap.summary.meeting import MeetingPack
from roadmap.summary.summary_source import SummarySource


class SummaryExporter(Protocol):
    """Pure and possibly slow: called in a thread, outside any transaction.

    In parts where one file would hold more bytes than `largest`.
    """

    def __call__(self, source: SummarySource, largest: int) -> Sequence[FilePart]: ...


class AnalysisExporter(Protocol):
    """The written analysis as a Word file; called as the first."""

    def __call__(self, source: SummarySource) -> bytes: ...


class MemoExporter(Protocol):
    """The service memo about a moved date as a Word file; called as the first."""

    def __call__(self, memo: ExtensionMemo) -> bytes: ...


class FormExporter(Protocol):
    """The Word form with marks of execution; called as the first."""

    def __call__(self, source: FormSource) -> bytes: ...


class MeetingExporter(Protocol):
    """One page for a meeting, as a Word file, with a picture (PNG) if there is one; called as the first."""

    def __call__(self, pack: MeetingPack, picture: bytes | None) -> bytes: ...


class PaperListExporter(Protocol):
    """The printed list of an organisation's duties; called as the first."""

    def __call__(self, found: PaperList) -> bytes: ...


class StaffExporter(Protocol):
    """Likewise."""

    def __call__(self, sheet: StaffSheet) -> bytes: ...


class EvidenceArchive(Protocol):
    """An archive in the making; both may be slow and are called in a thread."""

    def add(self, passport: EvidencePassport, data: bytes) -> None:
        """One file."""
        ...

    def finished(self) -> bytes:
        """The archive with its index."""
        ...


class NewEvidenceArchive(Protocol):
    """Begins an archive of this title; times in its index are of this zone."""

    def __call__(self, title: str, time_zone: str) -> EvidenceArchive: ...


class PlanTableExporter(Protocol):
    """The plan as a workbook that is changed and sent back; called as the first."""

    def __call__(self, sheet: PlanTableSheet) -> bytes: ...


class CalendarExporter(Protocol):
    """Due days for a calendar program; called as the first."""

    def __call__(self, calendar: DueCalendar) -> bytes: ...


class SheetExporter(Protocol):
    """Invitations to be printed and cut, as a Word file; likewise."""

    def __call__(self, sheet: InvitationSheet) -> bytes: ...
