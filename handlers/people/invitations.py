"""Invitations: links one by one, a sheet for many, and what is done about who took a link."""

from handlers.chat import Chat
from handlers.policy import allow
from handlers.routes import Routes
from roadmap.errors import WrongState
from roadmap.ids import InviteId, PersonId, UnitId
from roadmap.people.persons import Role
from services.buttons.invitations import (
    ConfirmJoinedButton,
    InvitationsButton,
    InvitationSheetButton,
    NotThemButton,
)
from services.buttons.people import InvitePersonButton
from services.notice import Attachment
from services.people.inviting import IssuedInvite
from texts.people import invitations as texts
from texts.people.people import DISPLACED


async def send_link(chat: Chat, issued: IssuedInvite, unit_id: UnitId | None = None) -> None:
    """Sends the link and remembers where it stands; messages with earlier links are marked."""
    url = await chat.screen.invite_link(issued.payload)
    message_id = await chat.screen.send(texts.invite_link(issued, url, chat.actor.time_zone, unit_id))
    await chat.app.invitations.shown(issued, chat.screen.place, message_id)
    await _mark_replaced(chat, issued)


async def invite(chat: Chat, press: InvitePersonButton) -> None:
    """Sends a new personal link of somebody who has not joined."""
    await send_link(chat, await chat.app.invitations.invite(chat.actor, PersonId(press.person_id)))


async def show_desk(chat: Chat, press: InvitationsButton) -> None:
    """Shows who is not in the chat, and offers a sheet."""
    unit_id = UnitId(press.unit_id) if press.unit_id else None
    await chat.screen.show(texts.desk(await chat.app.invitations.desk(chat.actor, unit_id)))


async def send_sheet(chat: Chat, press: InvitationSheetButton) -> None:
    """Gives new links to those who need one, and sends them as a sheet to print."""
    unit_id = UnitId(press.unit_id) if press.unit_id else None
    desk = await chat.app.invitations.desk(chat.actor, unit_id)
    issued = await chat.app.invitations.issue_all(chat.actor, unit_id, everyone=bool(press.everyone))
    if not issued:
        await chat.screen.toast(texts.EVERYBODY_IS_HERE)
        await chat.screen.show(texts.desk(desk))
        return
    await chat.screen.toast(texts.MAKING)
    await chat.screen.busy("upload_document")
    urls = [await chat.screen.invite_link(each.payload) for each in issued]
    data = await chat.app.invitations.sheet(chat.actor, issued, urls)
    file = Attachment(name=texts.sheet_name(desk.unit), data=data)
    await chat.screen.files((file,), texts.sheet_caption(issued, chat.actor.time_zone))
    for each in issued:
        await _mark_replaced(chat, each)


async def confirm(chat: Chat, press: ConfirmJoinedButton) -> None:
    """Lets a new coordinator in."""
    try:
        done = await chat.app.invitations.confirm(chat.actor, InviteId(press.invite_id))
    except WrongState:
        await chat.screen.toast(texts.SETTLED)
        await chat.screen.show(texts.settled())
        return
    await chat.screen.toast(texts.CONFIRMED)
    await chat.screen.show(texts.confirmed(done.person))
    for place in done.displaced:
        await chat.screen.close_elsewhere(place, DISPLACED)


async def refuse(chat: Chat, press: NotThemButton) -> None:
    """Ends the rights of the account that took the link."""
    try:
        done = await chat.app.invitations.refuse(chat.actor, InviteId(press.invite_id))
    except WrongState:
        await chat.screen.toast(texts.SETTLED)
        await chat.screen.show(texts.settled())
        return
    await chat.screen.show(texts.refused(done))
    if done.place is not None:
        await chat.screen.close_elsewhere(done.place, texts.CHAT_CLOSED)


async def _mark_replaced(chat: Chat, issued: IssuedInvite) -> None:
    for shown in issued.replaced:
        await chat.screen.redraw_elsewhere(shown.place, shown.message_id, texts.replaced(shown))


ROUTES = Routes(
    presses=allow(
        {
            InvitePersonButton: invite,
            InvitationsButton: show_desk,
            InvitationSheetButton: send_sheet,
            ConfirmJoinedButton: confirm,
            NotThemButton: refuse,
        },
        Role.COORDINATOR,
    )
)
