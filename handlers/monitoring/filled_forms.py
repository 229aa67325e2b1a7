"""The form of a campaign in the chat: handed out, sent back, confirmed row by row."""

from handlers.chat import Chat
from handlers.plan.browsing import find
from handlers.policy import allow, allow_bound
from handlers.prompts import Prompt
from handlers.routes import Routes
from handlers.said import Said
from roadmap.ids import CampaignId, PersonId, UnitId
from roadmap.monitoring.filled_forms import AskedForm, FilledFormId, FormKind
from roadmap.people.persons import Actor
from services.app import App
from services.buttons.monitoring import (
    DropFormButton,
    FilledFormButton,
    FormForThemButton,
    FormOutButton,
    FormsForThemButton,
    SheetOutButton,
    TakeFormButton,
)
from services.monitoring.filled_forms import MadeForm
from services.monitoring.monitoring import NAMES_SEEN_BY
from services.notice import Attachment, Notice
from texts.monitoring import campaign_board as boards
from texts.monitoring import filled_forms as texts
from texts.monitoring.form_words import file_name


async def received(app: App, actor: Actor, data: bytes, file_name: str) -> Notice:
    """Reads the form that was sent; how it was understood."""
    return texts.filled(await app.filled_forms.receive(actor, data, file_name))


async def hand_out(chat: Chat, press: FormOutButton) -> None:
    """Sends the questions as a Word file, one for each organisation the person answers for."""
    await _hand_out(chat, CampaignId(press.campaign_id), FormKind.WORD)


async def hand_out_sheet(chat: Chat, press: SheetOutButton) -> None:
    """Sends the questions as an Excel file, likewise."""
    await _hand_out(chat, CampaignId(press.campaign_id), FormKind.EXCEL)


async def _hand_out(chat: Chat, campaign_id: CampaignId, kind: FormKind) -> None:
    await chat.screen.busy("upload_document")
    made = await chat.app.filled_forms.make(chat.actor, campaign_id, kind)
    chat.ask(Prompt.FILLED_FORM)
    for each in made:
        await chat.screen.files((_file(each),), texts.handed_out(each.source.header, kind))


async def show_whose(chat: Chat, press: FormsForThemButton) -> None:
    """Shows whose form can be made, for a curator."""
    view = await chat.app.monitoring.names(chat.actor, CampaignId(press.campaign_id))
    await chat.screen.show(boards.forms_for_them(view, press.page))


async def hand_over(chat: Chat, press: FormForThemButton) -> None:
    """Sends both forms of an organisation to its curator."""
    await chat.screen.busy("upload_document")
    form = AskedForm(
        campaign_id=CampaignId(press.campaign_id),
        unit_id=UnitId(press.unit_id) if press.unit_id else None,
        person_id=PersonId(press.person_id) if press.person_id else None,
    )
    made = await chat.app.filled_forms.make_for(chat.actor, form)
    chat.ask(Prompt.FILLED_FORM)
    await chat.screen.files(tuple(map(_file, made)), texts.handed_over(made[0].source))


def _file(made: MadeForm) -> Attachment:
    return Attachment(name=file_name(made.source, made.kind), data=made.data)


async def receive(chat: Chat, said: Said) -> None:
    """Promises to read the form: it is fetched and read beside the chat."""
    assert said.file is not None
    chat.conversation.leave()
    progress = await chat.screen.send(texts.loading(said.file.name))
    try:
        await chat.app.documents.expect_form(chat.actor, chat.screen.place, progress, said.file)
    except Exception:  # whatever it was, «читаю» is true no longer
        await chat.screen.delete(progress)
        raise


async def leave(chat: Chat, said: Said) -> None:
    """Words are no form: they are looked up in the plan as ever, and no form is waited for."""
    chat.conversation.leave()
    await find(chat, said)


async def show(chat: Chat, press: FilledFormButton) -> None:
    """Shows a page of a form that came back."""
    view = await chat.app.filled_forms.open(chat.actor, FilledFormId(press.form_id))
    await chat.screen.show(texts.filled(view, press.page))


async def take(chat: Chat, press: TakeFormButton) -> None:
    """Writes the reports."""
    form_id = FilledFormId(press.form_id)
    async with chat.screen_if_stale(lambda: _notice(chat, form_id)):
        view, written = await chat.app.filled_forms.take(chat.actor, form_id)
        await chat.screen.show(texts.taken(view, written))


async def drop(chat: Chat, press: DropFormButton) -> None:
    """Leaves everything as it was."""
    form_id = FilledFormId(press.form_id)
    async with chat.screen_if_stale(lambda: _notice(chat, form_id)):
        await chat.app.filled_forms.drop(chat.actor, form_id)
        await chat.screen.show(texts.dropped())


async def _notice(chat: Chat, form_id: FilledFormId) -> Notice:
    return texts.filled(await chat.app.filled_forms.open(chat.actor, form_id))


ROUTES = Routes(
    presses=allow_bound(
        {
            FormOutButton: hand_out,
            SheetOutButton: hand_out_sheet,
            FilledFormButton: show,
            TakeFormButton: take,
            DropFormButton: drop,
        }
    )
    | allow({FormsForThemButton: show_whose, FormForThemButton: hand_over}, *NAMES_SEEN_BY),
    words=allow_bound({Prompt.FILLED_FORM: leave}),
    files=allow_bound({Prompt.FILLED_FORM: receive}),
)
