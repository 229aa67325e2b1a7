"""Buttons of the screen of undelivered messages."""

from services.buttons.packing import button


@button("z")
class UndeliveredButton:
    page: int


@button("zr")
class ResendButton:
    delivery_id: int


@button("zra")
class ResendHeldButton:
    """Everything held since the database was restored."""


@button("zda")
class DismissHeldButton:
    """Nothing held since the database was restored is needed."""


@button("zd")
class DismissUndeliveredButton:
    delivery_id: int
