"""A base of the former version is brought up to date: the work goes on, and nothing is said twice."""

from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import date

import pytest
from aiogram.types import InlineKeyboardButton, InlineKeyboardMarkup
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncEngine

from roadmap.delivery.outbox import DeliveryState
from roadmap.ids import ImportId
from roadmap.people.persons import Through
from roadmap.people.place import in_telegram
from storage.control.tables import DutyRow
from storage.delivery.tables import DeliveryRow
from storage.engine import WRITE, create_engine
from storage.migrate import downgrade, migrate
from storage.process.tables import AuditRow
from storage.unit_of_work import Store
from tests.databases import both_databases
from tests.scenarios.conftest import world as world  # the fixture
from tests.storage.former import FORMER, everything, put_former_rows
from tests.world import Hero, World

pytestmark = both_databases

CHATS = {"anna": 1, "boris": 2, "olga": 3, "galina": 4, "stranger": 5}
MESSAGES = {"boris_card": 6, "galina_prompt": 7, "anna_draft": 8}
CARD = {"Отчитаться": "rs:4:1:done", "Принял в работу": "rk:4:1", "Ещё…": "rm:4"}
DIGEST = {"1": "dd:4", "2": "dd:3", "Все мои мероприятия": "dm::0", "Как часто напоминать": "dp:0"}
DRAFT = {"Отправить": "rz:1:2"}
LINK = "secret-of-invite-000"


@pytest.fixture
async def former(former_url: str) -> AsyncIterator[AsyncEngine]:
    """An empty database of the former version."""
    engine = create_engine(former_url, is_patient=True)
    yield engine
    await engine.dispose()


async def test_what_is_stored_survives_the_way_up_and_the_way_back(former: AsyncEngine) -> None:
    await put_former_rows(former, **CHATS, **MESSAGES)
    before = await everything(former)
    await migrate(former)
    upgraded = await everything(former)

    await downgrade(former, FORMER)
    assert await everything(former) == before
    await migrate(former)
    assert await everything(former) == upgraded


async def test_what_waited_in_time_stops_the_clock_and_not_done_gets_its_own_state(
    former: AsyncEngine,
) -> None:
    await put_former_rows(former, **CHATS, **MESSAGES)
    async with former.connect() as connection:
        await connection.execution_options(**WRITE)
        await connection.exec_driver_sql("UPDATE execution_reports SET outcome = 'not_done'")
        await connection.commit()

    await migrate(former)

    columns = [DutyRow.id, DutyRow.state, DutyRow.due_on, DutyRow.owed_by, DutyRow.stopped_on]
    async with former.connect() as connection:
        duties = (await connection.execute(select(*columns).order_by(DutyRow.id))).all()
    assert all(duty.owed_by == duty.due_on for duty in duties)
    assert [(duty.id, duty.state) for duty in duties if duty.state != "open"] == [(1, "closed_undone")]
    stopped = [(duty.id, duty.stopped_on) for duty in duties if duty.stopped_on is not None]
    assert stopped == [(3, date(2026, 9, 14))], "another date was asked for on that day"


async def test_who_watched_a_unit_watches_it_still(former: AsyncEngine) -> None:
    await put_former_rows(former, **CHATS, **MESSAGES)
    await migrate(former)

    store = Store(former)
    async with store.read() as uow:
        curator = await uow.actors.actor(in_telegram(CHATS["olga"]))
        assert curator is not None
        units = {unit.id for unit in await uow.people.units(curator.department_id)}
        assert len(units) > 1
        assert await uow.actors.watched(curator.roots, units) == units
    await store.close()


@dataclass(kw_only=True)
class Department:
    """The people of the former rows with their phones, and messages they had on the screen."""

    anna: Hero
    boris: Hero
    olga: Hero
    galina: Hero
    card: int
    draft: int


@pytest.fixture
async def department(world: World, former: AsyncEngine) -> Department:
    """The former bot was stopped, the base has been upgraded, a minute has passed."""
    world.clock.set("2026-09-14 09:31")
    await world.sandbox.client.set_clock(world.clock.now())
    heroes = {name: await has_phone(world, name) for name in ("anna", "boris", "olga", "galina")}
    draft = await had(world, heroes["anna"], "Отчёт. п. 2.2 Утвердить план", DRAFT)
    card = await had(world, heroes["boris"], "п. 3.1 Обновить стенд", CARD)
    await had(world, heroes["boris"], "Сводка на 14 сентября, пн", DIGEST)
    prompt = await had(world, heroes["galina"], "Напишите новую дату", {})
    chats = {name: hero.phone.id for name, hero in heroes.items()}
    await put_former_rows(
        former, **chats, stranger=5, boris_card=card, galina_prompt=prompt, anna_draft=draft
    )
    await migrate(former)
    return Department(**heroes, card=card, draft=draft)


