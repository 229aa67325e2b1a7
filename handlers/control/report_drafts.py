"""«Отчитаться» in the chat: a draft opens and grows message by message."""

from collections.abc import Collection
from dataclasses import replace

from handlers.chat import Chat
from handlers.control.draft_screen import gone_shown, move_draft, show_added, show_draft, show_in_the_way
from handlers.policy import allow_bound
from handlers.prompts import Prompt
from handlers.routes import Routes
from handlers.said import Said
from roadmap.control.duty import ReportOutcome
from roadmap.control.typed_words import SaidIn
from roadmap.errors import DraftInTheWay, NotFound, StaleVersion, WrongState
from roadmap.ids import DraftId, DutyId, ReportId
from services.buttons.reporting import (
    AddressDraftButton,
    BackToDraftButton,
    BeginAnewButton,
    ClearDraftButton,
    CoversButton,
    DigestDraftButton,
    DraftOutcomeButton,
    DraftPercentButton,
    DropFilesButton,
    EditReportButton,
    ResumeDraftButton,
    StartReportButton,
    TickButton,
)
from services.control.reporting.receiving import AddedFile
from texts.control import entrusting
from texts.control import reporting as texts
from texts.errors import explain

# Opening


async def start(chat: Chat, press: StartReportButton) -> None:
    """Opens a draft for the duty, and waits for words and files."""
    duty_id, outcome = DutyId(press.duty_id), _outcome(press.outcome)
    async with chat.card_if_stale(lambda: chat.app.cards.open(chat.actor, duty_id)):
        try:
            async with chat.collecting():
                view = await chat.app.drafts.start(chat.actor, duty_id, outcome, say=entrusting.summary)
        except DraftInTheWay:
            await show_in_the_way(chat, duty_id)
            return
        await show_draft(chat, view)


async def edit(chat: Chat, press: EditReportButton) -> None:
    """Opens a draft with the words and files of a sent report."""
    report_id = ReportId(press.report_id)
    async with chat.card_if_stale(lambda: chat.app.cards.of_report(chat.actor, report_id)):
        try:
            async with chat.collecting():
                view = await chat.app.drafts.edit(chat.actor, report_id)
        except DraftInTheWay:
            card = await chat.app.cards.of_report(chat.actor, report_id)
            await show_in_the_way(chat, card.card.duty.id)
            return
        await show_draft(chat, view)


async def begin_with_file(chat: Chat, said: Said) -> bool:
    """Opens a draft with a file that was sent out of the blue, and asks what it is about.

    False where the person has nothing to report on: then there is no draft.
    """
    if await take_opened(chat, said):
        return True
    async with chat.collecting():
        added = await _expect(chat, said, opens=True)
    view = added.view
    if view.is_unwanted:
        chat.conversation.leave()
        await chat.app.drafts.drop(chat.actor, view.draft.id)
        return False
    await _show_added(chat, said, added)
    return True


async def say_nothing_to_report(chat: Chat, said: Said) -> None:
    """Says so, once for an album."""
    if not chat.is_told(said, "nothing to report"):
        await chat.screen.send(texts.nothing_to_report())


async def take_reply(chat: Chat, said: Said) -> bool:
    """Puts the answer to a message into the report of what that speaks of; False where none is owed."""
    duties = said.duties
    if not await chat.app.drafts.is_reply(chat.actor, duties):
        return False
    try:
        async with chat.collecting():
            if said.file is None:
                view = await chat.app.drafts.add_text(
                    chat.actor, said.words, _said_in(chat, said), about=duties
                )
                await move_draft(chat, view)
            else:
                await _show_added(chat, said, await _expect(chat, said, opens=True, about=duties))
    except DraftInTheWay:
        if not chat.is_told(said, "draft in the way"):
            await show_in_the_way(chat, duties[0])
    return True


async def take_opened(chat: Chat, said: Said) -> bool:
    """Puts what comes right after a card was opened into the report of its duty; False where none is owed."""
    opened = chat.conversation.opened
    return opened is not None and await take_reply(chat, replace(said, opened=DutyId(opened)))


async def address(chat: Chat, press: AddressDraftButton) -> None:
    """Says which duty a draft without an address is about."""
    async with gone_shown(chat):
        view = await chat.app.drafts.address(chat.actor, DraftId(press.draft_id), DutyId(press.duty_id))
        await show_draft(chat, view)


async def resume(chat: Chat, press: ResumeDraftButton | BackToDraftButton) -> None:
    """Shows the open draft again, and waits for words and files."""
    async with gone_shown(chat):
        async with chat.collecting():
            view = await chat.app.drafts.resume(chat.actor, DraftId(press.draft_id))
        await show_draft(chat, view)


async def resume_below(chat: Chat, press: DigestDraftButton) -> None:
    """Shows the open draft below a digest, and waits for words and files."""
    try:
        async with chat.collecting():
            view = await chat.app.drafts.resume(chat.actor, DraftId(press.draft_id))
    except StaleVersion:
        await chat.screen.toast(texts.ALREADY_SENT)
        return
    await move_draft(chat, view)


async def begin_anew(chat: Chat, press: BeginAnewButton) -> None:
    """Throws away what was left of the draft, and goes on with what came after."""
    async with gone_shown(chat):
        async with chat.collecting():
            view = await chat.app.drafts.begin_anew(chat.actor, DraftId(press.draft_id))
        await show_draft(chat, view)


