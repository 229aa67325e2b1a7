"""Buttons of «Поручить»: a duty of an organisation given to its people, and their answers."""

from services.buttons.packing import button


@button("gv")
class EntrustButton:
    """To whom of the organisation? A page of them."""

    duty_id: int
    page: int


@button("gv1")
class EntrustOneButton:
    """This person alone would report: is it meant?"""

    duty_id: int
    person_id: int


@button("gvt")
class TickPersonButton:
    """Asks this one too, or no longer; person 0 turns the page."""

    duty_id: int
    person_id: int
    page: int


@button("gva")
class TickEverybodyButton:
    """Asks everybody of the organisation."""

    duty_id: int


@button("gvg")
class GiveButton:
    """Gives it to this person, or with 0 asks all who are ticked; `is_whole`: every date of the measure."""

    duty_id: int
    person_id: int
    is_whole: int


@button("gvv")
class AnswersButton:
    """Who has answered and what, a page of them."""

    duty_id: int
    page: int


@button("gvf")
class AnswerFilesButton:
    """The files of one answer."""

    duty_id: int
    entrusted_id: int


@button("gvr")
class AskSilentButton:
    """Asks those who have not answered once more."""

    duty_id: int


@button("gvx")
class EndEntrustingButton:
    """It is given to nobody any more; not sure yet: ask."""

    duty_id: int
    is_sure: int
