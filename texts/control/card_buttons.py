"""The verbs of a card as buttons: how each is called and where it stands."""

from collections.abc import Callable

from roadmap.control.duty import DutyState, ReportOutcome
from roadmap.control.duty_lines import ReportLine
from roadmap.ids import ExtensionId, ReassignmentId
from services.buttons.deciding import (
    AcceptButton,
    DeedButton,
    HeadsWordButton,
    LeaveToHeadButton,
    RequireEvidenceButton,
    ReturnButton,
    TakeBackButton,
    TakeNoteButton,
    UndoDecisionButton,
)
from services.buttons.duties import MoreButton, NudgeButton, OpenDutyButton
from services.buttons.entrusting import (
    AnswersButton,
    AskSilentButton,
    EndEntrustingButton,
    EntrustButton,
)
from services.buttons.packing import ButtonData
from services.buttons.reminding import SnoozeChoicesButton, WhyButton
from services.buttons.reporting import (
    AcknowledgeButton,
    AskForThemButton,
    EditReportButton,
    EvidenceButton,
    StartReportButton,
    UndoReportButton,
)
from services.buttons.requests import (
    AskExtensionButton,
    AskReassignmentButton,
    OpenExtensionButton,
    OpenReassignmentButton,
    ProlongButton,
    TakersButton,
    WithdrawExtensionButton,
    WithdrawReassignmentButton,
)
from services.control.duties.cards import CardView
from services.control.duties.verbs import Verb
from services.control.requests.curators_deeds import Deed
from services.control.requests.heads_decisions import HeadsWord
from services.notice import Button, ButtonStyle

Row = tuple[Button, ...]
Rows = tuple[Row, ...]

ANSWERED = (
    Verb.UNDO,
    Verb.EDIT,
    Verb.ACCEPT,
    Verb.RETURN,
    Verb.TAKE_NOTE,
    Verb.UNDO_DECISION,
    Verb.DECIDE_EXTENSION,
    Verb.DECIDE_REASSIGNMENT,
)
WATCHED = (
    *ANSWERED,
    Verb.GIVE_BACK,
    Verb.SAY_DECISION,
    Verb.CLOSE,
    Verb.REOPEN,
    Verb.SHOW_FILES,
    Verb.SHOW_ANSWERS,
    Verb.RESUME,
    Verb.PUT_ON,
    Verb.NUDGE,
    Verb.REPORT_FOR,
    Verb.PROLONG,
    Verb.HAND_OVER,
    Verb.TAKE_BACK,
    Verb.LEAVE_TO_HEAD,
    Verb.PAUSE,
    Verb.TAKE_OFF,
    Verb.REQUIRE_EVIDENCE,
)
"""Where no report is the viewer's to send: the first three stand on the card, the others behind «Ещё…»."""
ON_CARD = 3
RARE = (
    Verb.ENTRUST,
    Verb.ASK_ALL_AGAIN,
    Verb.WITHDRAW_EXTENSION,
    Verb.EXTEND,
    Verb.WITHDRAW_REASSIGNMENT,
    Verb.REASSIGN,
    Verb.SNOOZE,
    Verb.ASK_WHY,
)
"""Behind «Ещё…», which stands wherever a report may be sent."""


def card_buttons(view: CardView) -> Rows:
    """The verbs open to this viewer now, the main one first; the way back is added by who shows the card."""
    more = Button("Ещё…", MoreButton(view.card.duty.id))
    if Verb.REPORT not in view.verbs:
        offered = verb_rows(view, *WATCHED)
        shown = offered if len(offered) <= ON_CARD else (*offered[:ON_CARD], (more,))
        return (*shown, *whole_card(view))
    return (
        *verb_rows(view, Verb.REPORT),
        (*_offered(view, Verb.ACKNOWLEDGE), more),
        *verb_rows(view, *ANSWERED, Verb.SHOW_ANSWERS, Verb.ASK_SILENT, Verb.SHOW_FILES),
        *whole_card(view),
    )


def whole_card(view: CardView) -> Rows:
    """The way to the card in full, where this one is short."""
    return ((Button("Показать полностью", OpenDutyButton(view.card.duty.id)),),) if view.is_brief else ()