async def show_again(chat: Chat, _: None) -> None:
    """Shows the open draft where the person is looking."""
    await show_draft(chat, await chat.app.drafts.current(chat.actor))


# Growing


async def set_outcome(chat: Chat, press: DraftOutcomeButton) -> None:
    """Changes what the report will say: done, partly, not done."""
    async with gone_shown(chat):
        async with chat.collecting():
            view = await chat.app.drafts.set_outcome(
                chat.actor, DraftId(press.draft_id), _outcome(press.outcome)
            )
        await show_draft(chat, view)


async def set_percent(chat: Chat, press: DraftPercentButton) -> None:
    """Changes how much of the work is done."""
    async with gone_shown(chat):
        async with chat.collecting():
            view = await chat.app.drafts.set_percent(chat.actor, DraftId(press.draft_id), press.percent)
        await show_draft(chat, view)


async def add_text(chat: Chat, said: Said) -> None:
    """Adds typed words to the draft and moves its card below them."""
    if await take_opened(chat, said):
        return
    try:
        view = await chat.app.drafts.add_text(chat.actor, said.words, _said_in(chat, said))
    except NotFound:
        await _leave(chat)
        return
    await move_draft(chat, view)


async def add_file(chat: Chat, said: Said) -> None:
    """Adds a file with its caption to the draft; files of one album move the card once."""
    if await take_opened(chat, said):
        return
    try:
        added = await _expect(chat, said)
    except NotFound:
        await _leave(chat)
        return
    await _show_added(chat, said, added)


async def refuse(chat: Chat, said: Said) -> None:
    """Says what can be attached."""
    if chat.is_told(said, "cannot be attached"):
        return
    takes_files = await chat.app.drafts.takes_files(chat.actor)
    await chat.screen.send(texts.cannot_be_attached(takes_files=takes_files))


async def ask_clear(chat: Chat, press: DropFilesButton) -> None:
    """Asks whether the words and files are to go."""
    async with gone_shown(chat):
        view = await chat.app.drafts.current(chat.actor, DraftId(press.draft_id))
        await chat.show_other(texts.ask_clear(view))


async def clear(chat: Chat, press: ClearDraftButton) -> None:
    """Takes words and files out of the draft."""
    async with gone_shown(chat):
        view = await chat.app.drafts.clear(chat.actor, DraftId(press.draft_id))
        await chat.screen.toast(texts.CLEARED)
        await show_draft(chat, view)


async def offer_covers(chat: Chat, press: CoversButton) -> None:
    """Shows a page of other duties the same report may be of."""
    async with gone_shown(chat):
        await _show_covers(chat, DraftId(press.draft_id), press.page)


async def tick(chat: Chat, press: TickButton) -> None:
    """Takes another duty into the report, or out of it."""
    draft_id = DraftId(press.draft_id)
    async with gone_shown(chat):
        try:
            await chat.app.drafts.tick(chat.actor, draft_id, DutyId(press.duty_id))
        except WrongState as error:
            await chat.screen.toast(explain(error))
        await _show_covers(chat, draft_id, press.page)


def _outcome(word: str) -> ReportOutcome:
    """The outcome a button names; NotFound for a forged one."""
    try:
        return ReportOutcome(word)
    except ValueError:
        raise NotFound from None


async def _show_covers(chat: Chat, draft_id: DraftId, page: int) -> None:
    choice = await chat.app.drafts.coverable(chat.actor, draft_id)
    await chat.screen.show(texts.covers(draft_id, choice, page))


async def _expect(
    chat: Chat, said: Said, *, opens: bool = False, about: Collection[DutyId] = ()
) -> AddedFile:
    """The file is fetched beside the chat's turn; what comes of it is shown by `file_arrivals`."""
    assert said.file is not None
    return await chat.app.receiving.expect(
        chat.actor,
        _said_in(chat, said),
        said.file,
        caption=said.words,
        album=said.album,
        opens=opens,
        about=about,
    )


def _said_in(chat: Chat, said: Said) -> SaidIn:
    return SaidIn(place=chat.screen.place, message_id=said.message_id)


async def _show_added(chat: Chat, said: Said, added: AddedFile) -> None:
    """The card, after a sentence about what was not taken."""
    words = explain(added.left_out) if added.left_out else ""
    if words and not chat.is_told(said, words):
        await chat.screen.toast(words)
    await show_added(chat, added)


async def _leave(chat: Chat) -> None:
    chat.conversation.leave()
    await chat.screen.send(texts.draft_is_gone())


ROUTES = Routes(
    presses=allow_bound(
        {
            StartReportButton: start,
            EditReportButton: edit,
            ResumeDraftButton: resume,
            BackToDraftButton: resume,
            BeginAnewButton: begin_anew,
            DigestDraftButton: resume_below,
            DraftOutcomeButton: set_outcome,
            DraftPercentButton: set_percent,
            DropFilesButton: ask_clear,
            ClearDraftButton: clear,
            CoversButton: offer_covers,
            TickButton: tick,
            AddressDraftButton: address,
        }
    ),
    replies=allow_bound({None: take_reply}),
    words=allow_bound({Prompt.REPORT: add_text}),
    files=allow_bound({Prompt.REPORT: add_file}),
    anything=allow_bound({Prompt.REPORT: refuse}),
    screens=allow_bound({Prompt.REPORT: show_again}),
)
