"""«Служебная записка» of a request to move a date."""

import asyncio

from roadmap.clock import Clock
from roadmap.control.extension_memo import ExtensionMemo
from roadmap.control.requests import ExtensionRequest
from roadmap.errors import NotFound
from roadmap.ids import ExtensionId
from roadmap.people.persons import Actor
from services.control.duties.cards import view_card
from services.ports.exports import MemoExporter
from storage.unit_of_work import Store


class ExtensionMemoService:
    def __init__(self, store: Store, clock: Clock, export: MemoExporter) -> None:
        self._store = store
        self._clock = clock
        self._export = export

    async def memo(self, actor: Actor, extension_id: ExtensionId) -> tuple[ExtensionMemo, bytes]:
        """The memo of this request and its file, for whoever may see the duty; NotFound for others."""
        async with self._store.read() as uow:
            request = await uow.requests.get(ExtensionRequest, extension_id)
            if request is None:
                raise NotFound
            view = await view_card(uow, actor, request.duty_id, self._clock.now())
            duty = view.card.duty
            author = await uow.people.person(request.author_id)
            department = await uow.people.unit(actor.department_id)
            road_map = await uow.plan.road_map(duty.road_map_id, actor.department_id)
            requests = await uow.requests.of_duty(ExtensionRequest, request.duty_id)
        if road_map is None or department is None:
            raise NotFound
        memo = ExtensionMemo(
            department=department.name,
            road_map=road_map.title,
            number=duty.number.strip("."),
            title=duty.title,
            assignee=duty.assignee,
            author=author.name if author else "",
            author_post=author.post if author else "",
            request=request,
            original_on=duty.original_due_on,
            earlier=tuple(each for each in requests if each.id < request.id),
            today=view.today,
        )
        data = await asyncio.to_thread(self._export, memo)
        async with self._store.write() as uow:
            now = self._clock.now()
            await uow.audit.add(actor, now, "memo.exported", ("extension_request", extension_id))
            await uow.commit()
        return memo, data
