"""Buttons of a draft, of a sent report and of its files."""

from services.buttons.packing import button


@button("rh")
class AskForThemButton:
    """Write down what the assignee has reported by telephone or on paper."""

    duty_id: int


@button("rhs")
class ReportForThemButton:
    """The words that were read back wait in the conversation; `outcome` is a `ReportOutcome`."""

    duty_id: int
    version: int
    outcome: str


@button("rk")
class AcknowledgeButton:
    """«Взять в работу»."""

    duty_id: int
    version: int


@button("rs")
class StartReportButton:
    """Opens a draft; `outcome` is a `ReportOutcome`."""

    duty_id: int
    version: int
    outcome: str


@button("ro")
class DraftOutcomeButton:
    draft_id: int
    outcome: str


@button("rq")
class DraftPercentButton:
    """How much of the work a partial report is of."""

    draft_id: int
    percent: int


@button("rz")
class SendDraftButton:
    """`duty_id` is what to show when the draft has been sent already; 0: a draft without a measure."""

    draft_id: int
    duty_id: int


@button("rw")
class SendBareButton:
    """«Отправить так»: a draft with neither a word nor a file."""

    draft_id: int
    duty_id: int


@button("rx")
class DropDraftButton:
    """«Не отправлять»: asks when there is something to lose."""

    draft_id: int
    duty_id: int


@button("ry")
class DropContentsButton:
    """«Удалить»: the draft goes with its words and files."""

    draft_id: int
    duty_id: int


@button("rf")
class DropFilesButton:
    """«Очистить»: asks, for text and files would be lost."""

    draft_id: int


@button("rg")
class ClearDraftButton:
    """Takes text and files out of the draft: start again."""

    draft_id: int


@button("ra")
class AddressDraftButton:
    """What a draft without an address is about."""

    draft_id: int
    duty_id: int


@button("rl")
class CoversButton:
    """«Отметить ещё пункты»."""

    draft_id: int
    page: int


@button("rt")
class TickButton:
    draft_id: int
    duty_id: int
    page: int


@button("rb")
class BackToDraftButton:
    draft_id: int


@button("rp")
class ResumeDraftButton:
    """Back to the draft that is in the way."""

    draft_id: int


@button("rpd")
class DigestDraftButton:
    """Shows the draft below the digest, which stays."""

    draft_id: int


@button("rj")
class BeginAnewButton:
    """What was left of the draft goes; what came after stays."""

    draft_id: int


@button("ru")
class UndoReportButton:
    report_id: int


@button("re")
class EditReportButton:
    report_id: int


@button("rv")
class EvidenceButton:
    """Sends the report's files."""

    report_id: int
