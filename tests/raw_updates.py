"""Updates as Telegram writes them, also those the sandbox's phones cannot send."""

from dataclasses import dataclass, field
from typing import Any

from bot.telegram.updates import new_update
from tests.world import Hero

Raw = dict[str, Any]


@dataclass
class Line:
    """Updates of one person; what the bot makes of each is done before the next."""

    hero: Hero
    number: int = 900_000_000
    sent: list[Raw] = field(default_factory=list)

    def body(self, **content: Any) -> Raw:
        """A message of theirs in the private chat."""
        phone = self.hero.phone
        self.number += 1
        return {
            "message_id": self.number,
            "date": 1_788_000_000,
            "chat": {"id": phone.id, "type": "private", "first_name": phone.name},
            "from": {"id": phone.id, "is_bot": False, "first_name": phone.name},
            **content,
        }

    async def receives(self, **update: Any) -> None:
        """An update with this in it."""
        self.number += 1
        await self.hero.world.app.inbox.receive([new_update({"update_id": self.number, **update})])
        await self.hero.world.answer()

    async def sends(self, **content: Any) -> None:
        """A message with this in it."""
        await self.receives(message=self.body(**content))

    async def edits(self, message_id: int, **content: Any) -> None:
        """That message as it reads now."""
        edited = self.body(**content) | {"message_id": message_id, "edit_date": 1_788_000_100}
        await self.receives(edited_message=edited)
