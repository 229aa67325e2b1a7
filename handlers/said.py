"""What a person wrote or sent, neutral to the messenger."""

from dataclasses import dataclass

from roadmap.control.incoming_files import SentFile


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """`words` are the text or the caption; `album` is shared by files that were sent together."""

    words: str = ""
    is_text: bool = False
    file: SentFile | None = None
    album: str | None = None
    message_id: int = 0

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
