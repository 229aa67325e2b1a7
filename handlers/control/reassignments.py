"""«Не моё» in the chat: saying so, choosing who takes it, or leaving it."""

from handlers.chat import Chat
from handlers.policy import allow, allow_bound
from handlers.prompts import Prompt
from handlers.routes import Routes
from handlers.said import Said
from roadmap.ids import DutyId, PersonId, ReassignmentId, UnitId
from services.buttons.requests import (
    AskReassignmentButton,
    NameWhoseButton,
    OpenReassignmentButton,
    PassButton,
    ReassignmentReasonButton,
    RefuseReassignmentButton,
    RefuseReassignmentSilentlyButton,
    TargetsButton,
    UndoPassButton,
    WhoseButton,
    WithdrawReassignmentButton,
)
from services.control.requests.passing_on import Target
from services.people.rights import CURATORS
from texts.control import reassignments as texts
from texts.control.decisions import decided_card
from texts.control.extensions import reason_of

# Asking


async def ask_reason(chat: Chat, press: AskReassignmentButton) -> None:
    """Asks why the duty is not theirs."""
    duty_id = DutyId(press.duty_id)
    async with chat.card_if_stale(lambda: chat.app.cards.open(chat.actor, duty_id)):
        view = await chat.app.reassignments.check(chat.actor, duty_id)
        prompt = await chat.show_other(texts.ask_reason(view))
        chat.ask(Prompt.REASSIGNMENT_REASON, duty_id=duty_id, prompt=prompt)


async def choose_reason(chat: Chat, press: ReassignmentReasonButton) -> None:
    """Tells the curator with one of the usual reasons."""
    await _send_request(chat, DutyId(press.duty_id), reason_of(texts.REASONS, press.preset))


async def read_reason(chat: Chat, said: Said) -> None:
    """Tells the curator with the reason that was typed."""
    prompt = chat.about("prompt")
    await _send_request(chat, DutyId(chat.about("duty_id")), said.words)
    await chat.screen.delete(prompt)


async def _send_request(chat: Chat, duty_id: DutyId, reason: str | None) -> None:
    async with chat.card_if_stale(lambda: chat.app.cards.open(chat.actor, duty_id)):
        view = await chat.app.reassignments.ask(chat.actor, duty_id, reason)
        found = await chat.app.reassignments.whose(chat.actor, duty_id)
        await chat.done(view, texts.ASKED, texts.ask_whose(found))
        chat.ask(Prompt.REASSIGNMENT_WHOSE, duty_id=duty_id)


async def show_whose(chat: Chat, press: WhoseButton) -> None:
    """Shows a page of the organisations it may belong to."""
    duty_id = DutyId(press.duty_id)
    async with chat.card_if_stale(lambda: chat.app.cards.open(chat.actor, duty_id)):
        found = await chat.app.reassignments.whose(chat.actor, duty_id, page=press.page)
        await chat.show_card(found.view, texts.ask_whose(found))
        chat.ask(Prompt.REASSIGNMENT_WHOSE, duty_id=duty_id)


async def find_whose(chat: Chat, said: Said) -> None:
    """Shows the organisations and people that the typed words mean."""
    duty_id = DutyId(chat.about("duty_id"))
    async with chat.card_if_stale(lambda: chat.app.cards.open(chat.actor, duty_id)):
        found = await chat.app.reassignments.whose(chat.actor, duty_id, typed=said.words)
        await chat.show_card(found.view, texts.ask_whose(found))


async def name_whose(chat: Chat, press: NameWhoseButton) -> None:
    """Tells the curator whose it is."""
    duty_id = DutyId(press.duty_id)
    async with chat.card_if_stale(lambda: chat.app.cards.open(chat.actor, duty_id)):
        named = await chat.app.reassignments.name_whose(chat.actor, duty_id, _target(press))
        await chat.done(named.view, texts.NAMED)
        for place, message_id, asked in named.asked:
            await chat.screen.redraw_elsewhere(place, message_id, texts.reassignment_asked(asked))


async def withdraw(chat: Chat, press: WithdrawReassignmentButton) -> None:
    """Takes «не моё» back."""
    view = await chat.app.reassignments.withdraw(chat.actor, ReassignmentId(press.reassignment_id))
    await chat.done(view, texts.WITHDRAWN)


# Deciding


async def show_request(chat: Chat, press: OpenReassignmentButton) -> None:
    """Shows who says «не моё» and why, with the answers as buttons."""
    request_id = ReassignmentId(press.reassignment_id)
    async with chat.card_if_stale(lambda: chat.app.cards.of_reassignment(chat.actor, request_id)):
        asked = await chat.app.reassignments.open(chat.actor, request_id)
        await chat.show_other(texts.reassignment_screen(asked))


