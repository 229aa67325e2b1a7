"""What could not be read for certain: a code and facts. `texts.imports.problems` says it in Russian."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

Fact = str | int | tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """One doubt about a document or a deadline; `measure` is the printed number of its row, if any."""

    code: str
    measure: str | None = None
    facts: Mapping[str, Fact] = field(default_factory=dict, hash=False)

    def of(self, measure: str) -> "Problem":
        """The same doubt, said about this measure."""
        return replace(self, measure=measure)
