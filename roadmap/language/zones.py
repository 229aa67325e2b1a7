"""Time zones as people of Russia write them: «МСК+4», «UTC+7», «Омск»."""

import re
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from roadmap.people.zones import ZONES

_BEFORE_MOSCOW, *MOSCOW_PLUS = ZONES
"""Zones of Russia by hours after Moscow."""
_CITIES = {
    "калининград": "Europe/Kaliningrad",
    "москва": "Europe/Moscow",
    "самара": "Europe/Samara",
    "саратов": "Europe/Saratov",
    "екатеринбург": "Asia/Yekaterinburg",
    "уфа": "Asia/Yekaterinburg",
    "пермь": "Asia/Yekaterinburg",
    "челябинск": "Asia/Yekaterinburg",
    "омск": "Asia/Omsk",
    "новосибирск": "Asia/Novosibirsk",
    "томск": "Asia/Tomsk",
    "барнаул": "Asia/Barnaul",
    "красноярск": "Asia/Krasnoyarsk",
    "иркутск": "Asia/Irkutsk",
    "чита": "Asia/Chita",
    "якутск": "Asia/Yakutsk",
    "владивосток": "Asia/Vladivostok",
    "хабаровск": "Asia/Vladivostok",
    "магадан": "Asia/Magadan",
    "сахалин": "Asia/Sakhalin",
    "камчатка": "Asia/Kamchatka",
}
_FROM_MOSCOW = re.compile(r"(?:мск|москва|msk)\s*(?:([+-])\s*(\d{1,2})(?::?00)?)?(?:\s*ч\w*)?")
_FROM_UTC = re.compile(r"(?:utc|gmt|итс)\s*\+\s*(\d{1,2})(?::?00)?")
_MOSCOW_UTC = 3


def zone_of(words: str) -> str | None:
    """An IANA zone for «МСК+4», «UTC+7», «Омск» or its own name; "" for nothing, None for an unknown one."""
    if not words:
        return ""
    lowered = words.casefold().strip()
    if city := _CITIES.get(lowered):
        return city
    if match := _FROM_MOSCOW.fullmatch(lowered):
        hours = int(match[2] or 0) * (-1 if match[1] == "-" else 1)
        return _after_moscow(hours)
    if match := _FROM_UTC.fullmatch(lowered):
        return _after_moscow(int(match[1]) - _MOSCOW_UTC)
    try:
        return ZoneInfo(words.strip()).key
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return None


def _after_moscow(hours: int) -> str | None:
    if hours == -1:
        return _BEFORE_MOSCOW
    return MOSCOW_PLUS[hours] if 0 <= hours < len(MOSCOW_PLUS) else None


def zone_words(zone: str) -> str:
    """«МСК+2» where it names just this zone, else its own name."""
    if zone == _BEFORE_MOSCOW:
        return "МСК-1"
    if zone not in MOSCOW_PLUS:
        return zone
    hours = MOSCOW_PLUS.index(zone)
    return f"МСК+{hours}" if hours else "МСК"


OFFERED = ("МСК-1", *(zone_words(zone) for zone in MOSCOW_PLUS))
"""All that a list of them offers."""
