"""The service memo about a moved date, read back by python-docx."""

import io
from dataclasses import replace
from datetime import UTC, date, datetime

from docx import Document

from reports.docx.extension_memo import write_memo
from roadmap.control.extension_memo import ExtensionMemo
from roadmap.control.requests import ExtensionRequest, RequestState
from roadmap.ids import DutyId, ExtensionId, PersonId

REQUEST = ExtensionRequest(
    id=ExtensionId(2),
    duty_id=DutyId(1),
    author_id=PersonId(1),
    reason="Типография задерживает сборник",
    state=RequestState.OPEN,
    created_at=datetime(2026, 10, 10, tzinfo=UTC),
    decided_by=None,
    decided_at=None,
    comment="",
    from_due_on=date(2026, 10, 30),
    to_due_on=date(2026, 11, 20),
)
EARLIER = replace(
    REQUEST,
    id=ExtensionId(1),
    reason="Болезнь методиста",
    state=RequestState.GRANTED,
    created_at=datetime(2026, 9, 20, tzinfo=UTC),
    from_due_on=date(2026, 9, 30),
    to_due_on=date(2026, 10, 30),
)
MEMO = ExtensionMemo(
    department="Отдел образования Мошниковского округа",
    road_map="Школьные музеи",
    number="2.2",
    title="Издать сборник",
    assignee="Методический центр",
    author="Римма Журавель",
    author_post="методист",
    request=REQUEST,
    original_on=date(2026, 9, 30),
    earlier=(EARLIER,),
    today=date(2026, 10, 10),
)


def lines(memo: ExtensionMemo) -> list[str]:
    """As read aloud: what keeps a number with its sign is no matter here."""
    return [
        paragraph.text.replace("\xa0", " ") for paragraph in Document(io.BytesIO(write_memo(memo))).paragraphs
    ]


def test_it_names_who_asks_for_what_and_why() -> None:
    said = lines(MEMO)
    assert said[:3] == [
        "Кому: Отдел образования Мошниковского округа, начальнику",
        "от: Римма Журавель, методист, Методический центр",
        "СЛУЖЕБНАЯ ЗАПИСКА",
    ]
    asked = (
        "Прошу перенести срок исполнения мероприятия п. 2.2 «Издать сборник» дорожной карты «Школьные музеи» "
        "с 30.10.2026 на 20.11.2026."
    )
    assert asked in said
    assert "Причина: Типография задерживает сборник." in said
    assert said[-1].startswith("10.10.2026") and said[-1].endswith("Римма Журавель")


def test_it_tells_the_first_date_and_every_earlier_request() -> None:
    said = lines(MEMO)
    assert "Первоначальный срок по документу: 30.09.2026." in said
    assert "1. 20.09.2026: с 30.09.2026 на 30.10.2026, Болезнь методиста; перенесён" in said


def test_a_first_request_says_that_it_is_the_first() -> None:
    assert "Ранее срок не переносился." in lines(replace(MEMO, earlier=()))
