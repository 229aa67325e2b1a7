"""«Перенести срок» in the chat: choosing a date and a reason, and deciding."""

from datetime import date

from handlers.chat import Chat
from handlers.control.draft_screen import gone_shown
from handlers.policy import allow, allow_bound
from handlers.prompts import Prompt
from handlers.routes import Routes
from handlers.said import Said
from roadmap.ids import DraftId, DutyId, ExtensionId
from services.buttons.requests import (
    AskExtensionButton,
    AskWantedDateButton,
    ExtensionDateButton,
    ExtensionMemoButton,
    ExtensionReasonButton,
    GrantExtensionButton,
    OpenExtensionButton,
    OtherDateButton,
    ProlongButton,
    ProlongDateButton,
    RefuseExtensionButton,
    RefuseExtensionSilentlyButton,
    TypeExtensionDateButton,
    WithdrawExtensionButton,
)
from services.control.requests.life_cycle import MAX_REASON
from services.notice import Attachment
from services.people.rights import CURATORS
from texts.control import extension_memo as memos
from texts.control import extensions as texts
from texts.control.decisions import decided_card

# Asking


async def offer_dates(chat: Chat, press: AskExtensionButton) -> None:
    """Offers later dates to ask for; a typed one is taken as well."""
    duty_id = DutyId(press.duty_id)
    async with chat.card_if_stale(lambda: chat.app.cards.open(chat.actor, duty_id)):
        offer = await chat.app.extensions.offer(chat.actor, duty_id)
        prompt = await chat.show_other(texts.offer_dates(offer))
        chat.ask(Prompt.EXTENSION_DATE, duty_id=duty_id, prompt=prompt)


async def ask_date(chat: Chat, press: TypeExtensionDateButton) -> None:
    """Asks to type another date."""
    duty_id = DutyId(press.duty_id)
    async with chat.card_if_stale(lambda: chat.app.cards.open(chat.actor, duty_id)):
        offer = await chat.app.extensions.offer(chat.actor, duty_id)
        prompt = await chat.show_other(texts.type_date(offer.view))
        chat.ask(Prompt.EXTENSION_DATE, duty_id=duty_id, prompt=prompt)


async def read_date(chat: Chat, said: Said) -> None:
    """Takes the date that was typed and asks for the reason."""
    duty_id, prompt = DutyId(chat.about("duty_id")), chat.about("prompt")
    day = await chat.app.extensions.read_date(chat.actor, duty_id, said.words)
    await _ask_reason(chat, duty_id, day)
    await chat.screen.delete(prompt)


async def choose_date(chat: Chat, press: ExtensionDateButton) -> None:
    """Takes the date that was pressed and asks for the reason."""
    duty_id, day = DutyId(press.duty_id), texts.day_of(press.day)
    await chat.app.extensions.check_date(chat.actor, duty_id, day)
    await _ask_reason(chat, duty_id, day)


async def _ask_reason(chat: Chat, duty_id: DutyId, day: date) -> None:
    async with chat.card_if_stale(lambda: chat.app.cards.open(chat.actor, duty_id)):
        offer = await chat.app.extensions.offer(chat.actor, duty_id)
        prompt = await chat.show_other(texts.ask_reason(offer.view, day))
        chat.ask(Prompt.EXTENSION_REASON, duty_id=duty_id, day=texts.day_number(day), prompt=prompt)


async def choose_reason(chat: Chat, press: ExtensionReasonButton) -> None:
    """Asks the curator for the date with one of the usual reasons."""
    reason = texts.reason_of(texts.REASONS, press.preset)
    await _send_request(chat, DutyId(press.duty_id), texts.day_of(press.day), reason)


async def read_reason(chat: Chat, said: Said) -> None:
    """Asks the curator for the date with the reason that was typed; another day is no reason, but a day."""
    duty_id, prompt = DutyId(chat.about("duty_id")), chat.about("prompt")
    if (day := chat.app.extensions.day_in(chat.actor, said.words)) is not None:
        await chat.app.extensions.check_date(chat.actor, duty_id, day)
        await _ask_reason(chat, duty_id, day)
        await chat.screen.delete(prompt)
        return
    await _send_request(chat, duty_id, texts.day_of(chat.about("day")), said.words)
    chat.conversation.leave()
    await chat.screen.delete(prompt)


