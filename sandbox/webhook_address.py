"""Where a bot asked its updates to be sent, and how that goes."""

from dataclasses import dataclass


@dataclass(slots=True, kw_only=True)
class WebhookAddress:
    url: str
    secret_token: str = ""
    max_connections: int = 40
    last_error_unix: int = 0
    last_error: str = ""
