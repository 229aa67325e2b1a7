"""Refusals worded as the real Bot API words them."""

from typing import Any

Json = dict[str, Any]

OTHER_POLLER = (
    "Conflict: terminated by other getUpdates request; make sure that only one bot instance is running"
)
OTHER_WEBHOOK = "Conflict: terminated by setWebhook request"
WEBHOOK_ACTIVE = (
    "Conflict: can't use getUpdates method while webhook is active; "
    "use deleteWebhook to delete the webhook first"
)
MIGRATED = "Bad Request: group chat was upgraded to a supergroup chat"


class Refused(Exception):
    """An error answer of the Bot API: `{"ok": false, "error_code": …, "description": …}`."""

    def __init__(self, code: int, description: str, parameters: Json | None = None) -> None:
        super().__init__(description)
        self.code = code
        self.description = description
        self.parameters = parameters

    def to_api(self) -> Json:
        answer: Json = {"ok": False, "error_code": self.code, "description": self.description}
        if self.parameters:
            answer["parameters"] = self.parameters
        return answer


def bad_request(description: str) -> Refused:
    """`Bad Request: …` with the first letter lowered, save in codes like BUTTON_DATA_INVALID."""
    if len(description) > 1 and not description[1].isupper():
        description = description[0].lower() + description[1:]
    return Refused(400, f"Bad Request: {description}")


def too_many_requests(retry_after: int) -> Refused:
    return Refused(429, f"Too Many Requests: retry after {retry_after}", {"retry_after": retry_after})


def migrated(chat_id: int) -> Refused:
    return Refused(400, MIGRATED, {"migrate_to_chat_id": chat_id})
