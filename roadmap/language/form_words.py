"""How the columns and the states of a campaign's form are spelled, where it goes out and where it is read."""

from enum import StrEnum

from roadmap.control.duty import ReportOutcome


class FormColumn(StrEnum):
    """A column of the Excel form; the first says whose row it is and is hidden."""

    MARK = "mark"
    NUMBER = "number"
    TITLE = "title"
    DEADLINE = "deadline"
    RESULT = "result"
    STATE = "state"
    WORDS = "words"
    VALUE = "value"


FORM_CODE = "Код формы"
"""Stands in print, for files in which nothing unseen is left."""
FORM_HEADINGS = {
    FormColumn.NUMBER: "№",
    FormColumn.TITLE: "Мероприятие",
    FormColumn.DEADLINE: "Срок",
    FormColumn.RESULT: "Ожидаемый результат",
    FormColumn.STATE: "Как идёт (из списка)",
    FormColumn.WORDS: "Что сделано",
    FormColumn.VALUE: "Показатель (число)",
}
STATES = {
    ReportOutcome.DONE: "выполнено",
    ReportOutcome.ON_TRACK: "идёт по плану",
    ReportOutcome.DIFFICULTY: "есть трудности",
    ReportOutcome.NOT_STARTED: "не начато",
}
