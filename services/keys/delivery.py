"""Buttons of the screen of undelivered messages."""

from services.buttons import button


@button("z")
class UndeliveredButton:
    page: int


@button("zr")
class ResendButton:
    delivery_id: int


@button("zd")
class DismissUndeliveredButton:
    delivery_id: int
