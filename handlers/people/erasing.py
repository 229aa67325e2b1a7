"""Personal data of people who left or never joined, and erasing them."""

from handlers.chat import Chat
from handlers.policy import allow
from handlers.routes import Routes
from roadmap.errors import NotFound
from roadmap.ids import PersonId
from roadmap.people.persons import Role
from services.buttons.persons import AskEraseButton, EraseButton, WithoutConsentButton
from services.notice import Notice
from texts.control import erasing as texts
from texts.people.person import person_card


async def show_list(chat: Chat, press: WithoutConsentButton) -> None:
    """Shows whose data are kept although they left or never agreed."""
    chat.conversation.leave()
    await chat.screen.show(texts.without_consent(await chat.app.erasures.list(chat.actor, press.page)))


async def ask(chat: Chat, press: AskEraseButton) -> None:
    """Reads back what goes and what stays."""
    found = await chat.app.erasures.look(chat.actor, PersonId(press.person_id))
    await chat.screen.show(texts.ask_erase(found))


async def erase(chat: Chat, press: EraseButton) -> None:
    """Erases the person's data."""
    if press.with_evidence not in (0, 1):
        raise NotFound
    person_id, with_evidence = PersonId(press.person_id), press.with_evidence == 1

    async def as_it_is() -> Notice:
        return texts.ask_erase(await chat.app.erasures.look(chat.actor, person_id))

    async with chat.screen_if_stale(as_it_is):
        card = await chat.app.erasures.erase(chat.actor, person_id, with_evidence=with_evidence)
        await chat.screen.toast(texts.ERASED)
        await chat.screen.show(person_card(card))


ROUTES = Routes(
    presses=allow(
        {WithoutConsentButton: show_list, AskEraseButton: ask, EraseButton: erase}, Role.COORDINATOR
    )
)
