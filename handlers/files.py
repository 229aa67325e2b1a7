"""A file sent out of the blue: a road map from a coordinator, evidence from anybody else."""

from handlers.chat import Chat
from handlers.control.report_drafts import begin_with_file, say_nothing_to_report
from handlers.fallback import want_words
from handlers.imports import minutes
from handlers.imports.imports import receive
from handlers.monitoring import filled_forms
from handlers.policy import allow_bound
from handlers.prompts import OF_A_NAME
from handlers.routes import Routes
from handlers.said import Said
from roadmap.people.persons import Role
from services.imports.minutes import WRITERS
from texts.imports.minutes import is_table_name
from texts.monitoring.form_words import is_form_name


async def take(chat: Chat, said: Said) -> None:
    """Reads a coordinator's document as a road map; any other file begins a report.

    From who has nothing to report on a table is minutes, where they write any, else a form that came back.
    """
    assert said.file is not None
    if is_form_name(said.file.name) and not said.file.is_photo:
        await filled_forms.receive(chat, said)
    elif chat.actor.has(Role.COORDINATOR) and not said.file.is_photo:
        await receive(chat, said)
    elif not await begin_with_file(chat, said):
        await _take_table(chat, said)


async def take_document(chat: Chat, said: Said) -> None:
    """Reads a document sent while a name is asked for; a photo is no answer, and the question stays."""
    assert said.file is not None
    if said.file.is_photo:
        await want_words(chat, said)
        return
    chat.conversation.leave()
    await take(chat, said)


async def _take_table(chat: Chat, said: Said) -> None:
    assert said.file is not None
    if said.file.is_photo or not is_table_name(said.file.name):
        await say_nothing_to_report(chat, said)
    elif chat.actor.has(*WRITERS):
        await minutes.take_table(chat, said)
    else:
        await filled_forms.receive(chat, said)


ROUTES = Routes(files=allow_bound({None: take, **dict.fromkeys(OF_A_NAME, take_document)}))
