"""/healthz: the process lives. /readyz: it is doing its work."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from aiohttp import web

from services.health import Health


@asynccontextmanager
async def serve_health(health: Health, host: str, port: int) -> AsyncIterator[str]:
    """Listen while the context lasts; gives the address."""

    async def live(_: web.Request) -> web.Response:
        return web.json_response({"ok": True, "troubles": health.troubles})

    async def ready(_: web.Request) -> web.Response:
        body = {"ok": health.is_ready, "troubles": health.troubles}
        return web.json_response(body, status=200 if health.is_ready else 503)

    app = web.Application()
    app.router.add_get("/healthz", live)
    app.router.add_get("/readyz", ready)
    runner = web.AppRunner(app, access_log=None)
    await runner.setup()
    try:
        await web.TCPSite(runner, host, port).start()
        yield f"http://{host}:{runner.addresses[0][1]}"
    finally:
        await runner.cleanup()
