"""Words of the printed invitations."""

from datetime import datetime
from zoneinfo import ZoneInfo

from roadmap.people.invites import Strip
from texts.plural import day


def where(strip: Strip) -> str:
    """«завуч, Школа № 3»"""
    return ", ".join(filter(None, (strip.post, strip.unit)))


def invites(department: str) -> str:
    """Who invites, and to what."""
    return f"{department} приглашает в «Веху»: бот напоминает о сроках дорожной карты и принимает отчёты."


STEPS = (
    "Наведите камеру телефона на код или откройте ссылку. Нужен Telegram.",
    "Нажмите «Начать», прочитайте приглашение и нажмите «Согласен».",
    "Ссылка только ваша: не передавайте её никому.",
)
"""Three lines of what to do."""


def term(expires_at: datetime, time_zone: str) -> str:
    """Until when the link works."""
    local = expires_at.astimezone(ZoneInfo(time_zone))
    return f"Ссылка сработает один раз, до {day(local.date())}, {local:%H:%M}."
