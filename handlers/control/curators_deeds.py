"""What a curator does about one duty unasked: pausing it, giving it away, leaving it to the head."""

from handlers.chat import Chat
from handlers.policy import allow
from handlers.prompts import Prompt
from handlers.routes import Routes
from handlers.said import Said
from roadmap.errors import NotFound
from roadmap.ids import DutyId, PersonId, UnitId
from services.buttons.deciding import DeedButton, LeaveSilentlyButton, LeaveToHeadButton, TakeBackButton
from services.buttons.requests import GiveButton, TakersButton
from services.control.requests.curators_deeds import Deed
from services.control.requests.passing_on import Target
from services.people.rights import CURATORS
from texts.control import curators_deeds as texts
from texts.control import reassignments


async def change(chat: Chat, press: DeedButton) -> None:
    """Pauses this duty or takes it off the plan, or undoes that."""
    duty_id = DutyId(press.duty_id)
    if press.deed not in set(Deed):
        raise NotFound
    async with chat.card_if_stale(lambda: chat.app.cards.open(chat.actor, duty_id)):
        deed = Deed(press.deed)
        await chat.done(await chat.app.curators_deeds.change(chat.actor, duty_id, deed), texts.done(deed))


async def show_takers(chat: Chat, press: TakersButton) -> None:
    """Shows a page of the units or people the duty may be given to."""
    duty_id = DutyId(press.duty_id)
    async with chat.card_if_stale(lambda: chat.app.cards.open(chat.actor, duty_id)):
        is_persons = press.kind == "persons"
        found = await chat.app.handing.takers(chat.actor, duty_id, persons=is_persons, page=press.page)
        await chat.show_other(texts.takers(found, is_persons=is_persons))


async def give(chat: Chat, press: GiveButton) -> None:
    """Gives the duty away, after asking whether this control point or all of them."""
    duty_id, target = DutyId(press.duty_id), _target(press)
    async with chat.card_if_stale(lambda: chat.app.cards.open(chat.actor, duty_id)):
        if press.scope not in ("one", "all"):
            chosen = await chat.app.handing.taker(chat.actor, duty_id, target)
            await chat.show_other(texts.confirm_taker(chosen, target))
            return
        is_whole = press.scope == "all"
        done = await chat.app.handing.give(chat.actor, duty_id, target, whole_measure=is_whole)
        await chat.screen.toast(reassignments.PASSED)
        await chat.show_other(reassignments.passed(done))
        await chat.redraw_elsewhere(*done.duty_ids)


def _target(press: GiveButton) -> Target:
    if press.kind == "unit":
        return Target(unit_id=UnitId(press.target_id))
    return Target(person_id=PersonId(press.target_id))


async def ask_words(chat: Chat, press: LeaveToHeadButton) -> None:
    """Asks what to say to the head."""
    duty_id = DutyId(press.duty_id)
    async with chat.card_if_stale(lambda: chat.app.cards.open(chat.actor, duty_id)):
        view, heads = await chat.app.curators_deeds.check_pass_up(chat.actor, duty_id)
        prompt = await chat.show_other(texts.ask_words(view, heads))
        chat.ask(Prompt.LEAVE_TO_HEAD, duty_id=duty_id, prompt=prompt)


async def leave_silently(chat: Chat, press: LeaveSilentlyButton) -> None:
    """Leaves it to the head without a word."""
    await _leave(chat, DutyId(press.duty_id), "")


async def leave_with_words(chat: Chat, said: Said) -> None:
    """Leaves it to the head with the words that were typed."""
    prompt = chat.about("prompt")
    await _leave(chat, DutyId(chat.about("duty_id")), said.words)
    chat.conversation.leave()
    await chat.screen.delete(prompt)


async def _leave(chat: Chat, duty_id: DutyId, words: str) -> None:
    async with chat.card_if_stale(lambda: chat.app.cards.open(chat.actor, duty_id)):
        await chat.done(await chat.app.curators_deeds.pass_up(chat.actor, duty_id, words), texts.LEFT)


async def take_back(chat: Chat, press: TakeBackButton) -> None:
    """The head need not decide it any more."""
    duty_id = DutyId(press.duty_id)
    async with chat.card_if_stale(lambda: chat.app.cards.open(chat.actor, duty_id)):
        await chat.done(await chat.app.curators_deeds.take_back(chat.actor, duty_id), texts.TAKEN_BACK)


ROUTES = Routes(
    presses=allow(
        {
            DeedButton: change,
            TakersButton: show_takers,
            GiveButton: give,
            LeaveToHeadButton: ask_words,
            LeaveSilentlyButton: leave_silently,
            TakeBackButton: take_back,
        },
        *CURATORS,
    ),
    words=allow({Prompt.LEAVE_TO_HEAD: leave_with_words}, *CURATORS),
)
