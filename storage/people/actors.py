"""Who is acting: the roles and units behind a chat or a person, and whom they stand in for."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any

from roadmap.ids import PersonId, UnitId
from roadmap.people.persons import DECIDING, WATCHING, Actor, Rights, Role, StoodFor
from roadmap.people.place import Place
from storage.by_channel import by_channel
from storage.connection import Connection
from storage.people.queries import HELD_BY_PERSONS, HELD_IN_CHATS, STOOD_FOR
from storage.people.subtrees import WATCHED


class ActorRepository:
    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    async def actor(self, place: Place) -> Actor | None:
        """The active person behind a chat, with roles and units as they are now."""
        return (await self.actors([place])).get(place)

    async def still_holds(self, place: Place, actor: Actor) -> bool:
        """Whether the person behind the chat is still this one, with the same roles and units."""
        now = await self.actor(place)
        return now is not None and now.rights == actor.rights

    async def actor_of(self, person_id: PersonId) -> Actor | None:
        """The active person as they would act from their own chat; None while they cannot be reached."""
        return (await self.actors_of([person_id])).get(person_id)

    async def actors_of(self, person_ids: Collection[PersonId]) -> Mapping[PersonId, Actor]:
        """The same of several persons."""
        rows = await self._connection.execute(HELD_BY_PERSONS, {"persons": list(person_ids)})
        return {PersonId(id_): await self._actor(held) for id_, held in _grouped(rows, "id").items()}

    async def actors(self, places: Collection[Place]) -> Mapping[Place, Actor]:
        """The active persons behind these chats."""
        found: dict[Place, Actor] = {}
        for channel, chats in by_channel(places).items():
            rows = await self._connection.execute(HELD_IN_CHATS, {"channel": channel, "chats": chats})
            for chat, held in _grouped(rows, "chat_id").items():
                found[Place(channel, chat)] = await self._actor(held)
        return found

    async def _actor(self, rows: Sequence[Any]) -> Actor:
        """Of the rows of one person."""
        first = rows[0]
        by_right = _rights(rows, first.department_id)
        stands_for = await self._stood_for(PersonId(first.id)) if first.stands_in else ()
        meanwhile = (by_right, *(each.rights for each in stands_for))
        return Actor(
            person_id=PersonId(first.id),
            department_id=UnitId(first.department_id),
            name=first.name,
            time_zone=first.time_zone,
            commands=first.commands,
            consent=first.consent_version,
            roles=frozenset().union(*(each.roles for each in meanwhile)),
            own=frozenset().union(*(each.own for each in meanwhile)),
            roots=frozenset().union(*(each.roots for each in meanwhile)),
            decides=frozenset().union(*(each.decides for each in meanwhile)),
            leads=frozenset().union(*(each.leads for each in meanwhile)),
            stands_for=stands_for,
            by_right=by_right if stands_for else None,
        )

    async def _stood_for(self, person_id: PersonId) -> tuple[StoodFor, ...]:
        """Whom this person stands in for now."""
        found = (await self._connection.execute(STOOD_FOR, {"person": person_id})).all()
        return tuple(
            StoodFor(
                person_id=PersonId(absent), name=rows[0].name, rights=_rights(rows, rows[0].department_id)
            )
            for absent, rows in _grouped(found, "person_id").items()
        )

    async def watched(self, roots: Collection[UnitId], unit_ids: Collection[UnitId]) -> Collection[UnitId]:
        """Those of the units that are one of the roots or stand under one."""
        if not roots or not unit_ids:
            return ()
        which = {"roots": list(roots), "units": list(unit_ids)}
        return {UnitId(row.unit_id) for row in await self._connection.execute(WATCHED, which)}


def _grouped(rows: Iterable[Any], key: str) -> Mapping[int, list[Any]]:
    groups: dict[int, list[Any]] = {}
    for row in rows:
        groups.setdefault(getattr(row, key), []).append(row)
    return groups


def _rights(rows: Sequence[Any], department_id: int) -> Rights:
    """What these memberships of one person give them in their department."""
    held = [row for row in rows if row.role is not None]
    return Rights(
        roles=frozenset(Role(row.role) for row in held),
        own=frozenset(UnitId(row.unit_id) for row in held if row.role == Role.EXECUTOR),
        roots=_held_at(held, WATCHING, department_id),
        decides=_held_at(held, DECIDING, department_id),
        leads=_held_at(held, (Role.HEAD,), department_id),
    )


def _held_at(rows: Iterable[Any], roles: Collection[Role], department_id: int) -> frozenset[UnitId]:
    """The units of the department where one of these roles is held."""
    return frozenset(
        UnitId(row.unit_id) for row in rows if row.role in roles and row.held_in == department_id
    )
