"""Every service over one store: what entry points receive."""

from dataclasses import dataclass
from datetime import timedelta
from functools import cached_property

from roadmap.clock import Clock
from roadmap.deadlines.calendar import CalendarInForce
from roadmap.ids import RoadMapId
from roadmap.monitoring.campaign import CalendarQuarter
from roadmap.people.persons import SystemActor
from roadmap.people.privacy import BY_DEFAULT, Privacy
from roadmap.process.handled_update import HandledUpdate
from roadmap.process.leases import Lease
from roadmap.summary.file_parts import LARGEST_FILE
from services.control.deciding.decisions import DecisionService
from services.control.deciding.edited_answers import EditedAnswerService
from services.control.deciding.on_behalf import OnBehalfService
from services.control.deciding.ticking import TickingService
from services.control.deciding.undoing import UndoingService
from services.control.duties.cards import CardService
from services.control.duties.duty_lists import ListService
from services.control.duties.entrusting import EntrustingService
from services.control.duties.nudging import NudgeAllService, NudgeService
from services.control.duties.reach import ReachService
from services.control.leaving.archiving import ArchivingService
from services.control.leaving.dismissing import DismissalService
from services.control.leaving.erasing import ErasureService
from services.control.leaving.merging_people import PeopleMergeService
from services.control.leaving.merging_units import UnitMergeService
from services.control.leaving.undoing_merges import UndoingMergeService
from services.control.leaving.withdrawing import WithdrawalService
from services.control.measures.browsing import BrowsingService
from services.control.measures.history import HistoryService
from services.control.measures.measure_cards import MeasureCardService
from services.control.my_data import MyDataService
from services.control.paper_lists import PaperListService
from services.control.reporting.edited_words import EditedWordsService
from services.control.reporting.receiving import ReceivingService
from services.control.reporting.report_drafts import DraftService
from services.control.reporting.reporting import ReportingService
from services.control.requests.curators_deeds import CuratorsDeedService
from services.control.requests.extension_memos import ExtensionMemoService
from services.control.requests.extensions import ExtensionService
from services.control.requests.handing import HandingService
from services.control.requests.heads_decisions import HeadsDecisionService
from services.control.requests.reassignments import ReassignmentService
from services.control.requests.undoing_passes import UndoingPassService
from services.delivery.recovery import DeliveryService
from services.delivery.server_news import ServerNewsService
from services.delivery.undelivered import UndeliveredService
from services.imports.choosing import ChoiceService
from services.imports.correcting import CorrectingService
from services.imports.dating import DatingService
from services.imports.document_marks import DocumentMarkService
from services.imports.importing import ImportService
from services.imports.minutes import MinutesService
from services.imports.minutes_news import MinutesNewsService
from services.imports.past_work import PastWorkService
from services.imports.questions import QuestionService
from services.imports.readings import ReadingService
from services.imports.receiving import DocumentService
from services.imports.rolling import RollingService
from services.monitoring.campaigns import CampaignService
from services.monitoring.collecting import CollectingService
from services.monitoring.filled_forms import FilledFormService
from services.monitoring.live_boards import LiveBoardService
from services.monitoring.monitoring import MonitoringService
from services.monitoring.monitoring_rules import MonitoringRulesService
from services.monitoring.settling import SettlingService
from services.people.absences import AbsenceService
from services.people.api_keys import ApiKeyService
from services.people.directory import PeopleService
from services.people.inviting import InvitationService
from services.people.joining import JoiningService
from services.people.person_cards import PersonService
from services.people.roster import RosterService
from services.people.staff_lists import StaffListService
from services.people.staff_sheets import StaffSheetService
from services.people.unit_cards import UnitService
from services.plan.assignees import AssigneeEditService
from services.plan.calendars import CalendarService
from services.plan.editing import PlanEditService
from services.plan.evidence_rules import EvidenceRuleService
from services.plan.group_members import GroupMemberService
from services.plan.newcomers import NewcomerService
from services.plan.pacing import PacingService
from services.plan.plan_news import PlanNewsService
from services.plan.plan_tables import PlanTableService
from services.plan.road_map_desk import RoadMapDeskService
from services.plan.undoing import UndoingEditService
from services.plan.unit_days import UnitDaysService
from services.ports.backups import BackupShelf, no_shelf
from services.ports.documents import DocumentReader, FilledFormReader, PlanTableReader, StaffReader
from services.ports.exports import (
    AnalysisExporter,
    CalendarExporter,
    FormExporter,
    MeetingExporter,
    MemoExporter,
    NewEvidenceArchive,
    PaperListExporter,
    PlanTableExporter,
    SheetExporter,
    StaffExporter,
    SummaryExporter,
)
from services.ports.files import FileStore
from services.ports.monitoring import CampaignFormMaker, FormName, ResultPaper, ResultWords
from services.process.audit_export import AuditExportService
from services.process.inbox import InboxService
from services.process.sealing import SealingService
from services.reminding.department_choices import DepartmentChoiceService
from services.reminding.due_calendars import DueCalendarService
from services.reminding.ladder_choices import LadderService
from services.reminding.mornings import MorningService
from services.reminding.reminder_choices import ReminderChoiceService
from services.reminding.reminders import ReminderService
from services.summary.evidence_archives import EvidenceArchiveService
from services.summary.exporting import ExportService
from services.summary.gone import GoneService
from services.summary.letters import LetterService
from services.summary.meeting import MeetingService
from services.summary.monday import MondayService
from services.summary.outlook import OutlookService
from services.summary.papers import PaperService
from services.summary.today import TodayService
from storage.unit_of_work import Store


