"""The log of Bot API calls: what was asked, what was carried out, what the bot was told."""

from collections import Counter, deque
from dataclasses import asdict, dataclass
from datetime import datetime
from time import monotonic

from sandbox.refusal import Json

KEPT_CALLS = 200_000


@dataclass(slots=True, kw_only=True)
class LoggedCall:
    """`accepted` says the call was carried out, whether or not the bot ever heard of it.

    `note` is what the caller wrote in the header `X-Note`: a harness tells its calls apart by it.
    """

    number: int
    at: datetime
    tick: float
    bot_id: int
    method: str
    chat_id: int = 0
    message_id: int = 0
    accepted: bool = False
    status: int = 0
    description: str = ""
    fault: str = ""
    seconds: float = 0.0
    note: str = ""

    def to_json(self) -> Json:
        return {**asdict(self), "at": self.at.isoformat()}


class CallLog:
    """The last calls in full, the count of all of them by method and status."""

    def __init__(self) -> None:
        self.calls: deque[LoggedCall] = deque(maxlen=KEPT_CALLS)
        self.accepted: Counter[str] = Counter()
        self.statuses: Counter[tuple[str, int]] = Counter()
        self.count = 0

    def open(self, bot_id: int, method: str, at: datetime, note: str = "") -> LoggedCall:
        self.count += 1
        call = LoggedCall(number=self.count, at=at, tick=monotonic(), bot_id=bot_id, method=method, note=note)
        self.calls.append(call)
        return call

    def close(self, call: LoggedCall, status: int, description: str = "") -> None:
        """`status` 0 means the bot got no answer."""
        call.status = status
        call.description = description
        call.seconds = round(monotonic() - call.tick, 6)
        self.statuses[call.method, status] += 1

    def accept(self, call: LoggedCall) -> None:
        call.accepted = True
        self.accepted[call.method] += 1

    def summary(self) -> Json:
        statuses: Json = {}
        for (method, status), count in self.statuses.items():
            statuses.setdefault(method, {})[str(status)] = count
        return {"count": self.count, "accepted": dict(self.accepted), "statuses": statuses}

    def clear(self) -> None:
        self.calls.clear()
        self.accepted.clear()
        self.statuses.clear()
        self.count = 0
