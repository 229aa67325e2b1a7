"""The heartbeat over HTTP: one GET, as healthchecks and its kin expect it."""

import aiohttp
import structlog

TIMEOUT_SECONDS = 10.0

log = structlog.get_logger(__name__)


class HttpHeartbeat:
    """The address is a secret (whoever knows it can silence the alarm): it is never logged."""

    def __init__(self, url: str) -> None:
        self._url = url

    async def ping(self) -> None:
        timeout = aiohttp.ClientTimeout(total=TIMEOUT_SECONDS)
        try:
            async with (
                aiohttp.ClientSession(timeout=timeout, trust_env=True) as session,
                session.get(self._url) as answer,
            ):
                answer.raise_for_status()
        except aiohttp.ClientResponseError as error:
            log.warning("the heartbeat was refused", status=error.status)
        except (aiohttp.ClientError, OSError, TimeoutError, ValueError) as error:
            log.warning("the heartbeat did not get through", error=type(error).__name__)
