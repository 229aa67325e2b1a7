"""What a monitoring system reads: /healthz, /readyz, /metrics over real HTTP."""

from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass, field
from typing import Any

import aiohttp
import pytest
from prometheus_client.parser import text_string_to_metric_families

from bot.telegram.metering import MeteredMessenger, count_settled, metered
from roadmap.ids import UpdateId
from roadmap.people.place import in_telegram
from roadmap.process.updates import NewUpdate
from scheduler.beats import Beat
from services.ports.messenger import Refused
from services.process.auditor import PATIENCE, Auditor, Findings
from services.process.health import Health
from services.process.inbox import InboxService
from storage.unit_of_work import Store
from tests.clock import FrozenClock
from tests.services.delivery.post_office import PostOffice
from web.health import serve_health
from web.metrics import Metrics


@dataclass
class Page:
    """The endpoints of one process."""

    address: str
    http: aiohttp.ClientSession
    health: Health
    metrics: Metrics
    office: PostOffice
    auditor: Auditor
    is_database_away: bool = False
    found: dict[str, int] = field(default_factory=dict)

    async def get(self, path: str) -> tuple[int, Mapping[str, object]]:
        async with self.http.get(f"{self.address}/{path}") as answer:
            return answer.status, await answer.json()

    async def samples(self) -> dict[str, float]:
        """Every sample as `name{label=value}`."""
        async with self.http.get(f"{self.address}/metrics") as answer:
            assert answer.status == 200
            assert answer.headers["Content-Type"].startswith("text/plain; version=0.0.4")
            text = await answer.text()
        return {
            each.name + (str(sorted(each.labels.values())) if each.labels else ""): each.value
            for family in text_string_to_metric_families(text)
            for each in family.samples
        }

    async def look(self) -> Findings:
        if self.is_database_away:
            raise OSError("the database is away")
        return await self.auditor.findings()


@pytest.fixture
async def page(store: Store, clock: FrozenClock) -> AsyncIterator[Page]:
    clock.set("2026-09-01 10:00")
    office, health, metrics = await PostOffice(store, clock).open(), Health(), Metrics()
    async with aiohttp.ClientSession() as http:
        page = Page("", http, health, metrics, office, Auditor(store, clock))
        health.findings = lambda: page.found
        async with serve_health(health, "127.0.0.1", 0, metrics=metrics, look=page.look) as page.address:
            yield page


async def test_a_process_is_ready_between_start_and_stop_and_while_nothing_is_wrong(page: Page) -> None:
    assert await page.get("readyz") == (503, {"ok": False, "troubles": []})
    page.health.is_started = True
    assert await page.get("readyz") == (200, {"ok": True, "troubles": []})
    page.health.checks["another poller"] = lambda: True
    assert await page.get("readyz") == (503, {"ok": False, "troubles": ["another poller"]})
    page.health.checks.clear()
    page.health.is_stopping = True
    assert await page.get("readyz") == (503, {"ok": False, "troubles": []})


async def test_what_the_auditor_found_stands_in_healthz_and_does_not_kill_the_process(page: Page) -> None:
    assert await page.get("healthz") == (200, {"ok": True, "troubles": [], "findings": {}})
    page.found = {"late": 3, "dead_deliveries": 1}
    assert await page.get("healthz") == (200, {"ok": True, "troubles": [], "findings": page.found})


async def test_the_metrics_show_what_the_database_holds_when_they_are_asked(page: Page) -> None:
    anna = await page.office.person("Анна", 11)
    for words in ("раз", "два", "три"):
        await page.office.post(anna, words, not_before=page.office.clock.now())
    inbox = InboxService(page.office.store, page.office.clock)
    await inbox.receive([NewUpdate(id=UpdateId(1), place=in_telegram(1), payload={})])
    page.office.clock.add(seconds=PATIENCE.total_seconds() + 1)

    samples = await page.samples()

    assert samples["vekha_deliveries['pending']"] == 3
    assert samples["vekha_deliveries['dead']"] == 0
    assert samples["vekha_inbox_updates"] == 1
    assert samples["vekha_inbox_lag_seconds"] == 301
    assert samples["vekha_audit_overdue['deliveries']"] == 3
    assert samples["process_resident_memory_bytes"] > 0


async def test_sends_are_counted_by_outcome_and_settlements_by_state(page: Page) -> None:
    engine = page.office.engine
    engine._messenger = MeteredMessenger(page.office.messenger, page.metrics)
    engine._on_settled = count_settled(page.metrics)
    page.office.messenger.script = [Refused("strange")]
    anna = await page.office.person("Анна", 11)
    for _ in range(3):
        await page.office.post(anna, "привет")
    cancelled = await page.office.post(anna, "лишнее")
    page.office.cancelled[cancelled.subject_id] = "no longer true"
    await engine.drain()

    samples = await page.samples()

    assert samples["vekha_sends_total['sent']"] == 2
    assert samples["vekha_sends_total['refused']"] == 1
    assert samples["vekha_send_duration_seconds_count"] == 3
    settled = {state: samples[f"vekha_deliveries_settled_total['{state}']"] for state in ("sent", "dead")}
    assert settled == {"sent": 2, "dead": 1}
    assert samples["vekha_deliveries_settled_total['cancelled']"] == 1


async def test_a_beat_shows_when_it_last_succeeded_and_how_often_it_failed(page: Page) -> None:
    async def work(_: object) -> None:
        return None

    async def fail(_: object) -> None:
        raise RuntimeError("a defect")

    app: Any = None
    await metered(Beat(name="good", period=PATIENCE, look=work), page.metrics).look(app)
    with pytest.raises(RuntimeError):
        await metered(Beat(name="bad", period=PATIENCE, look=fail), page.metrics).look(app)

    samples = await page.samples()
    assert samples["vekha_beat_last_success_timestamp_seconds['good']"] > 1.7e9
    assert "vekha_beat_last_success_timestamp_seconds['bad']" not in samples
    assert samples["vekha_beat_errors_total['bad']"] == 1


async def test_counters_are_shown_while_the_database_is_away(page: Page) -> None:
    page.is_database_away = True
    assert (await page.samples())["process_resident_memory_bytes"] > 0
