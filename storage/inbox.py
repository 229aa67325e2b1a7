"""Updates stored before they are confirmed to the messenger."""

from sqlalchemy import update
from sqlalchemy.ext.asyncio import AsyncConnection

from services.handling import HandledUpdate
from storage.tables.delivery import InboxUpdateRow


async def settle_in_transaction(connection: AsyncConnection, handled: HandledUpdate) -> bool:
    """Mark the update done as part of the handler's own transaction; False when it is no longer ours."""
    statement = (
        update(InboxUpdateRow)
        .where(
            InboxUpdateRow.id == handled.id,
            InboxUpdateRow.fence == handled.fence,
            InboxUpdateRow.state == "claimed",
        )
        .values(state="done", lease_until=None)
    )
    return (await connection.execute(statement)).rowcount == 1
