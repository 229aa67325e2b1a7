"""What is kept about a person: shown, given as a file, agreed to, taken back."""

from typing import Any

from handlers.chat import Chat
from handlers.people.greeting import home_menu, offered
from handlers.policy import allow_anybody, allow_before_consent
from handlers.routes import Routes
from services.buttons.people import (
    AgreeAgainButton,
    AskWithdrawButton,
    MyDataButton,
    PrivacyButton,
    WithdrawButton,
)
from services.notice import Attachment, Notice, lines
from texts.control import withdrawing
from texts.people import privacy as texts


async def show(chat: Chat, _: Any) -> None:
    """Says what is kept about a person, by whom and for how long."""
    offer = await offered(chat)
    department = offer.department if offer else await _department(chat)
    await chat.screen.send(texts.privacy_page(chat.app.privacy, department, chat.visitor, offer))


async def give(chat: Chat, _: Any) -> None:
    """Sends everything that is kept about the person as a file."""
    await chat.screen.busy("upload_document")
    found = await chat.app.my_data.of(chat.actor)
    file = Attachment(name=texts.my_data_name(found), data=texts.my_data_file(found))
    await chat.screen.files((file,), Notice(body=lines(texts.MY_DATA_CAPTION)))


async def agree(chat: Chat, _: AgreeAgainButton) -> None:
    """Keeps that the person agrees to the present words."""
    chat.conversation.keep()
    await chat.app.joining.agree(chat.actor)
    await chat.screen.toast(texts.AGREED_AGAIN)
    await chat.screen.show(await home_menu(chat))


async def ask_withdraw(chat: Chat, _: AskWithdrawButton) -> None:
    """Says what taking the consent back means."""
    await chat.screen.show(withdrawing.ask(await chat.app.withdrawals.look(chat.actor)))


async def withdraw(chat: Chat, _: WithdrawButton) -> None:
    """Closes the account of whoever asks."""
    result = await chat.app.withdrawals.withdraw(chat.actor)
    chat.conversation.forget()
    await chat.screen.show(withdrawing.done(result))
    await chat.screen.offer_commands(())


async def _department(chat: Chat) -> str:
    return await chat.app.people.department_of(chat.actor) if chat.visitor else ""


ROUTES = Routes(
    commands={
        **allow_anybody({"privacy": show}),
        **allow_before_consent({"mydata": give}),
    },
    presses={
        **allow_anybody({PrivacyButton: show}),
        **allow_before_consent(
            {
                MyDataButton: give,
                AgreeAgainButton: agree,
                AskWithdrawButton: ask_withdraw,
                WithdrawButton: withdraw,
            }
        ),
    },
)
