"""Buttons of the list of people and of one person's card."""

from services.buttons.packing import button


@button("hf")
class FindPersonButton:
    """Ask whose name to look for."""


@button("h")
class PersonButton:
    person_id: int


@button("hu")
class UnitPeopleButton:
    """A page of an organisation's people."""

    unit_id: int
    page: int


@button("he")
class EditPersonButton:
    """Ask to type the `name` or the `post`."""

    person_id: int
    field: str


@button("hs")
class SavePersonButton:
    """Keep the name or the post that was typed and read back; the words wait in the conversation."""

    person_id: int
    field: str


@button("ht")
class PersonTimeButton:
    """The time zone and the hour of the digest."""

    person_id: int


@button("hz")
class PersonZoneButton:
    """`zone` is the place in the list of zones, counted from 1; 0 is the zone of the unit."""

    person_id: int
    zone: int


@button("hh")
class PersonHourButton:
    person_id: int
    hour: int


@button("hr")
class RolesButton:
    person_id: int


@button("ha")
class AddRoleButton:
    person_id: int


@button("hau")
class RoleUnitsButton:
    """Where the new role is to be held."""

    person_id: int
    role: str
    page: int


@button("hg")
class GrantRoleButton:
    person_id: int
    unit_id: int
    role: str


@button("hx")
class AskRevokeRoleButton:
    """Say what taking the role away would leave."""

    person_id: int
    unit_id: int
    role: str


@button("hxx")
class RevokeRoleButton:
    person_id: int
    unit_id: int
    role: str


@button("hb")
class AskUnbindButton:
    """Say what letting the chat go would mean."""

    person_id: int


@button("hbb")
class UnbindButton:
    person_id: int


@button("hl")
class RevokeLinkButton:
    person_id: int


@button("hd")
class AskDismissButton:
    """Say what is open to the person, and ask who takes it over."""

    person_id: int


@button("hdf")
class FindSuccessorButton:
    """Ask whose name to look for, to take the duties over."""

    person_id: int


@button("hdt")
class SuccessorButton:
    """The unit or the person that takes the duties over; the other one is 0."""

    person_id: int
    to_unit_id: int
    to_person_id: int


@button("hdd")
class DismissButton:
    """The person no longer works here; both are 0 where nothing is open to them."""

    person_id: int
    to_unit_id: int
    to_person_id: int


@button("hdr")
class TakeBackButton:
    """The person works here again."""

    person_id: int


@button("hj")
class AskMergeButton:
    """Ask which other card is the same person's."""

    person_id: int


@button("hjt")
class MergeWithButton:
    """Read back what of the other card would come to this one."""

    person_id: int
    other_id: int


@button("hjo")
class KeepOtherCardButton:
    """Read back the same with the other of the two as the card that stays."""

    person_id: int
    other_id: int


@button("hjj")
class MergePeopleButton:
    """The other card leaves the lists; everything of it is this person's."""

    person_id: int
    other_id: int


@button("hjl")
class TwinsButton:
    """Those who may have been entered twice."""

    page: int


@button("yl")
class WithoutConsentButton:
    """A page of people whose data may be erased."""

    page: int


@button("ye")
class AskEraseButton:
    """Say what erasing the person's data would mean."""

    person_id: int


@button("yee")
class EraseButton:
    """Erase the person's data; 1: with the files of their reports."""

    person_id: int
    with_evidence: int
