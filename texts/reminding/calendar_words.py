"""The calendar of due days: its events, and the screen it is asked for on."""

from roadmap.control.duty_lines import DutyLine
from roadmap.reminding.due_calendar import DueCalendar, EntryState
from services.buttons.people import MenuButton, UnitButton
from services.buttons.reminding import CalendarAddressButton, CalendarFileButton, ForgetCalendarButton
from services.notice import Button, Html, Notice, bold, lines, quote, text
from services.reminding.due_calendars import CalendarDesk
from texts.control.duty_words import number, state_words
from texts.plural import plural
from texts.short import moment, shortened

TITLE_LENGTH = 160
CREATED = "Новый адрес готов. Прежний, если был, больше не действует."
FORGOTTEN = "Адрес больше не действует."


def calendar_name(unit: str) -> str:
    """How a calendar program names it in its list."""
    return f"Сроки: {unit}" if unit else "Мои сроки по дорожной карте"


def summary(duty: DutyLine, status: EntryState) -> str:
    """The line of the day: what is due, and whether it is handed in already."""
    mark = {EntryState.DUE: "", EntryState.REPORTED: "✓ ", EntryState.CANCELLED: "Отменено: "}[status]
    place = number(duty.number)
    named = f"{place} {shortened(duty.title, TITLE_LENGTH)}" if place else shortened(duty.title, TITLE_LENGTH)
    return f"{mark}{named}"


def description(duty: DutyLine, status: EntryState) -> str:
    """What is expected, where it stands in the plan, and how it stands; nobody's name."""
    said = [
        f"Дорожная карта: {duty.map_name}." if duty.map_name else "",
        f"Результат: {duty.result}" if duty.result else "",
        f"Срок в плане: {duty.deadline_text}" if duty.deadline_text else "",
        f"Сейчас: {state_words(duty)}." if status is not EntryState.CANCELLED else "Больше не требуется.",
    ]
    return "\n".join(each for each in said if each)


def calendar_desk(desk: CalendarDesk, unit_id: int, time_zone: str) -> Notice:
    """How to have the due days in a phone."""
    whose = (
        text(f"Сроки организации: {desk.unit}.") if desk.unit else text("Ваши сроки, на весь день каждый.")
    )
    rows = [(Button("Файл для календаря", CalendarFileButton(unit_id)),)]
    about: tuple[str | None, ...] = ()
    if desk.is_served:
        about = (
            "",
            "По адресу календарь обновляется сам: перенесённый срок передвинется, отменённый зачеркнётся.",
            f"Адрес дан {moment(desk.link.created_at, time_zone)}." if desk.link else None,
        )
        label = "Новый адрес вместо прежнего" if desk.link else "Получить адрес"
        rows.append((Button(label, CalendarAddressButton(unit_id)),))
    if desk.link:
        rows.append((Button("Закрыть адрес", ForgetCalendarButton(unit_id)),))
    back = Button("‹ Назад", UnitButton(unit_id)) if unit_id else Button("‹ Меню", MenuButton())
    return Notice(
        body=lines(
            bold("Календарь в телефоне"),
            "",
            whose,
            "Файл откройте на телефоне: он предложит добавить события. Позже сроки в файле сами не меняются.",
            *about,
        ),
        buttons=(*rows, (back,)),
    )


def address(url: str, unit: str, unit_id: int) -> Notice:
    """The address, shown once."""
    return Notice(
        body=lines(
            bold("Адрес календаря"),
            "",
            calendar_name(unit),
            quote(url),
            "",
            "Добавьте его в календарь как «подписку по ссылке» (Яндекс, Google, Apple, Outlook). Кто знает "
            "адрес, видит эти сроки: не пересылайте его. Второй раз он не показывается; закрыть его можно в "
            "любое время.",
        ),
        buttons=(
            (Button("Скопировать адрес", copy=url),),
            (Button("Закрыть адрес", ForgetCalendarButton(unit_id)),),
        ),
    )


def file_name(calendar: DueCalendar) -> str:
    """The name the file is saved under."""
    return f"{calendar_name(calendar.unit)}.ics".replace("/", "-").replace(":", "")


def file_caption(calendar: DueCalendar) -> Notice:
    """Under the file."""
    due = sum(calendar.status(duty) is EntryState.DUE for duty in calendar.duties)
    events = plural(len(calendar.duties), "событие", "события", "событий")
    return Notice(body=Html(f"{events}, из них впереди или просрочено: {due}."))