def more_buttons(view: CardView) -> Rows:
    """What stands behind «Ещё…»: the rarer verbs, one a row, and the way back to the card."""
    others = (
        Button("Частично", _report(view, ReportOutcome.PARTIAL)),
        Button("Не выполнено", _report(view, ReportOutcome.NOT_DONE)),
    )
    back = (Button("‹ К карточке", OpenDutyButton(view.card.duty.id)),)
    if Verb.REPORT not in view.verbs:
        return (*verb_rows(view, *WATCHED)[ON_CARD:], back)
    watched = [verb for verb in WATCHED if verb not in (*ANSWERED, Verb.SHOW_FILES)]
    return (others, *verb_rows(view, *RARE, *watched), back)


def verb_rows(view: CardView, *verbs: Verb) -> Rows:
    """Those of the verbs that are open to this viewer, one a row."""
    return tuple((button,) for button in _offered(view, *verbs))


def _offered(view: CardView, *verbs: Verb) -> Row:
    offered = view.verbs
    return tuple(_BUTTONS[verb](view) for verb in verbs if verb in offered)


def _report(view: CardView, outcome: ReportOutcome) -> StartReportButton:
    return StartReportButton(view.card.duty.id, view.card.duty.version, outcome.value)


def _report_done(view: CardView) -> Button:
    if view.viewer.is_answering:
        return Button("Ответить", _report(view, ReportOutcome.DONE), style=ButtonStyle.PRIMARY)
    label = "Отчитаться заново" if view.card.duty.state is DutyState.RETURNED else "Отчитаться"
    outcome = ReportOutcome.ON_TRACK if view.card.duty.is_ongoing else ReportOutcome.DONE
    return Button(label, _report(view, outcome), style=ButtonStyle.PRIMARY)


def _accept(view: CardView) -> Button:
    line, version = _undecided(view), view.card.duty.version
    if line.outcome is ReportOutcome.NOT_DONE:
        return Button("Закрыть как невыполненное", AcceptButton(line.id, version))
    label = "Принять часть" if line.outcome is ReportOutcome.PARTIAL else "Снять с контроля"
    if view.card.duty.goes_on(view.today) and line.outcome is ReportOutcome.DONE:
        label = "Принять отчёт"
    return Button(label, AcceptButton(line.id, version), style=ButtonStyle.SUCCESS)


def _return(view: CardView) -> Button:
    data = ReturnButton(_undecided(view).id, view.card.duty.version)
    return Button("Вернуть на доработку", data, style=ButtonStyle.DANGER)


def _take_note(view: CardView) -> Button:
    line = view.card.difficulty
    assert line is not None
    return Button("Принять к сведению", TakeNoteButton(line.id), style=ButtonStyle.SUCCESS)


def _undo_decision(view: CardView) -> Button:
    line = view.card.last_answer
    assert line is not None
    return Button("Отменить решение", UndoDecisionButton(line.id))


def _require_evidence(view: CardView) -> Button:
    duty = view.card.duty
    if duty.evidence.asks_for_file:
        return Button("Подтверждение не обязательно", RequireEvidenceButton(duty.id, 0))
    return Button("Требовать подтверждение", RequireEvidenceButton(duty.id, 1))


def _show_files(view: CardView) -> Button:
    line = view.card.last_report
    assert line is not None
    return Button(f"Показать вложения ({line.evidence_count})", EvidenceButton(line.id))


def _undecided(view: CardView) -> ReportLine:
    assert view.card.undecided is not None
    return view.card.undecided


def _extension(view: CardView) -> ExtensionId:
    assert view.card.extension is not None
    return view.card.extension.id


def _reassignment(view: CardView) -> ReassignmentId:
    assert view.card.reassignment is not None
    return view.card.reassignment.id


def _versioned(label: str, data: Callable[[int, int], ButtonData]) -> Callable[[CardView], Button]:
    return lambda view: Button(label, data(view.card.duty.id, view.card.duty.version))


