"""«Только инициалы и номер пункта»: while it is on, nothing unasked says a full name or a title."""

from dataclasses import fields, is_dataclass
from typing import Any, get_args, get_type_hints

import pytest

from roadmap.brevity import brief, mark_in
from roadmap.delivery.kinds import DeliveryKind
from roadmap.language.initials import initials, initials_if_person, with_initials
from services.composing import Cancelled
from services.notice import Notice, plain
from tests.texts.made_views import FULL_NAME, TITLE, Maker
from texts.outgoing import MESSAGES

VIEWS = [
    (kind, view)
    for kind in DeliveryKind
    for view in get_args(get_type_hints(MESSAGES[kind].compose)["return"])
    if view is not Cancelled
]
CASES = [
    pytest.param(kind, view, is_full, id=f"{kind}-{view.__name__}-{'full' if is_full else 'sparse'}")
    for kind, view in VIEWS
    for is_full in (True, False)
]
WHOLE_WORDS = {
    "Actor": {"time_zone", "consent", "commands"},
    "AppliedRule": {"clause"},
    "AskedDeadline": {"understood", "document", "meaning"},
    "BackupNews": {"time_zone"},
    "CalendarMoved": {"about"},
    "CampaignAnswer": {"text"},
    "CampaignHeader": {"time_zone", "map_name"},
    "CardView": {"time_zone"},
    "DeadlineReading": {"rule_set"},
    "DutyLine": {"remaining", "map_name", "deadline_text", "number", "reading"},
    "Entrusted": {"text"},
    "ExtensionRequest": {"comment", "reason"},
    "FormerAnswer": {"text"},
    "HeadsWordView": {"words"},
    "InviteTaken": {"account", "unit"},
    "MapProgress": {"map_name"},
    "MeasureContent": {"reason", "deadline_text", "number", "reading", "responsible_text"},
    "MeasureLine": {"concerned", "deadline_text", "number", "reading", "rule_set", "responsible_text"},
    "MeasureOverdue": {"number", "map_name"},
    "NoLongerAsked": {"number", "map_name"},
    "NoRecipientView": {"unit"},
    "OpenExtension": {"reason"},
    "OpenReassignment": {"reason"},
    "PassedUp": {"words"},
    "Person": {"time_zone", "post", "consent_version"},
    "PersonLeft": {"unit", "alone"},
    "Problem": {"measure", "code", "facts"},
    "Questionnaire": {"time_zone"},
    "Reassignment": {"comment", "reason"},
    "ReassignmentGranted": {"number", "map_name"},
    "ReassignmentRefused": {"comment"},
    "Recipient": {"time_zone", "post"},
    "ReportLine": {"text", "remaining", "decision_comment"},
    "RoleChanged": {"unit"},
    "SaidWrong": {"words"},
    "SchoolsJoined": {"names"},
    "SentRound": {"name"},
    "StillAsked": {"maps"},
    "Unreachable": {"unit"},
    "WeeklyLetter": {"department", "late_units"},
}
"""Neither a name of a person nor a title of a measure; full names in typed words are shortened too."""


def said(notice: Notice) -> str:
    return "\n".join([plain(notice.body), *(button.label for row in notice.buttons for button in row)])


@pytest.mark.parametrize(("kind", "view", "is_full"), CASES)
def test_a_short_message_says_neither_a_full_name_nor_a_title(
    kind: DeliveryKind, view: Any, is_full: bool
) -> None:
    words = said(MESSAGES[kind].render(brief(Maker(is_full=is_full).made(view))))

    assert "Анна" not in words and "Петровна" not in words
    assert TITLE not in words


def test_the_same_messages_say_them_where_nobody_has_asked_for_less() -> None:
    """So that the test above tests anything."""
    whole = {kind: said(MESSAGES[kind].render(Maker(is_full=True).made(view))) for kind, view in VIEWS}

    assert sum(FULL_NAME in words for words in whole.values()) > 25
    assert sum(TITLE in words for words in whole.values()) > 20


def test_every_field_of_words_is_decided_on() -> None:
    """A new one is marked (`roadmap/brevity.py`) or is said to be neither a name nor a title."""
    found: dict[Any, set[str]] = {}
    for _, view in VIEWS:
        collect(view, found)

    assert {kind.__name__: names for kind, names in found.items() if names} == WHOLE_WORDS


def collect(hint: Any, found: dict[Any, set[str]]) -> None:
    if not (isinstance(hint, type) and is_dataclass(hint)):
        for part in get_args(hint):
            collect(part, found)
    elif hint not in found and hint is not Notice:
        hints = get_type_hints(hint, include_extras=True)
        found[hint] = {
            each.name
            for each in fields(hint)
            if mark_in(hints[each.name]) is None and holds_words(hints[each.name])
        }
        for each in fields(hint):
            collect(hints[each.name], found)


def holds_words(hint: Any) -> bool:
    return hint is str or any(map(holds_words, get_args(hint)))


@pytest.mark.parametrize(
    ("name", "short"),
    [
        ("Лугова Анна Петровна", "Лугова А. П."),
        ("Анна Петровна Лугова", "Лугова А. П."),
        ("Анна Лугова", "Лугова А."),
        ("Лугова А.П.", "Лугова А. П."),
        ("Салтыкова-Речная Анна Ильинична", "Салтыкова-Речная А. И."),
        ("Мирзоев Аслан Рашид оглы", "Мирзоев А. Р."),
        ("Лугова", "Лугова"),
        ("сотрудник удалён № 17", "сотрудник удалён № 17"),
        ("", ""),
    ],
)
def test_a_name_in_short(name: str, short: str) -> None:
    assert initials(name) == short


@pytest.mark.parametrize(
    ("words", "short"),
    [
        ("Подготовила Лугова Анна Петровна, директор", "Подготовила Лугова А. П., директор"),
        ("передано Анне Петровне Луговой вчера", "передано Луговой А. П. вчера"),
        ("Речной Борис Ильич и Лугова Анна Петровна", "Речной Б. И. и Лугова А. П."),
        ("Школа Успех Заречного Района", "Школа Успех Заречного Района"),
    ],
)
def test_full_names_inside_of_words(words: str, short: str) -> None:
    assert with_initials(words) == short


@pytest.mark.parametrize(
    ("words", "short"),
    [("Лугова Анна", "Лугова А."), ("Школа № 3", "Школа № 3"), ("МБОУ «Луч»", "МБОУ «Луч»")],
)
def test_two_capitalised_words_are_a_person_where_it_may_be_one(words: str, short: str) -> None:
    assert initials_if_person(words) == short
