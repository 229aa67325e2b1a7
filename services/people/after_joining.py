"""Whoever joins or comes back hears what could not be told to them before, and what is theirs now."""

from collections.abc import Collection, Sequence
from datetime import datetime

from roadmap.control.duty import WAITING_FOR_ASSIGNEE
from roadmap.control.duty_filter import DutyFilter
from roadmap.control.duty_lines import DutyLine
from roadmap.ids import MeasureId
from roadmap.people.persons import Actor
from services.people.assignment_news import FIRST_EDITION, assigned_news
from services.people.stand_ins import refresh
from storage.unit_of_work import UnitOfWork


async def welcome(
    uow: UnitOfWork, actor: Actor, now: datetime, known: Collection[MeasureId] = frozenset()
) -> None:
    """Put it all in line: each message is looked at again before it leaves, so nothing stale is said.

    Nothing is said of a road map all of whose measures are `known`.
    """
    await uow.deliveries.revive(actor.person_id, now)
    await refresh(uow, actor.department_id, now)
    new = [duty for duty in await owed_by(uow, actor) if duty.measure_id not in known]
    for road_map_id in dict.fromkeys(duty.road_map_id for duty in new):
        road_map = await uow.plan.road_map(road_map_id, actor.department_id)
        if road_map is not None:
            occasion = f"joined-{now:%Y-%m-%dT%H:%M:%S}"
            news = assigned_news(road_map, occasion, actor.person_id, now, said_as=FIRST_EDITION)
            await uow.outbox.add(news)


async def owed_by(uow: UnitOfWork, actor: Actor) -> Sequence[DutyLine]:
    """What waits for this person, as their own or of the units they answer for."""
    return await uow.duties.lines(
        DutyFilter(
            assigned_unit_ids=actor.own,
            assigned_person_ids=actor.persons,
            states=WAITING_FOR_ASSIGNEE,
        )
    )
