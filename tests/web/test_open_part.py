"""What is shown outwards: only to who has an address or a key, and only to be read."""

import csv
import io
import json
from collections.abc import AsyncIterator
from dataclasses import dataclass

import aiohttp
import pytest

from roadmap.control.duty import ReportOutcome
from roadmap.ids import CampaignId
from roadmap.people.persons import SystemActor, Through
from services.app import App
from storage.unit_of_work import Store
from tests.clock import FrozenClock
from tests.quarter_district import ROWS, District, build_district
from web.open_part import serve_open_part


@dataclass
class Outside:
    """A program somewhere else, with the key of this department."""

    district: District
    url: str
    key: str
    http: aiohttp.ClientSession

    @property
    def road_map(self) -> str:
        return f"/api/v1/road-maps/{self.district.road_map}"

    async def get(self, path: str, *, shown: str | None = None) -> tuple[int, bytes]:
        headers = {"Authorization": f"Bearer {self.key}" if shown is None else shown}
        async with self.http.get(self.url + path, headers=headers) as answer:
            return answer.status, await answer.read()

    async def rows(self, path: str) -> list[dict[str, object]]:
        status, body = await self.get(path)
        assert status == 200
        rows: list[dict[str, object]] = json.loads(body)
        return rows


@pytest.fixture
async def outside(store: Store, app: App, clock: FrozenClock) -> AsyncIterator[Outside]:
    district = await build_district(store, app, clock)
    actor = SystemActor(department_id=district.department, through=Through.COMMAND)
    _, key = await app.api_keys.give(actor, "дашборд области")
    async with serve_open_part(app, "127.0.0.1", 0) as port, aiohttp.ClientSession() as http:
        yield Outside(district, f"http://127.0.0.1:{port}", key, http)


async def test_a_program_with_a_key_reads_the_plan_and_how_it_goes(outside: Outside) -> None:
    (road_map,) = await outside.rows("/api/v1/road-maps")
    assert road_map["id"] == outside.district.road_map
    measures = await outside.rows(f"{outside.road_map}/measures")
    assert [row["number"] for row in measures] == [row.number for row in ROWS]
    duties = await outside.rows(f"{outside.road_map}/duties")
    (first, *_) = [row for row in duties if row["number"] == "1.1"]
    assert (first["unit"], first["due_on"], first["standing"]) == ("Школа № 1", "2026-09-15", "running")


async def test_reports_and_answers_of_the_monitoring_are_there_too(outside: Outside) -> None:
    district = outside.district
    assert await outside.rows(f"{outside.road_map}/reports") == []
    district.clock.set("2026-09-24 10:00")
    await district.app.campaigns.look()
    anna, duty_id = await district.actor("Анна Лугова"), district.duties["1.2", "Школа № 1"]
    words = "=Не хватает кабинета"
    await district.app.monitoring.answer(anna, CampaignId(1), duty_id, None, ReportOutcome.DIFFICULTY, words)
    (report,) = await outside.rows(f"{outside.road_map}/reports")
    assert (report["duty_id"], report["source"], report["text"]) == (duty_id, "campaign", words)
    answered = [row for row in await outside.rows(f"{outside.road_map}/campaigns") if row["text"]]
    assert [(row["duty_id"], row["outcome"], row["is_late"]) for row in answered] == [
        (duty_id, "difficulty", False)
    ]
    _, body = await outside.get(f"{outside.road_map}/reports?format=csv")
    assert "'=Не хватает".encode() in body, "a spreadsheet does not calculate it"


async def test_csv_holds_the_same_rows_as_json(outside: Outside) -> None:
    rows = await outside.rows(f"{outside.road_map}/duties")
    status, body = await outside.get(f"{outside.road_map}/duties?format=csv")
    assert status == 200
    assert body.startswith(b"\xef\xbb\xbf")
    written = list(csv.DictReader(io.StringIO(body.decode("utf-8-sig"))))
    assert [row["id"] for row in written] == [str(row["id"]) for row in rows]
    assert [row["due_on"] for row in written] == [row["due_on"] or "" for row in rows]


