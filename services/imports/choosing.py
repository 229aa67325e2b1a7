"""What is chosen in a document under review: rules, control points, dates inside other cells."""

from collections.abc import Callable

from roadmap.clock import Clock, local_date
from roadmap.deadlines.calendar import WorkingCalendar
from roadmap.deadlines.control_pace import ControlPace, is_routine
from roadmap.deadlines.rule_set import RuleSet
from roadmap.errors import BadInput, NotFound
from roadmap.ids import ImportId
from roadmap.imports.milestones import toggled
from roadmap.imports.proposal import asking, paced
from roadmap.language.monitoring_words import is_monitoring
from roadmap.people.persons import Actor, Role
from roadmap.plan.evidence_rule import EvidenceRule
from services.imports.asked_evidence import asked_evidence
from services.imports.import_pages import milestone_page
from services.imports.monitoring_offer import taken
from services.imports.on_desk import ask, import_of, require_review
from services.imports.preview_views import Preview
from services.imports.previewing import preview
from services.imports.resolving import resolution
from services.imports.routine_work import routine_work
from services.imports.row_views import AskedEvidence, EvidenceLine, MilestonePage, RoutineWork
from services.people.directory import require, unit_of
from storage.unit_of_work import Store


class ChoiceService:
    def __init__(self, store: Store, clock: Clock, calendar: WorkingCalendar) -> None:
        self._store = store
        self._clock = clock
        self._calendar = calendar

    async def choose_rules(self, actor: Actor, import_id: ImportId, rules: RuleSet) -> Preview:
        """Read vague words by the rules of this region; questions the rules answer go."""
        require(actor, Role.COORDINATOR)
        now = self._clock.now()
        async with self._store.write() as uow:
            require_review(await import_of(uow, actor, import_id))
            await uow.imports.set_rules(import_id, rules)
            imported = await import_of(uow, actor, import_id)
            await ask(uow, imported, now)
            await uow.audit.add(actor, now, "import.rules", ("import", import_id), {"rules": rules.name})
            shown = await preview(uow, imported, now)
            await uow.commit()
        return shown

    async def routine_work(self, actor: Actor, import_id: ImportId) -> RoutineWork:
        """Rows that come round more than once a month, with what was chosen for each."""
        require(actor, Role.COORDINATOR)
        async with self._store.read() as uow:
            imported = await import_of(uow, actor, import_id)
            answered = resolution(imported, await uow.imports.questions(import_id))
            department = await unit_of(uow, imported.department_id, imported.department_id)
            today = local_date(self._clock.now(), department.time_zone)
            return routine_work(imported, answered, today, self._calendar)

    async def choose_pace(self, actor: Actor, import_id: ImportId, row: int, pace: ControlPace) -> Preview:
        """What the plan makes of this row of routine work: nothing but the monitoring, or control points."""
        require(actor, Role.COORDINATOR)
        now = self._clock.now()
        async with self._store.write() as uow:
            imported = await import_of(uow, actor, import_id)
            require_review(imported)
            if not 0 <= row < len(imported.proposal.measures):
                raise NotFound
            answered = resolution(imported, await uow.imports.questions(import_id))
            if not is_routine(answered.deadline(imported.proposal.measures[row])):
                raise BadInput("not-routine")
            await uow.imports.set_proposal(import_id, paced(imported.proposal, {row: pace}))
            await uow.audit.add(
                actor, now, "import.pace", ("import", import_id), {"row": row, "pace": pace.value}
            )
            shown = await preview(uow, await import_of(uow, actor, import_id), now)
            await uow.commit()
        return shown

    async def take_monitoring(self, actor: Actor, import_id: ImportId, row: int) -> Preview:
        """Take this row as the monitoring of the plan itself, or give it back.

        NotFound for a row that does not read so.
        """
        require(actor, Role.COORDINATOR)
        now = self._clock.now()
        async with self._store.write() as uow:
            imported = await import_of(uow, actor, import_id)
            require_review(imported)
            measures = imported.proposal.measures
            if not 0 <= row < len(measures) or not is_monitoring(measures[row].title):
                raise NotFound
            await uow.imports.set_proposal(import_id, taken(imported.proposal, row))
            await uow.audit.add(actor, now, "import.monitoring", ("import", import_id), {"row": row})
            shown = await preview(uow, await import_of(uow, actor, import_id), now)
            await uow.commit()
        return shown

    async def evidence(self, actor: Actor, import_id: ImportId) -> AskedEvidence:
        """What reports will have to come with."""
        require(actor, Role.COORDINATOR)
        async with self._store.read() as uow:
            return asked_evidence(await import_of(uow, actor, import_id))

    async def ask_evidence(
        self, actor: Actor, import_id: ImportId, row: int, rule: EvidenceRule
    ) -> AskedEvidence:
        """What reports of this row have to come with."""
        return await self._ask_evidence(actor, import_id, lambda line: rule if line.row == row else line.rule)

    async def take_evidence(self, actor: Actor, import_id: ImportId, *, is_taken: bool) -> AskedEvidence:
        """Ask for everything that the results name, or for words only."""
        return await self._ask_evidence(
            actor, import_id, lambda line: line.proposed if is_taken else EvidenceRule.WORDS
        )

    async def _ask_evidence(
        self, actor: Actor, import_id: ImportId, rule_of: Callable[[EvidenceLine], EvidenceRule]
    ) -> AskedEvidence:
        require(actor, Role.COORDINATOR)
        now = self._clock.now()
        async with self._store.write() as uow:
            imported = await import_of(uow, actor, import_id)
            require_review(imported)
            rules = {line.row: rule_of(line) for line in asked_evidence(imported).lines}
            await uow.imports.set_proposal(import_id, asking(imported.proposal, rules))
            asked = sum(rule.asks_for_file for rule in rules.values())
            await uow.audit.add(actor, now, "import.evidence", ("import", import_id), {"asked": asked})
            shown = asked_evidence(await import_of(uow, actor, import_id))
            await uow.commit()
        return shown

    async def milestones(self, actor: Actor, import_id: ImportId, page: int) -> MilestonePage:
        """Dates named inside other cells, a page at a time."""
        require(actor, Role.COORDINATOR)
        async with self._store.read() as uow:
            return milestone_page(await import_of(uow, actor, import_id), page)

    async def toggle_milestone(
        self, actor: Actor, import_id: ImportId, number: int, page: int
    ) -> MilestonePage:
        """Take this date into the plan as a sub-row, or give it back."""
        require(actor, Role.COORDINATOR)
        async with self._store.write() as uow:
            imported = await import_of(uow, actor, import_id)
            require_review(imported)
            await uow.imports.set_proposal(import_id, toggled(imported.proposal, number))
            imported = await import_of(uow, actor, import_id)
            await ask(uow, imported, self._clock.now())
            await uow.commit()
        return milestone_page(imported, page)