async def show_targets(chat: Chat, press: TargetsButton) -> None:
    """Shows a page of the units or people the duty may go to."""
    request_id = ReassignmentId(press.reassignment_id)
    async with chat.card_if_stale(lambda: chat.app.cards.of_reassignment(chat.actor, request_id)):
        found = await chat.app.reassignments.targets(
            chat.actor, request_id, persons=press.kind == "persons", page=press.page
        )
        await chat.show_other(texts.targets(found))


async def pass_on(chat: Chat, press: PassButton) -> None:
    """Passes the duty on, after asking whether this control point or all of them."""
    request_id, target = ReassignmentId(press.reassignment_id), _target(press)
    async with chat.card_if_stale(lambda: chat.app.cards.of_reassignment(chat.actor, request_id)):
        if press.scope not in ("one", "all"):
            chosen = await chat.app.reassignments.choose(chat.actor, request_id, target)
            await chat.show_other(texts.confirm_target(chosen, target))
            return
        done = await chat.app.reassignments.grant(
            chat.actor, request_id, target, whole_measure=press.scope == "all"
        )
        await chat.screen.toast(texts.PASSED)
        await chat.show_other(texts.passed(done))
        await chat.redraw_elsewhere(*done.duty_ids)


async def undo(chat: Chat, press: UndoPassButton) -> None:
    """Brings a duty back that was passed on; what was said about it is edited."""
    request_id = ReassignmentId(press.reassignment_id)
    async with chat.card_if_stale(lambda: chat.app.cards.of_reassignment(chat.actor, request_id)):
        undone = await chat.app.undoing_passes.undo(chat.actor, request_id)
        await chat.done(undone.view, texts.CAME_BACK, decided_card(undone.view), also=undone.duty_ids)
        for place, message_id in undone.told:
            await chat.screen.redraw_elsewhere(place, message_id, texts.pass_undone(undone.elsewhere))


def _target(press: PassButton | NameWhoseButton) -> Target:
    if press.kind == "unit":
        return Target(unit_id=UnitId(press.target_id))
    return Target(person_id=PersonId(press.target_id))


async def ask_refusal(chat: Chat, press: RefuseReassignmentButton) -> None:
    """Asks why the duty stays where it is."""
    request_id = ReassignmentId(press.reassignment_id)
    async with chat.card_if_stale(lambda: chat.app.cards.of_reassignment(chat.actor, request_id)):
        asked = await chat.app.reassignments.open(chat.actor, request_id)
        prompt = await chat.show_other(texts.ask_refusal(asked))
        chat.ask(Prompt.REASSIGNMENT_REFUSAL, request_id=request_id, prompt=prompt)


async def refuse_silently(chat: Chat, press: RefuseReassignmentSilentlyButton) -> None:
    """Leaves the duty where it is without a word."""
    await _refuse(chat, ReassignmentId(press.reassignment_id), None)


async def read_refusal(chat: Chat, said: Said) -> None:
    """Leaves the duty where it is with the words that were typed."""
    prompt = chat.about("prompt")
    await _refuse(chat, ReassignmentId(chat.about("request_id")), said.words)
    chat.conversation.leave()
    await chat.screen.delete(prompt)


async def _refuse(chat: Chat, request_id: ReassignmentId, comment: str | None) -> None:
    async with chat.card_if_stale(lambda: chat.app.cards.of_reassignment(chat.actor, request_id)):
        view = await chat.app.reassignments.refuse(chat.actor, request_id, comment)
        await chat.done(view, texts.LEFT, decided_card(view))


ROUTES = Routes(
    presses={
        **allow_bound(
            {
                AskReassignmentButton: ask_reason,
                ReassignmentReasonButton: choose_reason,
                WithdrawReassignmentButton: withdraw,
                WhoseButton: show_whose,
                NameWhoseButton: name_whose,
            }
        ),
        **allow(
            {
                OpenReassignmentButton: show_request,
                TargetsButton: show_targets,
                PassButton: pass_on,
                UndoPassButton: undo,
                RefuseReassignmentButton: ask_refusal,
                RefuseReassignmentSilentlyButton: refuse_silently,
            },
            *CURATORS,
        ),
    },
    words={
        **allow_bound({Prompt.REASSIGNMENT_REASON: read_reason, Prompt.REASSIGNMENT_WHOSE: find_whose}),
        **allow({Prompt.REASSIGNMENT_REFUSAL: read_refusal}, *CURATORS),
    },
)
