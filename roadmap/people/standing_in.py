"""Who is told in place of those who are away."""

from collections.abc import Mapping, Sequence

from roadmap.ids import PersonId
from roadmap.people.invites import Recipient


def wanted_instead(found: Sequence[Recipient]) -> list[PersonId]:
    """Who stands in for those of them who are away.

    Without a deputy somebody above is told, but only where no colleague can be.
    """
    has_colleague = any(each.place for each in found if not each.is_away)
    known = {each.person_id for each in found if not each.is_away}
    return [
        each.stand_in_id
        for each in found
        if each.is_away
        and each.stand_in_id is not None
        and each.stand_in_id not in known
        and (each.has_deputy or not has_colleague)
    ]


def present(found: Sequence[Recipient], stand_ins: Mapping[PersonId, Recipient]) -> Sequence[Recipient]:
    """Those who are there and who stands in for the others; where there is nobody at all, all of them."""
    here = [each for each in found if not each.is_away]
    if len(here) == len(found):
        return found
    others = [stand_ins[each] for each in dict.fromkeys(wanted_instead(found)) if each in stand_ins]
    return [*here, *others] or found
