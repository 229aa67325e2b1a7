"""How far a road map is, and how far it was."""

from dataclasses import dataclass

from roadmap.ids import RoadMapId


@dataclass(frozen=True, slots=True, kw_only=True)
class MapProgress:
    """Duties of one road map: `planned` in all, `done` are accepted, `done_before` by an earlier moment."""

    road_map_id: RoadMapId
    map_name: str
    planned: int
    done: int
    done_before: int

    @property
    def percent(self) -> int:
        return self.done * 100 // self.planned

    @property
    def percent_before(self) -> int:
        return self.done_before * 100 // self.planned