def _about(
    label: str, data: Callable[[int], ButtonData], what: Callable[[CardView], int]
) -> Callable[[CardView], Button]:
    return lambda view: Button(label, data(what(view)))


def _deed(label: str, deed: Deed) -> Callable[[CardView], Button]:
    return lambda view: Button(label, DeedButton(view.card.duty.id, deed.value))


def _heads_word(label: str, word: HeadsWord) -> Callable[[CardView], Button]:
    return lambda view: Button(label, HeadsWordButton(view.card.duty.id, word.value))


_BUTTONS: dict[Verb, Callable[[CardView], Button]] = {
    Verb.REPORT: _report_done,
    Verb.ACKNOWLEDGE: _versioned("Взять в работу", AcknowledgeButton),
    Verb.UNDO: _about("Отменить отправку", UndoReportButton, lambda view: _undecided(view).id),
    Verb.EDIT: _about("Изменить отчёт", EditReportButton, lambda view: _undecided(view).id),
    Verb.EXTEND: _versioned("Перенести срок", AskExtensionButton),
    Verb.WITHDRAW_EXTENSION: _about("Отозвать просьбу о переносе", WithdrawExtensionButton, _extension),
    Verb.REASSIGN: _versioned("Не моё", AskReassignmentButton),
    Verb.WITHDRAW_REASSIGNMENT: _about("Отозвать «не моё»", WithdrawReassignmentButton, _reassignment),
    Verb.SNOOZE: _about("Напомнить позже", SnoozeChoicesButton, lambda view: view.card.duty.id),
    Verb.ASK_WHY: _about("Почему мне это пришло?", WhyButton, lambda view: view.card.duty.id),
    Verb.REPORT_FOR: _about("Отчёт за них", AskForThemButton, lambda view: view.card.duty.id),
    Verb.ACCEPT: _accept,
    Verb.RETURN: _return,
    Verb.TAKE_NOTE: _take_note,
    Verb.UNDO_DECISION: _undo_decision,
    Verb.DECIDE_EXTENSION: _about("Решить о переносе срока", OpenExtensionButton, _extension),
    Verb.DECIDE_REASSIGNMENT: _about("Решить, кому передать", OpenReassignmentButton, _reassignment),
    Verb.NUDGE: _about("Напомнить сейчас", NudgeButton, lambda view: view.card.duty.id),
    Verb.PROLONG: _versioned("Продлить", ProlongButton),
    Verb.HAND_OVER: lambda view: Button("Передать", TakersButton(view.card.duty.id, "units", 0)),
    Verb.PAUSE: _deed("Приостановить", Deed.PAUSED),
    Verb.RESUME: _deed("Возобновить", Deed.RESUMED),
    Verb.TAKE_OFF: _deed("Снять с плана", Deed.TAKEN_OFF),
    Verb.PUT_ON: _deed("Вернуть в план", Deed.PUT_ON),
    Verb.LEAVE_TO_HEAD: _about("Передать начальнику", LeaveToHeadButton, lambda view: view.card.duty.id),
    Verb.TAKE_BACK: _about("Отозвать у начальника", TakeBackButton, lambda view: view.card.duty.id),
    Verb.GIVE_BACK: _heads_word("Поручить куратору", HeadsWord.GIVEN),
    Verb.SAY_DECISION: _heads_word("Решение словами", HeadsWord.SAID),
    Verb.CLOSE: _heads_word("Закрыть", HeadsWord.CLOSED),
    Verb.REOPEN: _heads_word("Отменить закрытие", HeadsWord.REOPENED),
    Verb.REQUIRE_EVIDENCE: _require_evidence,
    Verb.SHOW_FILES: _show_files,
    Verb.ENTRUST: lambda view: Button("Поручить", EntrustButton(view.card.duty.id, 0)),
    Verb.ASK_ALL_AGAIN: lambda view: Button("Снять поручение", EndEntrustingButton(view.card.duty.id, 0)),
    Verb.ASK_SILENT: _about("Напомнить, кто молчит", AskSilentButton, lambda view: view.card.duty.id),
    Verb.SHOW_ANSWERS: lambda view: Button("Кто ответил", AnswersButton(view.card.duty.id, 0)),
}
