"""What is laid on top of a region: finished reports in hand, messages due, colleagues."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy.ext.asyncio import AsyncConnection

from bench.district import Region, account_row, add, person_row
from roadmap.delivery.kinds import DeliveryKind, Priority
from roadmap.delivery.outbox import DeliveryState
from roadmap.people.persons import Role
from storage.control.tables import ReportDraftRow
from storage.delivery.tables import DeliveryItemRow, DeliveryRow
from storage.people.tables import AccountRow, MembershipRow, PersonRow


def colleagues(region: Region) -> Callable[[AsyncConnection], Any]:
    """In every department a head and a coordinator; in every school people who have joined, owing nothing."""

    async def fill(connection: AsyncConnection) -> None:
        departments, schools = range(1, region.departments + 1), range(1, region.schools + 1)
        first = region.schools + region.departments + 1
        leading = [(d, role) for d in departments for role in (Role.HEAD, Role.COORDINATOR)]
        rest = [region.department_of(n) for n in schools for _ in range(region.colleagues)]
        homes = dict(enumerate([*(d for d, _ in leading), *rest], first))
        await add(connection, PersonRow, (person_row(person, home) for person, home in homes.items()))
        await add(connection, AccountRow, (account_row(person, region) for person in homes))
        held = (
            {"person_id": person, "unit_id": department, "role": role.value}
            for person, (department, role) in enumerate(leading, first)
        )
        await add(connection, MembershipRow, held)

    return fill


def drafts(region: Region) -> Callable[[AsyncConnection], Any]:
    """Every executor has a finished report in hand, draft `n` of executor `n`, not sent yet."""

    async def fill(connection: AsyncConnection) -> None:
        rows = (
            {
                "id": n,
                "person_id": n,
                "covers": [region.duty_of(n)],
                "outcome": "done",
                "text": "Диагностика проведена во всех шестых классах, справка обсуждена на педсовете.",
                "updated_at": region.now,
            }
            for n in range(1, region.schools + 1)
        )
        await add(connection, ReportDraftRow, rows)

    return fill


def sent_digests(region: Region, each: int) -> Callable[[AsyncConnection], Any]:
    """So many digests of the last weeks that every executor has got."""

    async def fill(connection: AsyncConnection) -> None:
        days = range(1, each + 1)
        rows = (
            {
                **_delivery(
                    n, region.department_of(n), DeliveryKind.DIGEST, region.now - timedelta(days=day)
                ),
                "id": (n - 1) * each + day,
                "dedupe_key": f"bench:{n}:{day}",
                "state": DeliveryState.SENT.value,
                "settled_at": region.now - timedelta(days=day),
            }
            for n in range(1, region.schools + 1)
            for day in days
        )
        await add(connection, DeliveryRow, rows)

    return fill


def digests(region: Region, due_at: Callable[[int], datetime]) -> Callable[[AsyncConnection], Any]:
    """A planned digest of one duty for every executor, due at the moment given for their number."""

    async def fill(connection: AsyncConnection) -> None:
        everybody = range(1, region.schools + 1)
        rows = (_delivery(n, region.department_of(n), DeliveryKind.DIGEST, due_at(n)) for n in everybody)
        await add(connection, DeliveryRow, rows)
        items = (
            {
                "delivery_id": n,
                "duty_id": region.duty_of(n),
                "revision": 1,
                "stage": "-30",
                "recipient_id": n,
            }
            for n in everybody
        )
        await add(connection, DeliveryItemRow, items)

    return fill


def _delivery(person: int, department: int, kind: DeliveryKind, due_at: datetime) -> dict[str, Any]:
    return {
        "id": person,
        "dedupe_key": f"bench:{person}",
        "kind": kind.value,
        "subject_id": person,
        "payload": {},
        "department_id": department,
        "recipient_id": person,
        "priority": Priority.DIGEST.value,
        "state": DeliveryState.PENDING.value,
        "not_before": due_at,
        "attempts": 0,
        "is_repeat": False,
        "fence": 0,
        "reason": "",
        "created_at": due_at,
    }