@dataclass(frozen=True, slots=True, kw_only=True)
class World:
    """What the services reach the world with."""

    clock: Clock
    files: FileStore
    read_document: DocumentReader
    read_staff: StaffReader
    export_summary: SummaryExporter
    export_form: FormExporter
    export_memo: MemoExporter
    export_meeting: MeetingExporter
    export_analysis: AnalysisExporter
    new_evidence_archive: NewEvidenceArchive
    export_staff: StaffExporter
    read_plan_table: PlanTableReader
    export_plan_table: PlanTableExporter
    export_paper_list: PaperListExporter
    export_invitations: SheetExporter
    export_calendar: CalendarExporter
    calendar: CalendarInForce
    read_filled_form: FilledFormReader
    make_campaign_form: CampaignFormMaker
    result_words: ResultWords
    form_name: FormName
    invite_lifetime: timedelta
    privacy: Privacy = BY_DEFAULT
    largest_file: int = LARGEST_FILE
    """Of how many bytes a file may be that is sent; larger ones go in parts."""
    files_of_a_day: int
    """How many bytes of files one person may send within a day."""
    last_backup: BackupShelf = no_shelf
    address: str = ""
    """What the open part of the web server is reached at; "" where it is closed."""


class App:
    """Services are made when first asked for: a press pays for the one it needs."""

    def __init__(self, store: Store, world: World) -> None:
        self._store = store
        self._world = world
        self.clock = world.clock
        self.privacy = world.privacy
        """Who keeps the data and for how long: what people are told and agree to."""
        self.calendar = world.calendar

    def answering(self, update: HandledUpdate) -> "App":
        """The same services for the handler of this update: their first commit also settles it."""
        return App(self._store.answering(update), self._world)

    def under(self, lease: Lease) -> "App":
        """The same services for a beat under this lease: commits fail once it is taken over."""
        return App(self._store.under(lease), self._world)

    @cached_property
    def browsing(self) -> BrowsingService:
        return BrowsingService(self._store, self.clock)

    @cached_property
    def absences(self) -> AbsenceService:
        return AbsenceService(self._store, self.clock)

    @cached_property
    def api_keys(self) -> ApiKeyService:
        return ApiKeyService(self._store, self.clock)

    @cached_property
    def audit_export(self) -> AuditExportService:
        return AuditExportService(self._store, self.clock)

    @cached_property
    def calendars(self) -> CalendarService:
        return CalendarService(self._store, self.clock, self._world.calendar)

    @cached_property
    def campaigns(self) -> CampaignService:
        return CampaignService(self._store, self.clock, self._world.calendar)

    @cached_property
    def cards(self) -> CardService:
        return CardService(self._store, self.clock)

    @cached_property
    def choices(self) -> ChoiceService:
        return ChoiceService(self._store, self.clock, self._world.calendar)

    @cached_property
    def curators_deeds(self) -> CuratorsDeedService:
        return CuratorsDeedService(self._store, self.clock, self._world.calendar)

    @cached_property
    def dating(self) -> DatingService:
        return DatingService(self._store, self.clock, self._world.calendar)

    @cached_property
    def correcting(self) -> CorrectingService:
        return CorrectingService(self._store, self.clock)

    @cached_property
    def decisions(self) -> DecisionService:
        return DecisionService(self._store, self.clock, self._world.calendar)

    @cached_property
    def delivery(self) -> DeliveryService:
        return DeliveryService(self._store, self.clock)

    @cached_property
    def dismissal(self) -> DismissalService:
        return DismissalService(self._store, self.clock, self._world.calendar)

    @cached_property
    def documents(self) -> DocumentService:
        return DocumentService(self._store, self.clock, self._world.files, self._world.read_document)

    @cached_property
    def drafts(self) -> DraftService:
        return DraftService(self._store, self.clock)

    @cached_property
    def due_calendars(self) -> DueCalendarService:
        world = self._world
        return DueCalendarService(self._store, self.clock, world.export_calendar, world.address)

    @cached_property
    def edited_words(self) -> EditedWordsService:
        world = self._world
        return EditedWordsService(self._store, self.clock, world.calendar, world.files_of_a_day)

    @cached_property
    def edited_answers(self) -> EditedAnswerService:
        return EditedAnswerService(self._store, self.clock)

    @cached_property
    def erasures(self) -> ErasureService:
        return ErasureService(self._store, self.clock)

    @cached_property
    def evidence_archives(self) -> EvidenceArchiveService:
        world = self._world
        made = world.new_evidence_archive
        return EvidenceArchiveService(self._store, self.clock, world.files, made, world.largest_file)

    @cached_property
    def exports(self) -> ExportService:
        world = self._world
        return ExportService(self._store, self.clock, world.export_summary, world.largest_file)

    @cached_property
    def extension_memos(self) -> ExtensionMemoService:
        return ExtensionMemoService(self._store, self.clock, self._world.export_memo)

    @cached_property
    def extensions(self) -> ExtensionService:
        return ExtensionService(self._store, self.clock, self._world.calendar)

    @cached_property
    def nudges(self) -> NudgeService:
        return NudgeService(self._store, self.clock)

    @cached_property
    def nudging_all(self) -> NudgeAllService:
        return NudgeAllService(self._store, self.clock)

    @cached_property
    def papers(self) -> PaperService:
        world = self._world
        return PaperService(self._store, self.clock, world.files, world.export_form, world.export_analysis)

    @cached_property
    def handing(self) -> HandingService:
        return HandingService(self._store, self.clock, self._world.calendar)

    @cached_property
    def history(self) -> HistoryService:
        return HistoryService(self._store, self.clock)

    @cached_property
    def imports(self) -> ImportService:
        return ImportService(self._store, self.clock, self._world.calendar)

    @cached_property
    def inbox(self) -> InboxService:
        return InboxService(self._store, self.clock)

    @cached_property
    def invitations(self) -> InvitationService:
        world = self._world
        return InvitationService(self._store, self.clock, world.export_invitations, world.invite_lifetime)

    @cached_property
    def joining(self) -> JoiningService:
        world = self._world
        return JoiningService(
            self._store, self.clock, world.read_staff, world.invite_lifetime, world.privacy.consent
        )

    @cached_property
    def ladders(self) -> LadderService:
        return LadderService(self._store, self.clock)

    @cached_property
    def department_choices(self) -> DepartmentChoiceService:
        return DepartmentChoiceService(self._store, self.clock, self._world.last_backup)

    @cached_property
    def heads_decisions(self) -> HeadsDecisionService:
        return HeadsDecisionService(self._store, self.clock, self.calendar)

    @cached_property
    def minutes(self) -> MinutesService:
        world = self._world
        return MinutesService(self._store, self.clock, world.files, world.read_document, world.calendar)

    @cached_property
    def minutes_news(self) -> MinutesNewsService:
        return MinutesNewsService(self._store, self.clock)

    @cached_property
    def meeting(self) -> MeetingService:
        return MeetingService(self._store, self.clock, self._world.export_meeting)

    @cached_property
    def letters(self) -> LetterService:
        return LetterService(self._store, self.clock, self._world.calendar)

    @cached_property
    def marks(self) -> DocumentMarkService:
        return DocumentMarkService(self._store, self.clock)

    @cached_property
    def lists(self) -> ListService:
        return ListService(self._store, self.clock)

    @cached_property
    def my_data(self) -> MyDataService:
        return MyDataService(self._store, self.clock)

    @cached_property
    def withdrawals(self) -> WithdrawalService:
        return WithdrawalService(self._store, self.clock, self._world.calendar)

    @cached_property
    def measure_cards(self) -> MeasureCardService:
        return MeasureCardService(self._store, self.clock)

    @cached_property
    def monday(self) -> MondayService:
        return MondayService(self._store, self.clock, self._world.calendar)

    @cached_property
    def entrusting(self) -> EntrustingService:
        return EntrustingService(self._store, self.clock)

    @cached_property
    def evidence_rules(self) -> EvidenceRuleService:
        return EvidenceRuleService(self._store, self.clock, self._world.calendar)

    @cached_property
    def monitoring(self) -> MonitoringService:
        return MonitoringService(self._store, self.clock, self._world.calendar)

    @cached_property
    def mornings(self) -> MorningService:
        return MorningService(self._store, self.clock, self._world.calendar)

    @cached_property
    def monitoring_rules(self) -> MonitoringRulesService:
        return MonitoringRulesService(self._store, self.clock, self._world.calendar)

    @cached_property
    def settling(self) -> SettlingService:
        world = self._world
        return SettlingService(self._store, self.clock, world.files, world.result_words, self._result_paper)

    async def _result_paper(
        self, actor: SystemActor, road_map_id: RoadMapId, quarter: CalendarQuarter | None
    ) -> ResultPaper:
        made = await self.papers.form(actor, road_map_id, quarter)
        return ResultPaper(name=self._world.form_name(made.header), data=made.data)

    @cached_property
    def live_boards(self) -> LiveBoardService:
        return LiveBoardService(store=self._store, clock=self.clock)

    @cached_property
    def filled_forms(self) -> FilledFormService:
        world = self._world
        ports = world.read_filled_form, world.make_campaign_form
        return FilledFormService(self._store, self.clock, world.files, *ports)

    @cached_property
    def collecting(self) -> CollectingService:
        return CollectingService(self._store, self.clock, self._world.calendar)

    @cached_property
    def newcomers(self) -> NewcomerService:
        return NewcomerService(self._store, self.clock, self._world.calendar)

    @cached_property
    def on_behalf(self) -> OnBehalfService:
        return OnBehalfService(self._store, self.clock, self._world.calendar)

    @cached_property
    def pacing(self) -> PacingService:
        return PacingService(self._store, self.clock, self._world.calendar)

    @cached_property
    def past_work(self) -> PastWorkService:
        return PastWorkService(self._store, self.clock)

    @cached_property
    def paper_lists(self) -> PaperListService:
        return PaperListService(self._store, self.clock, self._world.export_paper_list)

    @cached_property
    def today(self) -> TodayService:
        return TodayService(self._store, self.clock, self.monitoring)

    @cached_property
    def outlook(self) -> OutlookService:
        return OutlookService(store=self._store, clock=self.clock, calendar=self.calendar)

    @cached_property
    def gone(self) -> GoneService:
        return GoneService(store=self._store, clock=self.clock)

    @cached_property
    def people(self) -> PeopleService:
        return PeopleService(self._store, self.clock)

    @cached_property
    def persons(self) -> PersonService:
        return PersonService(self._store, self.clock)

    @cached_property
    def plan_edits(self) -> PlanEditService:
        return PlanEditService(self._store, self.clock, self._world.calendar)

    @cached_property
    def plan_tables(self) -> PlanTableService:
        world = self._world
        ports = world.read_plan_table, world.export_plan_table
        return PlanTableService(self._store, self.clock, world.calendar, *ports)

    @cached_property
    def assignee_edits(self) -> AssigneeEditService:
        return AssigneeEditService(self._store, self.clock, self._world.calendar)

    @cached_property
    def plan_news(self) -> PlanNewsService:
        return PlanNewsService(self._store, self.clock)

    @cached_property
    def undoing_edits(self) -> UndoingEditService:
        return UndoingEditService(self._store, self.clock, self._world.calendar)

    @cached_property
    def questions(self) -> QuestionService:
        return QuestionService(self._store, self.clock, self._world.calendar)

    @cached_property
    def readings(self) -> ReadingService:
        return ReadingService(self._store, self.clock, self._world.calendar)

    @cached_property
    def reach(self) -> ReachService:
        return ReachService(self._store, self.clock)

    @cached_property
    def reassignments(self) -> ReassignmentService:
        return ReassignmentService(self._store, self.clock, self._world.calendar)

    @cached_property
    def receiving(self) -> ReceivingService:
        world = self._world
        return ReceivingService(self._store, self.clock, world.files, world.files_of_a_day)

    @cached_property
    def reminder_choices(self) -> ReminderChoiceService:
        return ReminderChoiceService(self._store, self.clock, self._world.calendar)

    @cached_property
    def reminders(self) -> ReminderService:
        return ReminderService(self._store, self.clock, self._world.calendar)

    @cached_property
    def reporting(self) -> ReportingService:
        world = self._world
        return ReportingService(self._store, self.clock, world.files, world.calendar)

    @cached_property
    def road_map_desk(self) -> RoadMapDeskService:
        return RoadMapDeskService(self._store, self.clock, self._world.files)

    @cached_property
    def rolling(self) -> RollingService:
        return RollingService(self._store, self.clock, self._world.files)

    @cached_property
    def archiving(self) -> ArchivingService:
        return ArchivingService(self._store, self.clock, self._world.calendar)

    @cached_property
    def unit_days(self) -> UnitDaysService:
        return UnitDaysService(self._store, self.clock, self._world.calendar)

    @cached_property
    def group_members(self) -> GroupMemberService:
        return GroupMemberService(self._store, self.clock, self._world.calendar)

    @cached_property
    def undoing_merges(self) -> UndoingMergeService:
        return UndoingMergeService(self._store, self.clock)

    @cached_property
    def people_merges(self) -> PeopleMergeService:
        return PeopleMergeService(self._store, self.clock)

    @cached_property
    def unit_merges(self) -> UnitMergeService:
        return UnitMergeService(self._store, self.clock)

    @cached_property
    def units(self) -> UnitService:
        return UnitService(self._store, self.clock)

    @cached_property
    def roster(self) -> RosterService:
        return RosterService(self._store, self.clock)

    @cached_property
    def sealing(self) -> SealingService:
        return SealingService(self._store, self.clock)

    @cached_property
    def server_news(self) -> ServerNewsService:
        return ServerNewsService(self._store, self.clock)

    @cached_property
    def staff_lists(self) -> StaffListService:
        return StaffListService(self._store, self.clock, self._world.read_staff)

    @cached_property
    def staff_sheets(self) -> StaffSheetService:
        return StaffSheetService(self._store, self.clock, self._world.export_staff)

    @cached_property
    def ticking(self) -> TickingService:
        return TickingService(self._store, self.clock, self._world.calendar)

    @cached_property
    def undoing(self) -> UndoingService:
        return UndoingService(self._store, self.clock, self._world.calendar)

    @cached_property
    def undoing_passes(self) -> UndoingPassService:
        return UndoingPassService(self._store, self.clock, self._world.calendar)

    @cached_property
    def undelivered(self) -> UndeliveredService:
        return UndeliveredService(self._store, self.clock)
