"""Everything that is kept of a person, given to that person."""

from roadmap.clock import Clock
from roadmap.errors import NotFound
from roadmap.people.my_data import MyData
from roadmap.people.persons import Actor
from roadmap.people.place import Place
from storage.unit_of_work import Store


class MyDataService:
    def __init__(self, store: Store, clock: Clock) -> None:
        self._store = store
        self._clock = clock

    async def of(self, actor: Actor) -> MyData:
        """All of it as it is now; that it was given stands in the audit."""
        now = self._clock.now()
        async with self._store.write(is_long=True) as uow:
            person = await uow.people.person(actor.person_id)
            department = await uow.people.unit(actor.department_id)
            if person is None or department is None:
                raise NotFound
            own = uow.own_words
            deliveries, deeds = await own.counts(person.id)
            accounts = await uow.accounts.of([person.id])
            found = MyData(
                person=person,
                department=department.name,
                time_zone=actor.time_zone,
                made_at=now,
                roles=await uow.roster.roles([person.id]),
                places=[Place(each.channel, each.chat_id) for each in accounts],
                account_names=await own.account_names(person.id),
                spellings=await own.spellings(person.id),
                absences=await own.absences(person.id),
                words=await own.words(person.id),
                draft=await own.draft(person.id),
                deliveries=deliveries,
                deeds=deeds,
            )
            await uow.audit.add(actor, now, "data.given", ("person", person.id))
            await uow.commit()
        return found
