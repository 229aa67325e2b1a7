"""/metrics for Prometheus: few, named and counted as the field is used to."""

from prometheus_client import (
    CollectorRegistry,
    Counter,
    Gauge,
    Histogram,
    ProcessCollector,
    disable_created_metrics,
    generate_latest,
)
from prometheus_client.exposition import CONTENT_TYPE_PLAIN_0_0_4

from roadmap.delivery.outbox import DeliveryState
from services.process.auditor import Findings

disable_created_metrics()  # type: ignore[no-untyped-call]  # a second series each, which nobody reads
CONTENT_TYPE = CONTENT_TYPE_PLAIN_0_0_4
SECONDS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60)
OPEN = (
    DeliveryState.PENDING,
    DeliveryState.CLAIMED,
    DeliveryState.DISPATCHING,
    DeliveryState.UNSURE,
    DeliveryState.DEAD,
)
"""States a delivery may stand in; the others are ends, counted as they come."""


class Metrics:
    """Counted while the process works; what the database knows is read when somebody asks (`show`)."""

    def __init__(self) -> None:
        self.registry = registry = CollectorRegistry()
        ProcessCollector(registry=registry)
        self.sends = Counter(
            "vekha_sends", "Messages handed to Telegram, by what came of it", ["outcome"], registry=registry
        )
        self.send_seconds = Histogram(
            "vekha_send_duration_seconds",
            "From handing a message to Telegram to its answer",
            buckets=SECONDS,
            registry=registry,
        )
        self.settled = Counter(
            "vekha_deliveries_settled",
            "What deliveries became after an attempt, by state",
            ["state"],
            registry=registry,
        )
        self.update_seconds = Histogram(
            "vekha_update_duration_seconds",
            "Handling of one update, from handler to commit",
            buckets=SECONDS,
            registry=registry,
        )
        self.update_errors = Counter(
            "vekha_update_errors", "Updates whose handling failed and is tried again", registry=registry
        )
        self.beat_succeeded = Gauge(
            "vekha_beat_last_success_timestamp_seconds",
            "When a beat last came to its end",
            ["beat"],
            registry=registry,
        )
        self.beat_errors = Counter("vekha_beat_errors", "Beats that failed", ["beat"], registry=registry)
        self._deliveries = Gauge(
            "vekha_deliveries", "Deliveries that are not at their end, by state", ["state"], registry=registry
        )
        self._open_updates = Gauge("vekha_inbox_updates", "Updates not handled yet", registry=registry)
        self._inbox_lag = Gauge(
            "vekha_inbox_lag_seconds", "How long the oldest of them has waited", registry=registry
        )
        self._dead_updates = Gauge(
            "vekha_inbox_dead_updates", "Updates given up after several failures", registry=registry
        )
        self._troubles = Gauge(
            "vekha_audit_overdue",
            "What the auditor finds late by more than five minutes, in rows",
            ["finding"],
            registry=registry,
        )
        self._silence = Gauge(
            "vekha_polling_silence_seconds",
            "Since Telegram last answered getUpdates; 0 where this process does not ask",
            registry=registry,
        )

    def show(self, findings: Findings) -> None:
        """Put what the database says into the gauges."""
        for state in OPEN:
            self._deliveries.labels(state.value).set(findings.backlog.deliveries.get(state.value, 0))
        self._open_updates.set(findings.backlog.open_updates)
        self._inbox_lag.set(findings.inbox_lag.total_seconds())
        self._dead_updates.set(findings.backlog.dead_updates)
        arrears = findings.arrears
        self._troubles.labels("stages").set(arrears.unplanned)
        self._troubles.labels("leases").set(arrears.stale_leases)
        self._troubles.labels("deliveries").set(arrears.late)
        self._troubles.labels("retries").set(arrears.failing)
        self._silence.set(findings.silent_for.total_seconds() if findings.silent_for else 0)

    def text(self) -> bytes:
        """The page as Prometheus reads it."""
        return generate_latest(self.registry)
