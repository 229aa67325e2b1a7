"""Whether a person can be written to, in words."""

from datetime import datetime
from zoneinfo import ZoneInfo

from roadmap.people.roster import Presence, RosterPerson
from texts.plural import day
from texts.short import moment

MARKS = {
    Presence.HERE: "в чате",
    Presence.INVITED: "ещё не в чате",
    Presence.EXPIRED: "ссылка истекла",
    Presence.BLOCKED: "бот заблокирован",
    Presence.UNINVITED: "нет ссылки",
    Presence.LEFT: "не работает",
}
"""On a button, beside the name."""


def presence_words(person: RosterPerson, now: datetime, time_zone: str) -> str:
    """«в чате с 3 сентября», «ссылка действует до 4 сентября, 09:00»: for the card."""
    presence = person.presence(now)
    if presence is Presence.HERE and person.bound_at:
        return f"в чате с {_on(person.bound_at, now, time_zone)}"
    if presence is Presence.INVITED and person.link_until:
        return f"ещё не в чате, ссылка действует до {moment(person.link_until, time_zone, now=now)}"
    if presence is Presence.EXPIRED and person.link_until:
        return f"ещё не в чате, ссылка истекла {_on(person.link_until, now, time_zone)}"
    if person.erased_at:
        return f"данные стёрты {_on(person.erased_at, now, time_zone)}"
    if presence is Presence.LEFT and person.left_at:
        return f"не работает с {_on(person.left_at, now, time_zone)}"
    if presence is Presence.BLOCKED:
        return "бот заблокирован: сообщения не доходят"
    return "ещё не в чате, действующей ссылки нет"


def _on(at: datetime, now: datetime, time_zone: str) -> str:
    zone = ZoneInfo(time_zone)
    return day(at.astimezone(zone).date(), today=now.astimezone(zone).date())
