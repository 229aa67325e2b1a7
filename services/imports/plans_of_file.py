"""Several plans in one file: each is a document of its own on the desk, decided one after another."""

from collections.abc import Sequence

from roadmap.errors import BadInput
from roadmap.imports.proposal import Proposal, chosen_plans
from roadmap.imports.questions import Import, ImportState
from services.imports.preview_views import PlanOfFile
from storage.unit_of_work import UnitOfWork


def plans_to_enter(proposal: Proposal, numbers: Sequence[int]) -> tuple[Proposal, ...]:
    """The chosen plans of a file, all of them for no numbers; BadInput for a plan it does not have."""
    check_plan_numbers(proposal, numbers)
    return chosen_plans(proposal, numbers)


def check_plan_numbers(proposal: Proposal, numbers: Sequence[int]) -> None:
    """BadInput for the number of a plan that the file does not have."""
    unknown = [number for number in numbers if not 1 <= number <= 1 + len(proposal.plans)]
    if unknown:
        raise BadInput("no-such-plan", str(unknown[0]))


async def plans_of_file(uow: UnitOfWork, imported: Import) -> tuple[PlanOfFile, ...]:
    """All plans of the file of this one; none where it is the only one."""
    found = await uow.imports.of_file(imported)
    return plan_lines(found) if len(found) > 1 else ()


async def waiting_beside(uow: UnitOfWork, imported: Import) -> Sequence[Import]:
    """Other plans of the file that are still under review."""
    return [
        one
        for one in await uow.imports.of_file(imported)
        if one.id != imported.id and one.state is ImportState.REVIEWING
    ]


def plan_lines(imports: Sequence[Import]) -> tuple[PlanOfFile, ...]:
    """The same, as they are shown."""
    return tuple(map(_line, imports))


def _line(imported: Import) -> PlanOfFile:
    return PlanOfFile(
        import_id=imported.id,
        title=imported.proposal.title or imported.file_name,
        period=imported.proposal.period,
        state=imported.state,
    )
