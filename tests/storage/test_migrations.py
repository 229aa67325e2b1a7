"""Migrations go up, down and up again, and arrive exactly at the tables the code knows."""

from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import Connection, inspect

from storage.all_tables import METADATA
from storage.engine import create_engine
from storage.migrate import downgrade, migrate
from tests.databases import both_databases

pytestmark = both_databases


def differences(connection: Connection) -> list[object]:
    context = MigrationContext.configure(connection, opts={"compare_type": True})
    return list(compare_metadata(context, METADATA))


def table_names(connection: Connection) -> set[str]:
    return set(inspect(connection).get_table_names()) - {"alembic_version"}


async def test_the_schema_goes_up_down_and_up_again_and_is_what_the_code_knows(database_url: str) -> None:
    engine = create_engine(database_url)
    try:
        await downgrade(engine)
        async with engine.connect() as connection:
            assert await connection.run_sync(table_names) == set()

        await migrate(engine)
        async with engine.connect() as connection:
            assert await connection.run_sync(table_names) == set(METADATA.tables)
            assert await connection.run_sync(differences) == []
    finally:
        await engine.dispose()


async def test_migrating_what_is_up_to_date_changes_nothing(database_url: str) -> None:
    engine = create_engine(database_url)
    try:
        await migrate(engine)
        async with engine.connect() as connection:
            assert await connection.run_sync(differences) == []
    finally:
        await engine.dispose()
