"""What a chat has been asked and has not answered yet."""

from dataclasses import dataclass, field
from typing import Any

_OPENED = "opened"


@dataclass(slots=True)
class Conversation:
    """`state` names the open question, if any; `data` is what the answer will be about.

    Nothing is written here: the commit that settles the update stores what has changed.
    """

    state: str | None = None
    data: dict[str, Any] = field(default_factory=dict)
    has_asked: bool = False
    """Whether a question was asked while this update was handled."""

    def ask(self, question: str, **about: Any) -> None:
        """Wait for the answer to this question about these things."""
        self.state, self.data, self.has_asked = question, dict(about), True

    def keep(self) -> None:
        """What was pressed had nothing to do with the open question: it goes on waiting."""
        self.has_asked = True

    def remember(self, **facts: Any) -> None:
        """Keep more about what is being asked."""
        self.data = self.data | facts

    def look_at(self, duty_id: int) -> None:
        """The card of this duty is what the person has just opened."""
        self.remember(**{_OPENED: duty_id})

    @property
    def opened(self) -> int | None:
        """Whose card was opened by the last press; None where the last press did something else."""
        return self.data.get(_OPENED)

    def look_away(self) -> None:
        """Something else is pressed."""
        if _OPENED in self.data:
            self.data = {name: value for name, value in self.data.items() if name != _OPENED}

    def leave(self) -> None:
        """Wait for nothing more."""
        self.state = None

    def forget(self) -> None:
        """Wait for nothing more, and keep nothing of what was asked."""
        self.state, self.data = None, {}
