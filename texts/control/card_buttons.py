"""Which buttons stand on a card, by its state and by what the viewer is to it."""

from roadmap.control.duty import WAITING_FOR_ASSIGNEE, DutyState, ReportOutcome
from services.buttons.deciding import AcceptButton, RequireEvidenceButton, ReturnButton
from services.buttons.duties import MoreButton, OpenDutyButton
from services.buttons.reporting import (
    AcknowledgeButton,
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
    WithdrawExtensionButton,
    WithdrawReassignmentButton,
)
from services.control.duties.cards import CardView, can_undo, undecided
from services.notice import Button, ButtonStyle

Rows = tuple[tuple[Button, ...], ...]


def card_buttons(view: CardView) -> Rows:
    """The verbs open to this viewer now, the main one first; the way back is added by who shows the card."""
    rows: list[tuple[Button, ...]] = []
    if view.viewer.is_assignee:
        rows += _assignee_rows(view)
    if view.viewer.is_curator:
        rows += _curator_rows(view)
    rows += _evidence_row(view)
    return tuple(rows)


def more_buttons(view: CardView) -> Rows:
    """What stands behind «Ещё…»: the rarer verbs, one a row."""
    duty, card = view.card.duty, view.card
    rows: list[tuple[Button, ...]] = []
    if view.viewer.is_assignee and duty.state in WAITING_FOR_ASSIGNEE:
        rows.append(
            (
                Button("Частично", _report(view, ReportOutcome.PARTIAL)),
                Button("Не выполнено", _report(view, ReportOutcome.NOT_DONE)),
            )
        )
        if card.extension is not None:
            rows.append((Button("Отозвать просьбу о переносе", WithdrawExtensionButton(card.extension.id)),))
        elif duty.due_on is not None:
            rows.append((Button("Перенести срок", AskExtensionButton(duty.id, duty.version)),))
        if card.reassignment is not None:
            rows.append((Button("Отозвать «не моё»", WithdrawReassignmentButton(card.reassignment.id)),))
        else:
            rows.append((Button("Не моё", AskReassignmentButton(duty.id, duty.version)),))
    if view.viewer.is_curator and duty.state is not DutyState.WITHDRAWN:
        rows.append((_evidence_switch(view),))
    rows.append((Button("‹ К карточке", OpenDutyButton(duty.id)),))
    return tuple(rows)


def _assignee_rows(view: CardView) -> list[tuple[Button, ...]]:
    duty = view.card.duty
    rows: list[tuple[Button, ...]] = []
    if duty.state in WAITING_FOR_ASSIGNEE:
        again = duty.state is DutyState.RETURNED
        label = "Отчитаться заново" if again else "Отчитаться"
        rows.append((Button(label, _report(view, ReportOutcome.DONE), style=ButtonStyle.PRIMARY),))
        more = Button("Ещё…", MoreButton(duty.id))
        if duty.state is DutyState.OPEN:
            rows.append((Button("Принял в работу", AcknowledgeButton(duty.id, duty.version)), more))
        else:
            rows.append((more,))
    line = undecided(view.card)
    if line is not None and can_undo(view.card, view.viewer):
        rows.append((Button("Отменить отправку", UndoReportButton(line.id)),))
    if line is not None and duty.state is DutyState.REPORTED:
        rows.append((Button("Изменить отчёт", EditReportButton(line.id)),))
    return rows


def _curator_rows(view: CardView) -> list[tuple[Button, ...]]:
    card, duty = view.card, view.card.duty
    rows: list[tuple[Button, ...]] = []
    line = undecided(card)
    if line is not None:
        is_not_done = line.outcome is ReportOutcome.NOT_DONE
        label = "Закрыть как невыполненное" if is_not_done else "Снять с контроля"
        style = None if is_not_done else ButtonStyle.SUCCESS
        rows.append((Button(label, AcceptButton(line.id, duty.version), style=style),))
        rows.append(
            (Button("Вернуть на доработку", ReturnButton(line.id, duty.version), style=ButtonStyle.DANGER),)
        )
    if card.extension is not None:
        rows.append((Button("Решить о переносе срока", OpenExtensionButton(card.extension.id)),))
    if card.reassignment is not None:
        rows.append((Button("Решить, кому передать", OpenReassignmentButton(card.reassignment.id)),))
    if not view.viewer.is_assignee and duty.state in WAITING_FOR_ASSIGNEE:
        rows.append((_evidence_switch(view),))
    return rows


def _evidence_row(view: CardView) -> list[tuple[Button, ...]]:
    line = view.card.last_report
    if line is None or not line.evidence_count:
        return []
    return [(Button(f"Показать вложения ({line.evidence_count})", EvidenceButton(line.id)),)]


def _evidence_switch(view: CardView) -> Button:
    duty = view.card.duty
    if duty.requires_evidence:
        return Button("Подтверждение не обязательно", RequireEvidenceButton(duty.id, 0))
    return Button("Требовать подтверждение", RequireEvidenceButton(duty.id, 1))


def _report(view: CardView, outcome: ReportOutcome) -> StartReportButton:
    return StartReportButton(view.card.duty.id, view.card.duty.version, outcome.value)
