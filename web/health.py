"""/healthz: the process lives. /readyz: it is doing its work. /metrics: how much, how fast."""

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager

import structlog
from aiohttp import web

from services.process.auditor import Findings
from services.process.health import Health
from web.metrics import CONTENT_TYPE, Metrics

log = structlog.get_logger(__name__)


Look = Callable[[], Awaitable[Findings]]
"""Reads what /metrics shows of the database."""


def health_pages(health: Health, metrics: Metrics | None, look: Look | None) -> web.Application:
    """What a monitoring system reads; no /metrics where nothing is counted."""

    async def live(_: web.Request) -> web.Response:
        body = {"ok": True, "troubles": health.troubles, "findings": dict(health.findings())}
        return web.json_response(body)

    async def ready(_: web.Request) -> web.Response:
        body = {"ok": health.is_ready, "troubles": health.troubles}
        return web.json_response(body, status=200 if health.is_ready else 503)

    async def count(_: web.Request) -> web.Response:
        assert metrics is not None
        if look is not None:
            try:
                metrics.show(await look())
            except Exception:  # counters are worth showing while the database is away
                log.exception("the database did not answer to /metrics")
        return web.Response(body=metrics.text(), headers={"Content-Type": CONTENT_TYPE})

    pages = web.Application()
    pages.router.add_get("/healthz", live)
    pages.router.add_get("/readyz", ready)
    if metrics is not None:
        pages.router.add_get("/metrics", count)
    return pages


@asynccontextmanager
async def serve_health(
    health: Health,
    host: str,
    port: int,
    *,
    metrics: Metrics | None = None,
    look: Look | None = None,
) -> AsyncIterator[str]:
    """Listen while the context lasts; gives the address."""
    runner = web.AppRunner(health_pages(health, metrics, look), access_log=None)
    await runner.setup()
    try:
        await web.TCPSite(runner, host, port).start()
        yield f"http://{host}:{runner.addresses[0][1]}"
    finally:
        await runner.cleanup()
