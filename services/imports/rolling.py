"""Next year's plan proposed from this one: shown, or put on the coordinator's desk."""

import json
from collections.abc import Sequence
from dataclasses import replace

from roadmap.clock import Clock
from roadmap.deadlines.rule_set import LITERAL, RULE_SETS, RuleSet
from roadmap.errors import NotFound
from roadmap.ids import ImportId, RoadMapId
from roadmap.imports import proposal_json
from roadmap.imports.proposal import Proposal
from roadmap.imports.rolling import rolled
from roadmap.people.persons import Actor, Role, SystemActor
from services.imports.edited_proposal import as_in_force
from services.imports.on_desk import put_on_desk
from services.people.directory import require
from services.ports.files import FileStore
from storage.unit_of_work import Store


class RollingService:
    def __init__(self, store: Store, clock: Clock, files: FileStore) -> None:
        self._store = store
        self._clock = clock
        self._files = files

    async def proposal(
        self, actor: Actor | SystemActor, road_map_id: RoadMapId, to: int
    ) -> tuple[Proposal, RuleSet]:
        """The road map in force moved to the period that begins in the year `to`, and its rules."""
        require(actor, Role.COORDINATOR)
        async with self._store.read() as uow:
            road_map = await uow.plan.road_map(road_map_id, actor.department_id)
            latest = await uow.imports.latest(road_map_id)
            if road_map is None or latest is None:
                raise NotFound
            present = await as_in_force(uow, road_map_id, latest)
        return rolled(present, to), RULE_SETS[road_map.rule_set]

    async def roll(self, actor: Actor, road_map_id: RoadMapId, to: int, file_name: str) -> ImportId:
        """Put next year's plan on the desk; one that lies there under this name already is taken instead."""
        proposal, rules = await self.proposal(actor, road_map_id, to)
        async with self._store.read() as uow:
            waiting = await uow.imports.reviewing(actor.department_id)
        known = next((one.id for one in waiting if one.file_name == file_name), None)
        if known is not None:
            return known
        (import_id,) = await self.put_on_desk(actor, [proposal], file_name, rules)
        return import_id

    async def put_on_desk(
        self,
        actor: Actor | SystemActor,
        proposals: Sequence[Proposal],
        file_name: str,
        rules: RuleSet = LITERAL,
    ) -> Sequence[ImportId]:
        """Let the coordinator look at the proposals, answer what is unclear in them, and approve."""
        require(actor, Role.COORDINATOR)
        now = self._clock.now()
        whole = replace(proposals[0], plans=tuple(proposals[1:]))
        data = json.dumps(proposal_json.to_json(whole), ensure_ascii=False).encode()
        file_key = await self._files.put(data)
        async with self._store.write() as uow:
            import_ids = [
                await put_on_desk(uow, actor, each, rules, data, file_key, file_name, now)
                for each in proposals
            ]
            await uow.commit()
        return import_ids
