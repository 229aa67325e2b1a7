"""From the view a composer gave to the finished message."""

from collections.abc import Callable
from typing import Any

from services.joining import InviteTaken
from services.notice import Notice
from texts import people

RENDERERS: dict[type, Callable[[Any], Notice]] = {
    InviteTaken: people.invite_taken,
}
"""One text function per view type; each area adds its own lines here."""


def render(view: object) -> Notice:
    """The message for this view; an unknown type is a defect and raises KeyError."""
    return RENDERERS[type(view)](view)
