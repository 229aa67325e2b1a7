"""Group chats: made, left, turned into supergroups."""

from sandbox.posting import membership_changed, post, tell_bot
from sandbox.world import BotAccount, Chat, Person, World

SUPERGROUP_BASE = -1_000_000_000_000


def make_group(
    world: World,
    bot: BotAccount,
    title: str,
    members: list[Person],
    *,
    chat_id: int = 0,
    is_super: bool = False,
) -> Chat:
    """A group with the bot in it; its id is negative, as in Telegram."""
    number = sum(1 for chat in bot.chats.values() if chat.person is None) + 1
    free_id = SUPERGROUP_BASE - number if is_super else -(5_000_000 + number)
    chat = Chat(
        id=chat_id or free_id,
        kind="supergroup" if is_super else "group",
        title=title,
        members={person.id: person for person in members},
        is_started=True,
    )
    bot.chats[chat.id] = chat
    if members:
        membership_changed(world, bot, chat, members[0], "left", "member")
    return chat


def kick(world: World, bot: BotAccount, chat: Chat) -> None:
    chat.is_kicked = True
    by = next(iter(chat.members.values()), bot.profile)
    membership_changed(world, bot, chat, by, "member", "kicked")


def migrate(world: World, bot: BotAccount, chat: Chat) -> Chat:
    """Turn a group into a supergroup with a new id; both chats get Telegram's service message."""
    fresh = make_group(world, bot, chat.title, [], is_super=True)
    fresh.members = dict(chat.members)
    by = next(iter(chat.members.values()), bot.profile)
    old = post(world, bot, chat, by, {"migrate_to_chat_id": fresh.id})
    chat.migrated_to = fresh.id
    tell_bot(world, bot, "message", old.to_api())
    new = post(world, bot, fresh, by, {"migrate_from_chat_id": chat.id})
    tell_bot(world, bot, "message", new.to_api())
    return fresh
