"""Migrations go up, down and up again, and arrive exactly at the tables the code knows."""

import pytest
import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import Connection, inspect
from sqlalchemy.exc import IntegrityError

from storage.all_tables import METADATA
from storage.engine import create_engine
from storage.migrate import downgrade, migrate
from storage.people.tables import UnitMemberRow
from tests.databases import both_databases

pytestmark = both_databases


def differences(connection: Connection) -> list[object]:
    context = MigrationContext.configure(connection, opts={"compare_type": True})
    return list(compare_metadata(context, METADATA))


def table_names(connection: Connection) -> set[str]:
    return set(inspect(connection).get_table_names()) - {"alembic_version"}


def names(connection: Connection) -> dict[str, set[str | None]]:
    """By table: what its constraints and indexes are called."""
    look = inspect(connection)
    return {
        table: {
            look.get_pk_constraint(table)["name"],
            *(key["name"] for key in look.get_foreign_keys(table)),
            *(unique["name"] for unique in look.get_unique_constraints(table)),
            *(check["name"] for check in look.get_check_constraints(table)),
            *(index["name"] for index in look.get_indexes(table)),
        }
        for table in table_names(connection)
    }


def names_as_the_code_gives_them() -> dict[str, set[str | None]]:
    with sa.create_engine("sqlite://").begin() as connection:
        METADATA.create_all(connection)
        return names(connection)


async def test_the_schema_goes_up_down_and_up_again_and_is_what_the_code_knows(database_url: str) -> None:
    engine = create_engine(database_url, is_patient=True)
    try:
        await downgrade(engine)
        async with engine.connect() as connection:
            assert await connection.run_sync(table_names) == set()

        await migrate(engine)
        async with engine.connect() as connection:
            assert await connection.run_sync(table_names) == set(METADATA.tables)
            assert await connection.run_sync(differences) == []
            assert await connection.run_sync(names) == names_as_the_code_gives_them()
    finally:
        await engine.dispose()


async def test_migrating_what_is_up_to_date_changes_nothing(database_url: str) -> None:
    engine = create_engine(database_url, is_patient=True)
    try:
        await migrate(engine)
        async with engine.connect() as connection:
            assert await connection.run_sync(differences) == []
    finally:
        await engine.dispose()


async def test_references_are_watched_again_after_migrating(database_url: str) -> None:
    engine = create_engine(database_url, is_patient=True)
    try:
        await migrate(engine)
        async with engine.connect() as connection:
            with pytest.raises(IntegrityError):
                await connection.execute(sa.insert(UnitMemberRow).values(group_id=1, member_id=2))
    finally:
        await engine.dispose()
