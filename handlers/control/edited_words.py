"""An edited message: what it brought into a draft or a report changes with it."""

from handlers.chat import Chat
from handlers.policy import allow_anybody
from handlers.routes import Routes
from handlers.said import Said
from roadmap.control.typed_words import SaidIn
from services.control.reporting.edited_words import EditedDraft, EditedReport
from texts.control import reporting as texts


async def edit(chat: Chat, said: Said) -> None:
    """Redraws the draft, or says that the curator sees the new words; any other message is nobody's."""
    if chat.visitor is None:
        return
    said_in = SaidIn(place=chat.screen.place, message_id=said.message_id)
    match await chat.app.edited_words.edit(chat.visitor, said_in, said.words):
        case EditedDraft(view=view):
            if view.draft.card_message_id is not None:
                await chat.screen.edit(view.draft.card_message_id, texts.draft_card(view))
        case EditedReport(duty_ids=()):
            await chat.screen.toast(texts.EDITED_TOO_LATE)
        case EditedReport(duty_ids=duty_ids):
            await chat.screen.toast(texts.EDITED)
            await chat.redraw_everywhere(*duty_ids)


ROUTES = Routes(edits=allow_anybody({None: edit}))