async def _send_request(chat: Chat, duty_id: DutyId, day: date, reason: str | None) -> None:
    async with chat.card_if_stale(lambda: chat.app.cards.open(chat.actor, duty_id)):
        await chat.done(await chat.app.extensions.ask(chat.actor, duty_id, day, reason), texts.ASKED)


async def ask_wanted(chat: Chat, press: AskWantedDateButton) -> None:
    """Asks for the day that the words of a draft name, with these words; the draft goes."""
    draft_id, duty_id = DraftId(press.draft_id), DutyId(press.duty_id)
    async with gone_shown(chat):
        draft = (await chat.app.drafts.current(chat.actor, draft_id)).draft
        await _send_request(chat, duty_id, texts.day_of(press.day), draft.text[:MAX_REASON])
        await chat.app.drafts.drop(chat.actor, draft_id)
        chat.conversation.leave()


async def withdraw(chat: Chat, press: WithdrawExtensionButton) -> None:
    """Takes the request back."""
    view = await chat.app.extensions.withdraw(chat.actor, ExtensionId(press.extension_id))
    await chat.done(view, texts.WITHDRAWN)


# Deciding


async def show_request(chat: Chat, press: OpenExtensionButton) -> None:
    """Shows who asks for which date and why, with the answers as buttons."""
    extension_id = ExtensionId(press.extension_id)
    async with chat.card_if_stale(lambda: chat.app.cards.of_extension(chat.actor, extension_id)):
        asked = await chat.app.extensions.open(chat.actor, extension_id)
        await chat.show_other(texts.extension_screen(asked))


async def grant(chat: Chat, press: GrantExtensionButton) -> None:
    """Grants the date that was asked for or offered."""
    await _grant(chat, ExtensionId(press.extension_id), texts.day_of(press.day))


async def ask_other_date(chat: Chat, press: OtherDateButton) -> None:
    """Asks the curator to type another date."""
    extension_id = ExtensionId(press.extension_id)
    async with chat.card_if_stale(lambda: chat.app.cards.of_extension(chat.actor, extension_id)):
        asked = await chat.app.extensions.open(chat.actor, extension_id)
        prompt = await chat.show_other(texts.other_date(asked))
        chat.ask(Prompt.EXTENSION_OTHER_DATE, extension_id=extension_id, prompt=prompt)


async def read_other_date(chat: Chat, said: Said) -> None:
    """Reads the typed date back; it is granted by a press."""
    extension_id, prompt = ExtensionId(chat.about("extension_id")), chat.about("prompt")
    view = await chat.app.cards.of_extension(chat.actor, extension_id)
    day = await chat.app.extensions.read_date(chat.actor, view.card.duty.id, said.words)
    asked = await chat.app.extensions.open(chat.actor, extension_id)
    await chat.screen.delete(prompt)
    shown = await chat.screen.send(texts.typed_grant(asked, day))
    chat.ask(Prompt.EXTENSION_OTHER_DATE, extension_id=extension_id, prompt=shown)


async def _grant(chat: Chat, extension_id: ExtensionId, day: date) -> None:
    async with chat.card_if_stale(lambda: chat.app.cards.of_extension(chat.actor, extension_id)):
        view = await chat.app.extensions.grant(chat.actor, extension_id, day)
        await chat.done(view, texts.GRANTED, decided_card(view))


async def ask_refusal(chat: Chat, press: RefuseExtensionButton) -> None:
    """Asks why the date stays."""
    extension_id = ExtensionId(press.extension_id)
    async with chat.card_if_stale(lambda: chat.app.cards.of_extension(chat.actor, extension_id)):
        asked = await chat.app.extensions.open(chat.actor, extension_id)
        prompt = await chat.show_other(texts.ask_refusal(asked))
        chat.ask(Prompt.EXTENSION_REFUSAL, extension_id=extension_id, prompt=prompt)


