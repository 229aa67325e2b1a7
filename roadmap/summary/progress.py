"""How far a road map is, and how far it was."""

from dataclasses import dataclass

from roadmap.ids import RoadMapId


@dataclass(frozen=True, slots=True, kw_only=True)
class MapProgress:
    """Duties of one road map: `planned` in all, `fell_due` of them by now; `done` are accepted.

    `done_before` were accepted by an earlier moment; None where the road map was not in force then.
    """

    road_map_id: RoadMapId
    map_name: str
    planned: int
    fell_due: int
    done: int
    done_before: int | None

    @property
    def gained(self) -> int:
        """How many were accepted since then."""
        return self.done - self.done_before if self.done_before is not None else 0
