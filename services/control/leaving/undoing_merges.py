"""A merge of two cards or two organisations is taken back."""

from roadmap.clock import Clock
from roadmap.errors import BadInput, NotFound
from roadmap.ids import MergeId, PersonId, UnitId
from roadmap.imports.questions import Assigned
from roadmap.people.merges import Merge, MergeKind
from roadmap.people.persons import Actor, Role
from services.people.directory import require
from services.people.stand_ins import refresh
from storage.unit_of_work import Store


class UndoingMergeService:
    def __init__(self, store: Store, clock: Clock) -> None:
        self._store = store
        self._clock = clock

    async def undo(self, actor: Actor, merge_id: MergeId) -> Merge:
        """Both are there again, each with what was theirs; what was done since stays as it is.

        BadInput when it is too late. Messages that were sent are not taken back.
        """
        require(actor, Role.COORDINATOR)
        now = self._clock.now()
        async with self._store.write() as uow:
            merge = await uow.merges.get(merge_id)
            if merge is None or merge.department_id != actor.department_id:
                raise NotFound
            if not merge.can_undo(now):
                raise BadInput("undo-merge-late")
            kept, gone = _assigned(merge.kind, merge.kept_id), _assigned(merge.kind, merge.gone_id)
            for theirs, ours in merge.swapped:
                await uow.merges.swap(kept, gone, theirs, ours)
            await uow.merges.undo(merge_id, now)
            if merge.kind is MergeKind.PERSON:
                person = await uow.people.person(PersonId(merge.gone_id))
                if person is not None:
                    await uow.people.rename_person(person, person.name)  # it is found by its words again
            await refresh(uow, actor.department_id, now)
            about = (merge.kind.value, merge.kept_id)
            await uow.audit.add(actor, now, f"{merge.kind.value}.unmerged", about, {"other": merge.gone_id})
            await uow.commit()
        return merge


def _assigned(kind: MergeKind, id_: int) -> Assigned:
    if kind is MergeKind.PERSON:
        return Assigned(person_id=PersonId(id_))
    return Assigned(unit_id=UnitId(id_))
