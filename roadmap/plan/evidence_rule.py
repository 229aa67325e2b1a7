"""What «Выполнено» about a measure has to come with."""

from collections.abc import Collection
from enum import StrEnum

PICTURES = frozenset({"jpg", "png", "heic", "webp"})
"""Kinds of files that are pictures."""


class EvidenceRule(StrEnum):
    WORDS = "words"
    DOCUMENT = "document"
    PHOTO = "photo"

    @property
    def asks_for_file(self) -> bool:
        return self is not EvidenceRule.WORDS

    def is_met_by(self, kinds: Collection[str]) -> bool:
        """Whether files of these kinds are enough; any file may be a document: papers are photographed."""
        match self:
            case EvidenceRule.WORDS:
                return True
            case EvidenceRule.DOCUMENT:
                return bool(kinds)
            case EvidenceRule.PHOTO:
                return not PICTURES.isdisjoint(kinds)
