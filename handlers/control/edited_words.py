"""An edited message: what it brought into a draft, a report, a remark or a reason changes with it."""

from handlers.chat import Chat
from handlers.policy import allow_anybody
from handlers.routes import Routes
from handlers.said import Said
from roadmap.control.typed_words import Became, SaidIn, TypedWords
from roadmap.ids import DutyId
from services.control.reporting.edited_words import EditedDraft, EditedReport, NoReport
from texts.control import reporting as texts


async def edit(chat: Chat, said: Said) -> None:
    """Redraws the draft, or says that the curator sees the new words, and what became of another file."""
    if chat.visitor is None:
        return
    said_in = SaidIn(place=chat.screen.place, message_id=said.message_id)
    match await chat.app.edited_words.edit(chat.visitor, said_in, said.words, said.file):
        case EditedDraft(view=view, has_new_file=has_new_file):
            if view.draft.card_message_id is not None:
                await chat.screen.edit(view.draft.card_message_id, texts.draft_card(view))
            if has_new_file:
                await chat.screen.toast(texts.FILE_EXCHANGED)
        case EditedReport(is_file_left_out=True, has_words=False):
            await chat.screen.toast(texts.FILE_TOO_LATE)
        case NoReport(answer=answer):
            await _edit_answer(chat, answer, said.words)
        case EditedReport(duty_ids=()):
            await chat.screen.toast(texts.EDITED_TOO_LATE)
        case EditedReport(duty_ids=duty_ids, is_file_left_out=is_left_out):
            await chat.screen.toast(texts.EDITED)
            if is_left_out:
                await chat.screen.toast(texts.FILE_TOO_LATE)
            await chat.redraw_everywhere(*duty_ids)


async def _edit_answer(chat: Chat, answer: TypedWords, words: str) -> None:
    if answer.became == Became.DIFFICULTY:
        is_told = await chat.app.monitoring.reword(chat.actor, DutyId(answer.became_id or 0), words)
        await chat.screen.toast(texts.EDITED_ANSWER if is_told else texts.EDITED_ANSWER_TOO_LATE)
        return
    edited = await chat.app.edited_answers.edit(chat.actor, answer, words)
    if edited is None:
        await chat.screen.toast(texts.EDITED_ANSWER_TOO_LATE)
        return
    await chat.screen.toast(texts.EDITED_ANSWER)
    await chat.redraw_everywhere(edited.duty_id)
    for place, message_id in edited.told:
        await chat.screen.redraw_elsewhere(place, message_id, texts.said_anew())


ROUTES = Routes(edits=allow_anybody({None: edit}))
