"""Every message sent without being asked: one row for who composes it, who renders it and its noun.

Where the department wants messages short, the view is made so here, before it is rendered.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, Generic

from roadmap.brevity import brief
from roadmap.delivery.kinds import DeliveryKind
from roadmap.delivery.outbox import Delivery
from roadmap.ids import DeliveryId
from services.composing import Cancelled, Compose, ComposeMany, View
from services.control.deciding.decisions import compose_accepted, compose_noted, compose_returned
from services.control.deciding.on_behalf import compose_reported_for
from services.control.duties.entrusting import compose_ended, compose_entrusted, compose_ready
from services.control.duties.nudging import compose_nudge
from services.control.leaving.dismissing import compose_person_left
from services.control.reporting.announcing import GatheredView, SubmittedView, compose_submitted
from services.control.requests.curators_deeds import compose_deed
from services.control.requests.extension_views import compose_extension_asked, compose_extension_decided
from services.control.requests.heads_decisions import compose_heads_word
from services.control.requests.reassignment_views import (
    DutyPassed,
    ReassignmentGranted,
    ReassignmentRefused,
    compose_reassignment_asked,
    compose_reassignment_decided,
)
from services.delivery.sent_counts import compose_sent_counts
from services.delivery.server_news import compose_backup, compose_room
from services.delivery.undelivered import compose_undelivered
from services.delivery.views import compose_catch_up, compose_unreachable
from services.imports.minutes_news import (
    compose_minutes_decided,
    compose_minutes_done,
    compose_minutes_entered,
)
from services.imports.readings import compose_deadline_answered, compose_deadline_asked
from services.monitoring.monitoring import compose_card, compose_reminder, compose_result
from services.notice import Html, Notice
from services.people.absences import compose_absence
from services.people.assignment_news import compose_assigned
from services.people.joining import (
    compose_coordinator_asked,
    compose_coordinator_link,
    compose_invite_taken,
    compose_joined,
    compose_joined_wrong,
)
from services.people.no_recipient import compose_no_recipient
from services.people.role_news import compose_role_changed
from services.plan.calendar_laying import compose_calendar_moved
from services.plan.newcomers import compose_schools_joined
from services.plan.plan_news import compose_plan_changed
from services.reminding.mornings import compose_late_decisions
from services.summary.day_start import compose_day_start, compose_day_starts
from services.summary.letters import compose_weekly_letter
from services.summary.monday import compose_monday
from storage.unit_of_work import UnitOfWork
from texts.control import (
    boards,
    calendar_moved,
    curators_deeds,
    decisions,
    entrusting,
    extensions,
    heads_decisions,
    leaving,
    nudging,
    on_behalf,
    plan_news,
    reassignments,
)
from texts.delivery import delivery as deliveries
from texts.delivery import sent_counts, server_news, undelivered
from texts.imports import imports, minutes, readings
from texts.monitoring import campaign_board, questionnaire
from texts.people import absences, invitations, people, roles
from texts.plan import newcomers
from texts.reminding import curator_desk
from texts.summary import letters, monday

_TWO_STOPS = re.compile(r"(?<= [А-ЯЁ]\.)\.(?!\.)")


@dataclass(frozen=True)  # slots forbid `Message[View](…)`, which rows with several views need
class Message(Generic[View]):
    """A kind with its composer, its renderer and its noun; the two meet in one type of view."""

    kind: DeliveryKind
    compose: Compose[View]
    render: Callable[[View], Notice]
    noun: str
    compose_many: ComposeMany[View] | None = None

    async def say(self, uow: UnitOfWork, delivery: Delivery, now: datetime) -> Notice | Cancelled:
        """The message as it is true at this moment; a repeat says that it is one."""
        view = await self.compose(uow, delivery, now)
        return self._said(view, delivery, is_brief=await _is_brief(uow, delivery))

    async def say_many(
        self, uow: UnitOfWork, deliveries: Sequence[Delivery], now: datetime
    ) -> Mapping[DeliveryId, Notice | Cancelled]:
        """The same of many, where they are composed together; else none."""
        if self.compose_many is None:
            return {}
        views = await self.compose_many(uow, deliveries, now)
        return {
            each.id: self._said(views[each.id], each, is_brief=await _is_brief(uow, each))
            for each in deliveries
        }

    def _said(self, view: View | Cancelled, delivery: Delivery, *, is_brief: bool) -> Notice | Cancelled:
        if isinstance(view, Cancelled):
            return view
        notice = _undoubled(self.render(brief(view))) if is_brief else self.render(view)
        return deliveries.marked_repeat(notice) if delivery.is_repeat else notice


def _undoubled(notice: Notice) -> Notice:
    """«Лугова А. П.» at the end of a sentence brings a full stop of its own."""
    return replace(notice, body=Html(_TWO_STOPS.sub("", notice.body)))


async def _is_brief(uow: UnitOfWork, delivery: Delivery) -> bool:
    return (await uow.department_settings.of(delivery.department_id)).is_brief


async def say(uow: UnitOfWork, delivery: Delivery, now: datetime) -> Notice | Cancelled:
    """What its row says of this delivery."""
    return await MESSAGES[delivery.kind].say(uow, delivery, now)


async def say_many(
    uow: UnitOfWork, deliveries: Sequence[Delivery], now: datetime
) -> Mapping[DeliveryId, Notice | Cancelled]:
    """The same of those among many that are composed together; the others are left to `say`."""
    said: dict[DeliveryId, Notice | Cancelled] = {}
    for kind in {each.kind for each in deliveries}:
        of_kind = [each for each in deliveries if each.kind is kind]
        said |= await MESSAGES[kind].say_many(uow, of_kind, now)
    return said


# Not annotated, so that mypy finds the view of every row by itself and holds its two functions to it.
_ROWS = (
    Message(DeliveryKind.DIGEST, compose_day_start, monday.day_start, "сводка дня", compose_day_starts),
    Message(DeliveryKind.ASSIGNED, compose_assigned, imports.assigned, "назначение мероприятий"),
    Message(
        DeliveryKind.PLAN_CHANGED, compose_plan_changed, plan_news.plan_changed, "изменения в дорожной карте"
    ),
    Message(
        DeliveryKind.CALENDAR_MOVED,
        compose_calendar_moved,
        calendar_moved.calendar_moved,
        "сроки по новому календарю",
    ),
    Message(DeliveryKind.NUDGE, compose_nudge, nudging.nudge, "напоминание от куратора"),
    Message(DeliveryKind.HEADS_WORD, compose_heads_word, heads_decisions.news, "решение начальника"),
    Message(DeliveryKind.CURATORS_DEED, compose_deed, curators_deeds.news, "решение куратора о поручении"),
    Message(DeliveryKind.ENTRUSTED, compose_entrusted, entrusting.entrusted, "поручение от коллеги"),
    Message(DeliveryKind.ENTRUSTED_READY, compose_ready, entrusting.ready, "ответы коллег"),
    Message(DeliveryKind.ENTRUSTED_ENDED, compose_ended, entrusting.ended, "поручение снято"),
    Message(DeliveryKind.RETURNED, compose_returned, decisions.decided, "отчёт возвращён"),
    Message(DeliveryKind.ACCEPTED, compose_accepted, decisions.decided, "отчёт принят"),
    Message(DeliveryKind.DIFFICULTY_NOTED, compose_noted, decisions.noted, "куратор знает о трудности"),
    Message(DeliveryKind.REPORTED_FOR, compose_reported_for, on_behalf.written_down, "за вас внесён отчёт"),
    Message[SubmittedView | GatheredView](
        DeliveryKind.REPORT_SUBMITTED,
        compose_submitted,
        decisions.report_waits,
        "отчёт на проверку",
    ),
    Message(
        DeliveryKind.EXTENSION_REQUESTED,
        compose_extension_asked,
        extensions.extension_asked,
        "просьба о переносе срока",
    ),
    Message(
        DeliveryKind.EXTENSION_DECIDED,
        compose_extension_decided,
        extensions.extension_decided,
        "решение о переносе срока",
    ),
    Message(
        DeliveryKind.REASSIGNMENT_REQUESTED,
        compose_reassignment_asked,
        reassignments.reassignment_asked,
        "просьба о передаче",
    ),
    Message[ReassignmentRefused | ReassignmentGranted | DutyPassed](
        DeliveryKind.REASSIGNMENT_DECIDED,
        compose_reassignment_decided,
        reassignments.reassignment_decided,
        "решение о передаче",
    ),
    Message(
        DeliveryKind.MINUTES_ENTERED, compose_minutes_entered, minutes.waiting, "протокол на утверждение"
    ),
    Message(DeliveryKind.MINUTES_DECIDED, compose_minutes_decided, minutes.decided, "решение о протоколе"),
    Message(DeliveryKind.MINUTES_DONE, compose_minutes_done, minutes.done, "протокол выполнен"),
    Message(DeliveryKind.DEADLINE_ASKED, compose_deadline_asked, readings.asked, "вопрос о сроке"),
    Message(
        DeliveryKind.DEADLINE_ANSWERED, compose_deadline_answered, readings.answered, "ответ куратора о сроке"
    ),
    Message(DeliveryKind.CAMPAIGN_PROMPT, compose_reminder, questionnaire.reminder, "вопросы мониторинга"),
    Message(
        DeliveryKind.CAMPAIGN_NUDGE, compose_reminder, questionnaire.reminder, "напоминание о мониторинге"
    ),
    Message(DeliveryKind.CAMPAIGN_CARD, compose_card, campaign_board.live, "как отвечают на мониторинг"),
    Message(DeliveryKind.CAMPAIGN_RESULT, compose_result, campaign_board.result, "итог мониторинга"),
    Message(DeliveryKind.INVITE_TAKEN, compose_invite_taken, invitations.invite_taken, "вход по ссылке"),
    Message(
        DeliveryKind.COORDINATOR_LINK,
        compose_coordinator_link,
        invitations.coordinator_link,
        "ссылка координатора с сервера",
    ),
    Message(
        DeliveryKind.COORDINATOR_ASKED,
        compose_coordinator_asked,
        invitations.coordinator_asked,
        "вход координатора на подтверждение",
    ),
    Message(
        DeliveryKind.COORDINATOR_JOINED,
        compose_invite_taken,
        invitations.coordinator_joined,
        "вход координатора",
    ),
    Message(DeliveryKind.JOINED, compose_joined, people.joined, "вход подтверждён"),
    Message(
        DeliveryKind.JOINED_WRONG, compose_joined_wrong, invitations.joined_wrong, "сообщение о чужом входе"
    ),
    Message(DeliveryKind.ROLE_CHANGED, compose_role_changed, roles.role_changed, "перемена ролей"),
    Message(DeliveryKind.NO_RECIPIENT, compose_no_recipient, boards.no_recipient, "некому напоминать"),
    Message(
        DeliveryKind.UNREACHABLE,
        compose_unreachable,
        deliveries.unreachable,
        "сотрудник не получает сообщения",
    ),
    Message(
        DeliveryKind.PERSON_LEFT, compose_person_left, leaving.person_left, "сотрудник больше не работает"
    ),
    Message(DeliveryKind.SCHOOLS_JOINED, compose_schools_joined, newcomers.joined, "новые школы в плане"),
    Message(DeliveryKind.ABSENCE, compose_absence, absences.news, "замещение"),
    Message(DeliveryKind.CATCH_UP, compose_catch_up(say), deliveries.catch_up, "накопившиеся сообщения"),
    Message(DeliveryKind.WEEKLY_LETTER, compose_weekly_letter, letters.weekly_letter, "письмо руководителю"),
    Message(
        DeliveryKind.LATE_DECISIONS,
        compose_late_decisions,
        curator_desk.late_decisions,
        "решения, которых ждут неделю и дольше",
    ),
    Message(DeliveryKind.MONDAY, compose_monday, monday.message, "что ждёт на неделе"),
    Message(DeliveryKind.SENT_COUNTS, compose_sent_counts, sent_counts.sent_counts, "сколько доставлено"),
    Message(DeliveryKind.UNDELIVERED, compose_undelivered, undelivered.news, "известие о недоставленном"),
    Message(
        DeliveryKind.ROOM_IS_SHORT, compose_room, server_news.room_is_short, "известие о месте на сервере"
    ),
    Message(
        DeliveryKind.BACKUP_IS_LATE,
        compose_backup,
        server_news.backup_is_late,
        "известие о резервной копии",
    ),
)
ROWS: tuple[Message[Any], ...] = _ROWS
MESSAGES = {row.kind: row for row in ROWS}


def noun_of(kind: DeliveryKind) -> str:
    """What a list of messages calls one of this kind."""
    return MESSAGES[kind].noun
