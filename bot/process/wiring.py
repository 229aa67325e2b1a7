"""The composition root: services over a store, a clock, a calendar. Free of aiogram, which loads slowly."""

import subprocess
from collections.abc import Sequence
from contextlib import suppress
from datetime import timedelta

import structlog

from documents.isolation import (
    read_filled_form_isolated,
    read_isolated,
    read_plan_table_isolated,
    read_staff_isolated,
)
from documents.turnstile import Turnstile
from roadmap.clock import Clock
from roadmap.control.extension_memo import ExtensionMemo
from roadmap.control.paper_list import PaperList
from roadmap.deadlines.calendar import WEEKENDS_ONLY, CalendarDays, CalendarInForce
from roadmap.monitoring.campaign_views import CampaignBoard
from roadmap.monitoring.filled_forms import CampaignForm, FormKind, sign_of
from roadmap.people.invites import InvitationSheet
from roadmap.people.privacy import BY_DEFAULT, Privacy
from roadmap.people.staff import StaffSheet
from roadmap.plan.plan_tables import PlanTableSheet
from roadmap.reminding.due_calendar import DueCalendar
from roadmap.summary.file_parts import LARGEST_FILE, FilePart
from roadmap.summary.form import FormSource
from roadmap.summary.meeting import MeetingPack
from roadmap.summary.summary_source import SummarySource
from roadmap.summary.summary_views import SummaryHeader
from services.app import App, World
from services.ports.backups import BackupShelf, no_shelf
from services.ports.exports import EvidenceArchive
from services.ports.files import FileStore
from storage.unit_of_work import Store
from texts.pictures import Picture

log = structlog.get_logger(__name__)

INVITE_LIFETIME = timedelta(days=14)
FILES_OF_A_DAY = 500 * 1024 * 1024


def build_app(
    *,
    store: Store,
    clock: Clock,
    files: FileStore,
    calendar: CalendarDays = WEEKENDS_ONLY,
    invite_lifetime: timedelta = INVITE_LIFETIME,
    privacy: Privacy = BY_DEFAULT,
    files_of_a_day: int = FILES_OF_A_DAY,
    address: str = "",
    last_backup: BackupShelf = no_shelf,
    largest_file: int = LARGEST_FILE,
) -> App:
    """Every service of the product over this store, clock, file store and working calendar."""
    one_at_a_time = Turnstile()
    world = World(
        clock=clock,
        files=files,
        read_document=one_at_a_time(read_isolated),
        read_staff=one_at_a_time(read_staff_isolated),
        export_summary=export_summary,
        export_form=export_form,
        export_meeting=export_meeting,
        export_memo=export_memo,
        export_analysis=export_analysis,
        new_evidence_archive=new_evidence_archive,
        export_staff=export_staff,
        read_plan_table=one_at_a_time(read_plan_table_isolated),
        export_plan_table=export_plan_table,
        export_invitations=export_invitations,
        export_calendar=export_calendar,
        invite_lifetime=invite_lifetime,
        privacy=privacy,
        files_of_a_day=files_of_a_day,
        last_backup=last_backup,
        largest_file=largest_file,
        export_paper_list=export_paper_list,
        address=address.rstrip("/"),
        calendar=CalendarInForce(calendar),
        read_filled_form=one_at_a_time(read_filled_form_isolated),
        make_campaign_form=make_campaign_form,
        result_words=result_words,
        form_name=form_name,
    )
    return App(store, world)


def export_summary(source: SummarySource, largest: int) -> Sequence[FilePart]:
    """The workbook; what writes it is loaded when the first one is asked for, not at the start."""
    from reports.xlsx.workbook import export_summary as export

    return export(source, largest)


def export_plan_table(sheet: PlanTableSheet) -> bytes:
    """The workbook that is changed and sent back."""
    from reports.xlsx.plan_table import export_plan_table as export

    return export(sheet)


def export_form(source: FormSource) -> bytes:
    """The form in the very file of the plan where it is a Word table, else built anew."""
    from documents.filling.docx_form import CannotFill, fill_docx
    from reports.docx.form import write_form
    from texts.summary.form_words import form_content

    form = form_content(source)
    if source.original is not None:
        with suppress(CannotFill):
            return fill_docx(source.original, form)
    return write_form(form)


def make_campaign_form(source: CampaignForm, kind: FormKind) -> bytes:
    """The form of a campaign to be filled in."""
    if kind is FormKind.EXCEL:
        from reports.xlsx.campaign_form import write_campaign_form

        return write_campaign_form(source)
    from reports.docx.form import write_form
    from texts.monitoring.form_words import content

    return write_form(content(source), sign_of(source.form))


def result_words(board: CampaignBoard) -> str:
    """What the report of the measure that is the monitoring says."""
    from texts.monitoring.campaign_board import result_words as words

    return words(board)


def form_name(header: SummaryHeader) -> str:
    """What the file of the whole form is called."""
    from texts.summary.reports import form_name as name

    return name(header, "")


def export_analysis(source: SummarySource) -> bytes:
    """The written analysis with its pictures; in words alone where the process that draws fell over."""
    from reports.docx.analysis import write_analysis
    from reports.pictures.isolation import draw_isolated

    def draw(pictures: Sequence[Picture]) -> Sequence[bytes]:
        try:
            return draw_isolated(pictures, is_on_paper=True)
        except (OSError, subprocess.SubprocessError) as error:
            log.warning("pictures-not-drawn", error=repr(error))
            return ()

    return write_analysis(source, draw)


def export_meeting(pack: MeetingPack, picture: bytes | None) -> bytes:
    """One page for a meeting."""
    from reports.docx.meeting import write_meeting

    return write_meeting(pack, picture)


def export_paper_list(found: PaperList) -> bytes:
    """The printed list of an organisation's duties."""
    from reports.docx.paper_list import write_paper_list

    return write_paper_list(found)


def export_staff(sheet: StaffSheet) -> bytes:
    """The list of people as a workbook, likewise."""
    from reports.xlsx.staff_list import export_staff as export

    return export(sheet)


def new_evidence_archive(title: str, time_zone: str) -> EvidenceArchive:
    """An empty archive of evidence."""
    from reports.evidence import EvidenceArchive as Archive

    return Archive(title, time_zone)


def export_invitations(sheet: InvitationSheet) -> bytes:
    """Strips to be cut, likewise."""
    from reports.docx.invitations import write_invitations

    return write_invitations(sheet)


def export_calendar(calendar: DueCalendar) -> bytes:
    """Due days for a calendar program."""
    from reports.due_calendar import write_calendar

    return write_calendar(calendar)


def export_memo(memo: ExtensionMemo) -> bytes:
    """The service memo about a moved date."""
    from reports.docx.extension_memo import write_memo

    return write_memo(memo)
