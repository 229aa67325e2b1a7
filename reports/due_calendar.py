"""A calendar of due days in the iCalendar format (RFC 5545)."""

from datetime import timedelta

from icalendar import Calendar, Event

from roadmap.control.duty_lines import DutyLine
from roadmap.reminding.due_calendar import DueCalendar, EntryState
from texts.reminding import calendar_words as words

REFRESH = timedelta(hours=6)
"""How often a program is asked to read the address again."""


def write_calendar(calendar: DueCalendar) -> bytes:
    """One whole-day event for each duty; what changed since has a greater SEQUENCE."""
    written = Calendar()
    written.add("prodid", "-//vekha//due days//RU")
    written.add("version", "2.0")
    written.add("method", "PUBLISH")
    name = words.calendar_name(calendar.unit)
    written.add("name", name)
    written.add("x-wr-calname", name)
    written.add("refresh-interval", REFRESH, parameters={"value": "DURATION"})
    written.add("x-published-ttl", REFRESH)
    for duty in calendar.duties:
        written.add_component(_event(calendar, duty))
    data: bytes = written.to_ical()
    return data


def _event(calendar: DueCalendar, duty: DutyLine) -> Event:
    assert duty.owed_by is not None  # only dated duties stand in a calendar
    status, event = calendar.status(duty), Event()
    event.add("uid", f"duty-{duty.id}@vekha")
    event.add("sequence", duty.version)
    event.add("dtstamp", calendar.made_at)
    event.add("dtstart", duty.owed_by)
    event.add("dtend", duty.owed_by + timedelta(days=1))
    event.add("summary", words.summary(duty, status))
    event.add("description", words.description(duty, status))
    event.add("status", "CANCELLED" if status is EntryState.CANCELLED else "CONFIRMED")
    event.add("transp", "TRANSPARENT")
    return event
