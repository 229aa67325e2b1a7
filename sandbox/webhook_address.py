"""Where a bot asked its updates to be sent, and how that goes."""

from dataclasses import dataclass


@dataclass(slots=True, kw_only=True)
class WebhookAddress:
    url: str
    secret_token: str = ""
    max_connections: int = 40
    last_error_unix: int = 0
    last_error: str = ""

    def is_like(self, other: "WebhookAddress") -> bool:
        """Whether setting the other one would change nothing."""
        mine = (self.url, self.secret_token, self.max_connections)
        return mine == (other.url, other.secret_token, other.max_connections)