async def refuse_silently(chat: Chat, press: RefuseExtensionSilentlyButton) -> None:
    """Refuses without a word."""
    await _refuse(chat, ExtensionId(press.extension_id), None)


async def read_refusal(chat: Chat, said: Said) -> None:
    """Refuses with the words that were typed."""
    prompt = chat.about("prompt")
    await _refuse(chat, ExtensionId(chat.about("extension_id")), said.words)
    chat.conversation.leave()
    await chat.screen.delete(prompt)


async def _refuse(chat: Chat, extension_id: ExtensionId, comment: str | None) -> None:
    async with chat.card_if_stale(lambda: chat.app.cards.of_extension(chat.actor, extension_id)):
        view = await chat.app.extensions.refuse(chat.actor, extension_id, comment)
        await chat.done(view, texts.REFUSED, decided_card(view))


async def send_memo(chat: Chat, press: ExtensionMemoButton) -> None:
    """Sends the service memo about the request as a file."""
    memo, data = await chat.app.extension_memos.memo(chat.actor, ExtensionId(press.extension_id))
    await chat.screen.toast(memos.MADE)
    await chat.screen.files((Attachment(name=memos.file_name(memo), data=data),), memos.caption(memo))


# By the curator's own word


async def offer_longer(chat: Chat, press: ProlongButton) -> None:
    """Offers later dates to give; another one may be typed."""
    duty_id = DutyId(press.duty_id)
    async with chat.card_if_stale(lambda: chat.app.cards.open(chat.actor, duty_id)):
        offer = await chat.app.extensions.offer_longer(chat.actor, duty_id)
        prompt = await chat.show_other(texts.offer_longer(offer))
        chat.ask(Prompt.PROLONG_DATE, duty_id=duty_id, prompt=prompt)


async def prolong(chat: Chat, press: ProlongDateButton) -> None:
    """Gives the date that was pressed."""
    await _prolong(chat, DutyId(press.duty_id), texts.day_of(press.day))


async def read_longer(chat: Chat, said: Said) -> None:
    """Reads the typed date back; it is given by a press."""
    duty_id, prompt = DutyId(chat.about("duty_id")), chat.about("prompt")
    day = await chat.app.extensions.read_date(chat.actor, duty_id, said.words)
    offer = await chat.app.extensions.offer_longer(chat.actor, duty_id)
    await chat.screen.delete(prompt)
    shown = await chat.screen.send(texts.typed_longer(offer, day))
    chat.ask(Prompt.PROLONG_DATE, duty_id=duty_id, prompt=shown)


async def _prolong(chat: Chat, duty_id: DutyId, day: date) -> None:
    async with chat.card_if_stale(lambda: chat.app.cards.open(chat.actor, duty_id)):
        view = await chat.app.extensions.prolong(chat.actor, duty_id, day, texts.PROLONGED)
        await chat.done(view, texts.GRANTED)


ROUTES = Routes(
    presses={
        **allow_bound(
            {
                AskExtensionButton: offer_dates,
                TypeExtensionDateButton: ask_date,
                ExtensionDateButton: choose_date,
                ExtensionReasonButton: choose_reason,
                AskWantedDateButton: ask_wanted,
                WithdrawExtensionButton: withdraw,
                ExtensionMemoButton: send_memo,
            }
        ),
        **allow(
            {
                ProlongButton: offer_longer,
                ProlongDateButton: prolong,
                OpenExtensionButton: show_request,
                GrantExtensionButton: grant,
                OtherDateButton: ask_other_date,
                RefuseExtensionButton: ask_refusal,
                RefuseExtensionSilentlyButton: refuse_silently,
            },
            *CURATORS,
        ),
    },
    words={
        **allow_bound({Prompt.EXTENSION_DATE: read_date, Prompt.EXTENSION_REASON: read_reason}),
        **allow(
            {
                Prompt.EXTENSION_OTHER_DATE: read_other_date,
                Prompt.EXTENSION_REFUSAL: read_refusal,
                Prompt.PROLONG_DATE: read_longer,
            },
            *CURATORS,
        ),
    },
)
