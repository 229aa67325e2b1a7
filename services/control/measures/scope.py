"""Which measures a person may look at: those who watch a department all of them, others their own."""

from roadmap.control.measure_views import MeasureScope
from roadmap.people.persons import Actor, Role


def scope_of(actor: Actor) -> MeasureScope:
    """The measures this person watches, and those they answer for."""
    is_whole = actor.has(Role.COORDINATOR) or actor.department_id in actor.roots
    return MeasureScope(
        department_id=actor.department_id,
        roots=None if is_whole else actor.roots,
        own=actor.own,
        persons=actor.persons,
    )