async def test_beside_the_words_of_the_document_no_table_names_a_person(outside: Outside) -> None:
    people = list(outside.district.persons)
    for table in ("duties", "reports", "campaigns"):
        _, body = await outside.get(f"{outside.road_map}/{table}")
        assert not [name for name in people if name in body.decode()]


async def test_a_quarter_holds_what_falls_into_it(outside: Outside) -> None:
    rows = await outside.rows(f"{outside.road_map}/duties?quarter=2026-3")
    assert {row["number"] for row in rows} == {"1.1", "1.2", "2.1", "2.2"}, "November is not in it"


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/duties?quarter=2026-5", 400),
        ("/duties?quarter=II", 400),
        ("/duties?quarter=2031-1", 400),
        ("/duties?format=xml", 400),
        ("/people", 404),
    ],
)
async def test_what_is_not_there_is_refused(outside: Outside, path: str, status: int) -> None:
    assert (await outside.get(outside.road_map + path))[0] == status


@pytest.mark.parametrize("number", ["0", "999", "-1", "٣", "x", "9" * 30])
async def test_a_road_map_of_nobody_is_not_there(outside: Outside, number: str) -> None:
    assert (await outside.get(f"/api/v1/road-maps/{number}/duties"))[0] == 404


async def test_a_wrong_a_missing_and_a_revoked_key_open_nothing(outside: Outside) -> None:
    for shown in ("", "Bearer vekha_wrong", "Bearer ключ", "Basic ???", "Basic Og==", "Digest x"):
        assert (await outside.get("/api/v1/road-maps", shown=shown))[0] == 401
    actor = SystemActor(department_id=outside.district.department, through=Through.COMMAND)
    (key,) = await outside.district.app.api_keys.keys(actor)
    assert key.used_on is None
    await outside.district.app.api_keys.revoke(actor, key.id)
    assert (await outside.get("/api/v1/road-maps"))[0] == 401


async def test_a_spreadsheet_shows_the_key_as_a_password(outside: Outside) -> None:
    shown = aiohttp.encode_basic_auth("excel", outside.key)
    assert (await outside.get("/api/v1/road-maps", shown=shown))[0] == 200
    actor = SystemActor(department_id=outside.district.department, through=Through.COMMAND)
    (key,) = await outside.district.app.api_keys.keys(actor)
    assert key.used_on == outside.district.clock.now().date()


async def test_a_key_of_another_department_reads_only_its_own(outside: Outside) -> None:
    app = outside.district.app
    await app.joining.set_up("Отдел образования Полевского района", "Мария Холмова", "Europe/Moscow")
    other = next(one for one in await app.people.departments() if one.id != outside.district.department)
    _, key = await app.api_keys.give(SystemActor(department_id=other.id, through=Through.COMMAND), "своё")
    shown = f"Bearer {key}"
    assert (await outside.get("/api/v1/road-maps", shown=shown)) == (200, b"[]")
    assert (await outside.get(f"{outside.road_map}/duties", shown=shown))[0] == 404


async def test_nothing_is_written_through_it(outside: Outside) -> None:
    for method in ("post", "put", "delete", "patch"):
        async with outside.http.request(method, outside.url + outside.road_map + "/duties") as answer:
            assert answer.status == 405


@pytest.mark.parametrize("secret", ["a" * 32, "%2e%2e%2f" * 4, "x", "é" * 20])
async def test_an_address_nobody_gave_shows_nothing(outside: Outside, secret: str) -> None:
    assert (await outside.get(f"/calendar/{secret}.ics"))[0] == 404


async def test_a_calendar_is_read_at_its_address(outside: Outside) -> None:
    district = outside.district
    service = district.app.due_calendars
    anna = await district.actor("Анна Лугова")
    address = await service.new_address(anna, None)
    path = address.removeprefix("https://vekha.example")
    async with outside.http.get(outside.url + path) as answer:
        assert (answer.status, answer.content_type) == (200, "text/calendar")
        assert b"BEGIN:VCALENDAR" in await answer.read()
