"""What a coordinator chooses for the whole department: hours, rules of deadlines, what the chat may carry."""

from dataclasses import dataclass, replace
from typing import Any

from roadmap.clock import Clock
from roadmap.deadlines.rule_set import RULE_SETS
from roadmap.errors import BadInput
from roadmap.people.persons import Actor, Role
from roadmap.process.backups import LastBackup
from roadmap.reminding.department_settings import QUIET_CHOICES, DepartmentSettings
from roadmap.reminding.ladders import LadderOf
from roadmap.reminding.quiet_hours import QuietHours
from roadmap.reminding.reminders import DIGEST_HOURS
from services.people.directory import require
from services.ports.backups import BackupShelf, no_shelf
from storage.unit_of_work import Store


@dataclass(frozen=True, slots=True, kw_only=True)
class SeenBackup:
    last: LastBackup
    is_worrying: bool


class DepartmentChoiceService:
    def __init__(self, store: Store, clock: Clock, last_backup: BackupShelf = no_shelf) -> None:
        self._store = store
        self._clock = clock
        self._last_backup = last_backup

    async def backup(self) -> SeenBackup:
        """The newest backup of the server, and whether somebody should worry."""
        last = await self._last_backup()
        return SeenBackup(last=last, is_worrying=last.is_worrying(self._clock.now()))

    async def open(self, actor: Actor) -> DepartmentSettings:
        """As the department has chosen; for coordinators."""
        require(actor, Role.COORDINATOR)
        async with self._store.read() as uow:
            return await uow.department_settings.of(actor.department_id)

    async def choose_hour(self, actor: Actor, hour: int) -> DepartmentSettings:
        """When the digest comes to everybody who has chosen no hour themselves."""
        if hour not in DIGEST_HOURS:
            raise BadInput("digest-hour")
        return await self._choose(actor, digest_hour=hour)

    async def choose_quiet(self, actor: Actor, quiet: QuietHours) -> DepartmentSettings:
        """In which of the offered hours nobody is written to."""
        if quiet not in QUIET_CHOICES:
            raise BadInput("quiet-hours")
        return await self._choose(actor, quiet=quiet)

    async def choose_rules(self, actor: Actor, rule_set: str) -> DepartmentSettings:
        """By which rules documents that come from now on are read; a road map in force keeps its own."""
        if rule_set not in RULE_SETS:
            raise BadInput("rule-set")
        return await self._choose(actor, rule_set=rule_set)

    async def make_brief(self, actor: Actor, *, is_brief: bool) -> DepartmentSettings:
        """Whether what comes unasked names people by initials and measures by number alone."""
        return await self._choose(actor, is_brief=is_brief)

    async def take_files(self, actor: Actor, *, takes_files: bool) -> DepartmentSettings:
        """Whether files are sent in the chat, or a report says where they are kept."""
        return await self._choose(actor, takes_files=takes_files)

    async def _choose(self, actor: Actor, **change: Any) -> DepartmentSettings:
        require(actor, Role.COORDINATOR)
        now, department_id = self._clock.now(), actor.department_id
        async with self._store.write() as uow:
            before = await uow.department_settings.of(department_id)
            chosen = replace(before, **change)
            if chosen != before:
                await uow.department_settings.choose(department_id, **change)
                if chosen.quiet != before.quiet:
                    await uow.reminders.look_again(LadderOf.DEPARTMENT, department_id, now)
                facts = {name: str(value) for name, value in _facts(chosen).items()}
                await uow.audit.add(actor, now, "department.settings", ("unit", department_id), facts)
            await uow.commit()
        return chosen


def _facts(chosen: DepartmentSettings) -> dict[str, object]:
    return {
        "digest_hour": chosen.digest_hour,
        "quiet": f"{chosen.quiet.start}-{chosen.quiet.end}",
        "rule_set": chosen.rule_set,
        "is_brief": chosen.is_brief,
        "takes_files": chosen.takes_files,
    }
