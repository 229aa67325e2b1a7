"""The fault script: rules that spoil chosen calls, each a given number of times."""

import re
from dataclasses import dataclass
from typing import Literal

from sandbox.refusal import MIGRATED, OTHER_POLLER, Json

FaultKind = Literal["refuse", "html", "truncate", "hang", "reset"]
Moment = Literal["before", "after"]


@dataclass(slots=True, kw_only=True)
class FaultRule:
    """Which calls to spoil, how, and whether before the call was carried out or after.

    `refuse` answers JSON with `code`, under another HTTP `status` if one is named; `html` answers a
    gateway's page with `code`; `truncate` cuts the JSON in half; `hang` keeps silent for `seconds`; `reset`
    tears the connection.
    """

    kind: FaultKind
    id: int = 0
    moment: Moment = "before"
    method: str = ""
    chat_id: int | None = None
    text: str = ""
    skip: int = 0
    times: int | None = 1
    code: int = 500
    status: int = 0
    description: str = ""
    retry_after: int = 0
    migrate_to_chat_id: int = 0
    seconds: float = 3600.0
    hits: int = 0

    def catches(self, method: str, chat_id: int, text: str) -> bool:
        """True when this call is to be spoiled; counts the calls to skip and those left to spoil."""
        if self.times == 0 or (self.method and self.method.lower() != method.lower()):
            return False
        if self.chat_id is not None and self.chat_id != chat_id:
            return False
        if self.text and not re.search(self.text, text):
            return False
        if self.skip > 0:
            self.skip -= 1
            return False
        self.hits += 1
        if self.times is not None:
            self.times -= 1
        return True

    def refusal(self) -> Json:
        parameters: Json = {}
        description = self.description or default_description(self)
        if self.retry_after:
            parameters["retry_after"] = self.retry_after
        if self.migrate_to_chat_id:
            parameters["migrate_to_chat_id"] = self.migrate_to_chat_id
        answer: Json = {"ok": False, "error_code": self.code, "description": description}
        return {**answer, "parameters": parameters} if parameters else answer


def default_description(rule: FaultRule) -> str:
    match rule.code:
        case 429:
            return f"Too Many Requests: retry after {rule.retry_after}"
        case 403:
            return "Forbidden: bot was blocked by the user"
        case 401:
            return "Unauthorized"
        case 409:
            return OTHER_POLLER
        case 400 if rule.migrate_to_chat_id:
            return MIGRATED
        case 400:
            return "Bad Request: chat not found"
        case 502:
            return "Bad Gateway"
        case _:
            return "Internal Server Error"


class FaultScript:
    def __init__(self) -> None:
        self.rules: list[FaultRule] = []
        self.spent: list[FaultRule] = []
        self._next_id = 1

    def add(self, rule: FaultRule) -> FaultRule:
        rule.id = self._next_id
        self._next_id += 1
        if rule.retry_after:
            rule.code = 429
        if rule.migrate_to_chat_id:
            rule.code = 400
        self.rules.append(rule)
        return rule

    def clear(self) -> None:
        self.rules.clear()
        self.spent.clear()

    def match(self, method: str, chat_id: int, text: str) -> FaultRule | None:
        """The first rule that catches the call."""
        for rule in self.rules:
            if rule.catches(method, chat_id, text):
                if rule.times == 0:
                    self.rules.remove(rule)
                    self.spent.append(rule)
                return rule
        return None
