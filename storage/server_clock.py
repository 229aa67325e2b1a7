"""What time it is on the database server: the one clock that several processes on several machines share."""

from datetime import datetime

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncEngine


async def server_moment(engine: AsyncEngine) -> datetime:
    """The moment of the PostgreSQL server; only to set the process's own clock by."""
    async with engine.connect() as connection:
        moment: datetime = (await connection.execute(text("SELECT clock_timestamp()"))).scalar_one()
    return moment