async def has_phone(world: World, name: str) -> Hero:
    hero = Hero(world, await world.sandbox.client.person(name, started=True))
    world.heroes.append(hero)
    return hero


async def had(world: World, hero: Hero, text: str, buttons: dict[str, str]) -> int:
    """The bot's message lay in the chat before the upgrade."""
    rows = [[InlineKeyboardButton(text=label, callback_data=data)] for label, data in buttons.items()]
    keys = InlineKeyboardMarkup(inline_keyboard=rows) if rows else None
    message = await world.machine.bot.send_message(hero.phone.id, text, reply_markup=keys)
    await hero.news()
    return message.message_id


async def test_nothing_is_said_twice_and_what_waited_is_said_once(
    world: World, store: Store, department: Department
) -> None:
    await department.boris.presses("2")  # of the digest: so it did come
    await department.boris.sees("п. 3.2 Провести слёт")
    await department.olga.sees("Просят перенести срок.*п. 3.2 Провести слёт")
    await department.anna.news()

    await world.at("2026-09-14 09:40")  # stages that are told already were due again
    await department.olga.sees("Сводка на 14 сентября, пн\n\nЖдут вас: 1")

    await world.expect_silence()
    async with store.engine.connect() as connection:
        rows = (await connection.execute(select(DeliveryRow.dedupe_key, DeliveryRow.state))).all()
    assert [row.state for row in rows] == [DeliveryState.SENT] * 8


async def test_the_button_of_an_old_card_works_and_edits_the_old_message(department: Department) -> None:
    await department.boris.presses("Принял в работу")

    (card,) = await department.boris.sees("п. 3.1 Обновить стенд.*принято в работу")
    assert card.id == department.card
    await department.anna.news()
    await department.olga.news()


async def test_a_question_that_was_asked_takes_its_answer(world: World, department: Department) -> None:
    await world.answer()
    await department.anna.news()
    await department.olga.news()

    await department.galina.says("20 сентября")
    await department.galina.sees("Условия изменились")
    await department.galina.presses("Согласен")
    await department.galina.news()
    await department.galina.says("20 сентября")
    await department.galina.sees("до 20 сентября")
    await department.galina.says("Ждём приказ")

    await department.galina.sees("п. 2.2 Утвердить план")
    await department.olga.sees("Просят перенести срок.*п. 2.2 Утвердить план")


async def test_an_open_draft_takes_the_words_that_waited_and_is_sent(
    world: World, department: Department
) -> None:
    await world.answer()
    await department.olga.news()
    await department.anna.sees("Утверждён приказом.*Протокол приложим")
    assert department.draft not in [message.id for message in await department.anna.phone.messages()]

    await department.anna.presses("Отправить")

    await department.anna.sees("Отчёт отправлен")
    await department.olga.sees("Новый отчёт.*п. 2.2 Утвердить план")


async def test_a_link_that_was_sent_lets_in_and_a_document_that_was_read_is_shown(
    world: World, department: Department
) -> None:
    vera = await world.stranger("Вера Ильина")
    await vera.starts(LINK)
    await vera.presses("Согласен")
    for hero in world.heroes:
        await hero.news()

    actor = await world.app.people.actor(in_telegram(vera.phone.id))
    assert actor is not None
    preview = await world.app.imports.preview(actor, ImportId(1))
    assert preview.title.startswith("Дорожная карта по развитию чтения")


async def test_the_audit_reads_in_the_words_of_today(former: AsyncEngine) -> None:
    await put_former_rows(former, **CHATS, **MESSAGES)
    await migrate(former)

    async with former.connect() as connection:
        rows = (await connection.execute(select(AuditRow).order_by(AuditRow.id))).all()
    assert [(row.action, row.subject_kind, Through(row.through)) for row in rows] == [
        ("person.added", "person", Through.COMMAND),
        ("invite.issued", "invite", Through.COMMAND),
        ("department.opened", "unit", Through.COMMAND),
        ("person.added", "person", Through.COMMAND),
        ("invite.issued", "invite", Through.COMMAND),
        ("invite.taken", "invite", Through.CHAT),
        ("duty.reported", "duty", Through.CHAT),
        ("duty.accepted", "duty", Through.CHAT),
        ("extension.asked", "duty", Through.CHAT),
        ("reassignment.granted", "duty", Through.CHAT),
        ("campaign.opened", "campaign", Through.BEAT),
        ("duty.reported", "duty", Through.CAMPAIGN),
    ]
    assert rows[9].facts == {"request": 1, "to": "Школа № 8", "control_points": 2}
