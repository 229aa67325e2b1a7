"""Who has opened or taken away the reports of others stands in the audit, with through what."""

from datetime import date

from sqlalchemy import select

from storage.process.tables import AuditRow
from storage.unit_of_work import Store
from tests.people_story import hush, lay_rows
from tests.quarter_district import Row
from tests.world import World

ANNA, SCHOOL = "Лугова Анна", "Школа № 3"
PDF = b"%PDF-1.4\n1 0 obj <<>> endobj\ntrailer <<>>\n%%EOF"
OWN = Row(number="2.1", title="Собрать семинар", person=ANNA, due_on=date(2026, 9, 30))


async def looked(store: Store) -> list[tuple[str, str, str]]:
    """What was opened or exported: action, through what, what kind of thing."""
    query = select(AuditRow.action, AuditRow.through, AuditRow.subject_kind).order_by(AuditRow.id)
    async with store.engine.connect() as connection:
        rows = [tuple(row) for row in await connection.execute(query)]
    return [row for row in rows if row[0].rpartition(".")[2] in ("opened", "exported", "given", "read")][1:]


async def test_opening_and_exporting_what_others_wrote_is_audited(world: World, store: Store) -> None:
    await world.department()
    anna = await world.executor(ANNA, SCHOOL)
    olga = await world.curator()
    await lay_rows(world, store, OWN)
    await hush(world)
    await anna.says("/my")
    await anna.presses("^1$")
    await anna.presses("^Отчитаться")
    await anna.says("Семинар прошёл")
    await anna.sends_document(PDF, "акт.pdf")
    await anna.presses("^Отправить")
    await hush(world)
    assert await looked(store) == [], "her own report is nobody's to be told of"

    await olga.says("/queue")
    await olga.presses("п. 2.1")
    assert await looked(store) == [("report.opened", "chat", "report")]
    await olga.presses("Показать вложения")
    assert (await looked(store))[-1] == ("evidence.opened", "chat", "report")
    await olga.says("/queue")
    await olga.presses("п. 2.1")
    assert (await looked(store))[-1] == ("report.opened", "chat", "report")
    await anna.says("/mydata")
    assert (await looked(store))[-1] == ("data.given", "chat", "person")
    await hush(world)
