"""A person blocks the bot or lets it write again: Telegram tells at once, without a failed send."""

from aiogram import Router
from aiogram.enums import ChatMemberStatus, ChatType
from aiogram.types import ChatMemberUpdated

from handlers.policy import allow_anybody
from services.app import App


def build_router() -> Router:
    router = Router(name="membership")
    router.my_chat_member(flags=allow_anybody())(changed)
    return router


async def changed(event: ChatMemberUpdated, app: App) -> None:
    if event.chat.type != ChatType.PRIVATE:
        return
    if event.new_chat_member.status == ChatMemberStatus.KICKED:
        await app.delivery.chat_closed(event.chat.id)
    else:
        await app.delivery.chat_opened(event.chat.id)
