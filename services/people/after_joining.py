"""Whoever joins or comes back hears what could not be told to them before, and what is theirs now."""

from datetime import datetime

from roadmap.control.duty import WAITING_FOR_ASSIGNEE
from roadmap.control.duty_filter import DutyFilter
from roadmap.people.persons import Actor
from services.people.assignment_news import FIRST_EDITION, assigned_news
from services.people.stand_ins import refresh
from storage.unit_of_work import UnitOfWork


async def welcome(uow: UnitOfWork, actor: Actor, now: datetime) -> None:
    """Put it all in line: each message is looked at again before it leaves, so nothing stale is said."""
    await uow.deliveries.revive(actor.person_id, now)
    await refresh(uow, actor.department_id, now)
    duties = await uow.duties.lines(
        DutyFilter(
            assigned_unit_ids=actor.own,
            assigned_person_ids=actor.persons,
            states=WAITING_FOR_ASSIGNEE,
        )
    )
    for road_map_id in dict.fromkeys(duty.road_map_id for duty in duties):
        road_map = await uow.plan.road_map(road_map_id, actor.department_id)
        if road_map is not None:
            occasion = f"joined-{now:%Y-%m-%dT%H:%M:%S}"
            news = assigned_news(road_map, occasion, actor.person_id, now, said_as=FIRST_EDITION)
            await uow.outbox.add(news)
