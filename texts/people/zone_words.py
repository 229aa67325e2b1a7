"""Time zones as people call them."""

from roadmap.people.zones import ZONES

ZONE_NAMES = dict(
    zip(
        ZONES,
        (
            "Калининград",
            "Москва",
            "Самара",
            "Екатеринбург",
            "Омск",
            "Красноярск",
            "Иркутск",
            "Якутск",
            "Владивосток",
            "Магадан",
            "Камчатка",
        ),
        strict=True,
    )
)


def zone_name(time_zone: str) -> str:
    """«Омск»; a zone of another country as its code says it."""
    return ZONE_NAMES.get(time_zone, time_zone)
