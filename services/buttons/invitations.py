"""Buttons of invitations: sheets, and who has taken a link."""

from services.buttons.packing import button


@button("pv")
class InvitationsButton:
    """Who is not in the chat; `unit_id` 0: of the whole department."""

    unit_id: int


@button("pvs")
class InvitationSheetButton:
    """A sheet to print; `everyone` 0: only for those whose link does not work."""

    unit_id: int
    everyone: int


@button("pvy")
class ConfirmJoinedButton:
    """This account is the right one: it may act as a coordinator."""

    invite_id: int


@button("pvn")
class NotThemButton:
    """Somebody else has taken the link: their rights end at once."""

    invite_id: int
