"""A list is one parameter: any length, one text, and found by the index as before."""

import pytest
from sqlalchemy import bindparam, event, select
from sqlalchemy.exc import InvalidRequestError

from storage.inline_sqlite import InlineCursor
from storage.lists import none_of, one_of
from storage.people.tables import UnitRow
from storage.unit_of_work import Store
from tests.databases import both_databases

pytestmark = both_databases

NAMED = select(UnitRow.id).where(one_of(UnitRow.id, "ids")).order_by(UnitRow.id)


@pytest.fixture
async def units(store: Store) -> list[int]:
    async with store.write() as uow:
        made = [await uow.people.add_department(name, "Europe/Moscow") for name in ("Север", "Юг", "Ёлка")]
        await uow.commit()
    return [int(unit) for unit in made]


async def found(store: Store, statement: object, **values: object) -> list[int]:
    async with store.read() as uow:
        return [row.id for row in await uow._connection.execute(statement, values)]


@pytest.mark.parametrize("length", [0, 1, 2, 3])
async def test_a_list_of_any_length_and_kind_is_looked_up(
    store: Store, units: list[int], length: int
) -> None:
    wanted = units[:length]
    assert await found(store, NAMED, ids=wanted) == wanted
    assert await found(store, NAMED, ids=set(wanted)) == wanted
    assert await found(store, select(UnitRow.id).where(one_of(UnitRow.id, wanted))) == wanted
    rest = select(UnitRow.id).where(none_of(UnitRow.id, wanted)).order_by(UnitRow.id)
    assert await found(store, rest) == units[length:]


async def test_words_are_looked_up_as_well_as_ids(store: Store, units: list[int]) -> None:
    assert await found(store, select(UnitRow.id).where(one_of(UnitRow.name, ["Ёлка", "'; --"]))) == units[2:]


async def test_lists_of_all_lengths_are_one_text(
    store: Store, units: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    said: set[str] = set()
    execute = InlineCursor._execute

    def noted(cursor: InlineCursor, statement: str, parameters: object) -> None:
        said.add(statement)
        execute(cursor, statement, parameters)

    def note(_connection: object, _cursor: object, statement: str, *_: object) -> None:
        said.add(statement)

    monkeypatch.setattr(InlineCursor, "_execute", noted)
    event.listen(store.engine.sync_engine, "before_cursor_execute", note)
    for length in range(4):
        await found(store, NAMED, ids=units[:length])
        await found(store, select(UnitRow.id).where(one_of(UnitRow.id, units[:length])))
    event.remove(store.engine.sync_engine, "before_cursor_execute", note)
    assert len([statement for statement in said if "units" in statement]) == 2


async def test_a_list_that_is_spelled_out_is_refused_where_it_would_be_another_text(
    store: Store, units: list[int]
) -> None:
    if store.engine.dialect.name != "sqlite":
        pytest.skip("PostgreSQL's statements are SQLAlchemy's own to run")
    spelled = select(UnitRow.id).where(UnitRow.id.in_(bindparam("ids", expanding=True)))
    with pytest.raises(InvalidRequestError):
        await found(store, spelled, ids=units)
