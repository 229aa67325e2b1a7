"""Buttons of absences. Days are numbers as 20260915, so that a button says the whole choice."""

from services.buttons.packing import button


@button("k")
class AbsencesButton:
    person_id: int


@button("ka")
class AddAbsenceButton:
    """Ask on which days."""

    person_id: int


@button("kf")
class FindDeputyButton:
    """Ask whose name to look for."""

    person_id: int
    first: int
    last: int


@button("kd")
class DeputyButton:
    """Read the choice back; `deputy_id` 0: nobody is named."""

    person_id: int
    first: int
    last: int
    deputy_id: int


@button("ks")
class SaveAbsenceButton:
    person_id: int
    first: int
    last: int
    deputy_id: int


@button("ke")
class EndAbsenceButton:
    """Take it back, or end it now."""

    absence_id: int
