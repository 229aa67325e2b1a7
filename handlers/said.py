"""What a person wrote or sent, neutral to the messenger."""

from dataclasses import dataclass

from roadmap.control.incoming_files import SentFile
from roadmap.ids import DutyId
from services.buttons.duties import DigestDutyButton, ListedDutyButton, MoreButton, OpenDutyButton
from services.buttons.packing import unpack
from services.buttons.reporting import AcknowledgeButton, StartReportButton

OF_A_DUTY = (
    *(OpenDutyButton, DigestDutyButton, ListedDutyButton, MoreButton),
    *(StartReportButton, AcknowledgeButton),
)
"""Buttons that stand under a message because it speaks of a duty."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """`words` are the text or the caption; `album` is shared by files that were sent together."""

    words: str = ""
    is_text: bool = False
    file: SentFile | None = None
    album: str | None = None
    message_id: int = 0
    replied: tuple[str, ...] = ()
    """What the buttons of the bot's message say that this one answers."""

    opened: DutyId | None = None
    """The duty whose card the person has just opened, where they answer no message."""

    @property
    def duties(self) -> tuple[DutyId, ...]:
        """Those the answered message speaks of, in its order."""
        if self.opened is not None and not self.replied:
            return (self.opened,)
        buttons = (unpack(each) for each in self.replied)
        return tuple(dict.fromkeys(DutyId(each.duty_id) for each in buttons if isinstance(each, OF_A_DUTY)))

    @property
    def command(self) -> str | None:
        """«report» of «/report@vekha_bot 2»; None for anything else."""
        if not (self.is_text and self.words.startswith("/")):
            return None
        return self.words[1:].split(maxsplit=1)[0].partition("@")[0] if self.words[1:].strip() else ""

    @property
    def argument(self) -> str:
        """What follows the command."""
        return self.words.partition(" ")[2].strip()
