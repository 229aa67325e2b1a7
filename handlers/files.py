"""A file sent out of the blue: a road map from a coordinator, evidence from anybody else."""

from handlers.chat import Chat
from handlers.control.report_drafts import begin_with_file
from handlers.imports.imports import receive
from handlers.monitoring import filled_forms
from handlers.policy import allow_bound
from handlers.routes import Routes
from handlers.said import Said
from roadmap.people.persons import Role
from texts.monitoring.form_words import is_form_name


async def take(chat: Chat, said: Said) -> None:
    """Reads a coordinator's document as a road map; any other file begins a report."""
    assert said.file is not None
    if is_form_name(said.file.name) and not said.file.is_photo:
        await filled_forms.receive(chat, said)
    elif chat.actor.has(Role.COORDINATOR) and not said.file.is_photo:
        await receive(chat, said)
    else:
        await begin_with_file(chat, said)


ROUTES = Routes(files=allow_bound({None: take}))
