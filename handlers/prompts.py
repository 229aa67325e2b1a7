"""Questions answered by typing: asked by a button, left by any other press or command.

Without the leaving, a stray «спасибо» after «‹ К карточке» would be taken for a reason and sent.
The values are kept in the database: they keep their spelling.
"""

from enum import StrEnum


class Prompt(StrEnum):
    REPORT = "Reporting:collecting"
    """A draft is open: words and files go into it. It is not left by pressing something else."""
    REPORT_FOR_THEM = "Reporting:for_them"
    RETURN_COMMENT = "Returning:comment"
    RETURN_TICKED = "Returning:ticked"
    """One remark for all the reports that are ticked."""
    RETURN_DATE = "Returning:date"
    """Until which day a report goes back."""
    LEAVE_TO_HEAD = "Deciding:leave_to_head"
    HEADS_WORDS = "Deciding:heads_words"
    EXTENSION_DATE = "Extending:date"
    EXTENSION_REASON = "Extending:reason"
    EXTENSION_OTHER_DATE = "Extending:other_date"
    EXTENSION_REFUSAL = "Extending:refusal"
    PROLONG_DATE = "Extending:prolong"
    REASSIGNMENT_REASON = "Reassigning:reason"
    REASSIGNMENT_WHOSE = "Reassigning:whose"
    REASSIGNMENT_REFUSAL = "Reassigning:refusal"
    DIFFICULTY = "Telling:difficulty"
    """What is in the way, told to the monitoring."""
    IMPORT_DATES = "Clarifying:dates"
    """What a document under review says about dates; `words` are kept once they were understood."""
    IMPORT_BODY = "Clarifying:body"
    """Whom the words of a document mean, or where a new person works: a name narrows the list."""
    PAST_WORDS = "Telling:past"
    """What became of a measure before the work began here, read back before it is written down."""
    ROW_WORDS = "Correcting:row"
    """Other words of a row of a document under review."""
    ROW_ASSIGNEE = "Correcting:assignee"
    """Who answers for a row; a name narrows the list."""
    MEASURE_WORDS = "Changing:words"
    MEASURE_DEADLINE = "Changing:deadline"
    """Another deadline of a measure; its words are kept once they were read."""
    MEASURE_ASSIGNEE = "Changing:assignee"
    MEASURE_OWN_DAY = "Changing:own_day"
    MEASURE_REASON = "Changing:reason"
    MEASURE_NEW = "Changing:new"
    MEASURE_DATES = "Dating:measure"
    """When a measure in force falls due; `words` are kept once they were understood."""
    MAP_NAME = "Naming:road_map"
    UNIT_NAME = "Asking:unit_name"
    PERSON = "Asking:person"
    PERSON_WORDS = "Asking:person_words"
    """A person's name or post, typed anew and read back before it is kept."""
    FIND_PERSON = "Asking:find_person"
    ABSENCE_DAYS = "Asking:absence_days"
    DEPUTY = "Asking:deputy"
    """Who stands in for somebody who is away."""
    UNIT_WORDS = "Asking:unit_words"
    """An organisation's name or one more spelling of it, read back before it is kept."""
    UNIT_DAYS = "Asking:unit_days"
    """Holidays or days off of an organisation, read back with what they move before they are kept."""
    SUCCESSOR = "Asking:successor"
    """Who takes over what is open to somebody who no longer works here."""
    MERGE_PERSON = "Asking:merge_person"
    """Which other card is the same person's."""
    MERGE_UNIT = "Asking:merge_unit"
    """Which other entry is the same organisation."""
    CURATOR = "Asking:curator"
    """Who is to curate an organisation."""
    UNIT_SUCCESSOR = "Asking:unit_successor"
    """Who takes over what is open to an organisation that leaves the lists."""
    JOINED_WRONG = "Joining:wrong"
    """What is wrong with how somebody was entered, told right after joining."""
    SIGNERS = "Asking:signers"
    MINUTES = "Asking:minutes"
    """What was decided at a meeting, typed one a line or sent as a table."""
    FILLED_FORM = "Asking:filled_form"
    """A form of the monitoring was handed out: the next file may be it."""


OF_MEASURE = (
    Prompt.MEASURE_WORDS,
    Prompt.MEASURE_DEADLINE,
    Prompt.MEASURE_ASSIGNEE,
    Prompt.MEASURE_OWN_DAY,
    Prompt.MEASURE_REASON,
    Prompt.MEASURE_NEW,
)
"""What is asked about one measure that is being changed."""

LEFT_BY_A_PRESS = frozenset(Prompt) - {
    Prompt.REPORT,
    Prompt.UNIT_NAME,
    Prompt.PERSON,
}
"""Questions that only words answer, and that any other press leaves."""

OF_A_NAME = (
    *(Prompt.IMPORT_BODY, Prompt.ROW_WORDS, Prompt.ROW_ASSIGNEE, Prompt.PAST_WORDS, Prompt.MAP_NAME),
    *(Prompt.UNIT_NAME, Prompt.UNIT_WORDS, Prompt.UNIT_DAYS, Prompt.UNIT_SUCCESSOR, Prompt.MERGE_UNIT),
    *(Prompt.PERSON, Prompt.PERSON_WORDS, Prompt.FIND_PERSON, Prompt.SUCCESSOR, Prompt.MERGE_PERSON),
    *(Prompt.CURATOR, Prompt.SIGNERS),
)
"""Whoever is asked for a name and sends a document has left the question: the document is read."""
