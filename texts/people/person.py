"""The card of one person and the screens that change it."""

from roadmap.people.persons import Role
from roadmap.people.roster import Presence
from roadmap.people.zones import ZONES
from roadmap.reminding.reminders import DIGEST_HOURS
from services.buttons.absences import AbsencesButton
from services.buttons.people import InvitePersonButton, UnitButton
from services.buttons.persons import (
    AddRoleButton,
    AskDismissButton,
    AskEraseButton,
    AskMergeButton,
    AskRevokeRoleButton,
    AskUnbindButton,
    EditPersonButton,
    GrantRoleButton,
    PersonButton,
    PersonHourButton,
    PersonTimeButton,
    PersonZoneButton,
    RevokeLinkButton,
    RevokeRoleButton,
    RolesButton,
    RoleUnitsButton,
    SavePersonButton,
    TakeBackButton,
    UnbindButton,
)
from services.notice import Button, ButtonStyle, Notice, bold, lines
from services.people.person_cards import Left, PersonCard
from services.people.roster import UnitsPage
from texts.people.people import ROLE_NAMES, WHAT_ROLES_ARE
from texts.people.presence_words import MARKS, presence_words
from texts.people.roster import role_words, unit_label
from texts.people.zone_words import ZONE_NAMES, zone_name
from texts.plural import plural
from texts.short import shortened

NAME = 60
FIELDS = {"name": "Имя", "post": "Должность"}
"""What is typed anew; the words of its button."""
_ASKED = {
    "name": "Напишите фамилию, имя, отчество, как они должны стоять в списках и отчётах.",
    "post": "Напишите должность.",
}
DEPARTMENT_ROLES = frozenset({Role.COORDINATOR})
"""Held at the department only."""


def person_card(card: PersonCard) -> Notice:
    """Everything known of a person, and what may be changed."""
    person = card.person
    state = presence_words(person, card.now, card.viewer_zone)
    return Notice(
        body=lines(
            bold(person.name),
            shortened(person.post, 120) if person.post else None,
            "",
            *([f"• {role_words(role)}" for role in card.roles] or ["Роли пока нет."]),
            "",
            f"{state[0].upper()}{state[1:]}.",
            _time_words(card) if person.is_active else None,
            _duties_words(card) if person.is_active else None,
            *_twins(card),
        ),
        buttons=(*(_changes(card) if card.may_change else ()), _way_back(card)),
    )


def _time_words(card: PersonCard) -> str:
    own = card.time_zone
    zone = zone_name(own) if own else f"{zone_name(card.home_zone)}, как у организации"
    return f"Часовой пояс: {zone}. Сводка дня в {card.digest_hour}:00."


def _duties_words(card: PersonCard) -> str:
    if not card.open_duties:
        return "Открытых поручений нет."
    overdue = f", просрочено: {card.overdue_duties}" if card.overdue_duties else ""
    return f"Открытых поручений: {card.open_duties}{overdue}."


def _twins(card: PersonCard) -> list[str]:
    if not card.twins:
        return []
    names = [f"{shortened(twin.name, NAME)} ({MARKS[twin.presence(card.now)]})" for twin in card.twins[:3]]
    return ["", f"⚠ Похоже, это тот же человек: {'; '.join(names)}."]


def _changes(card: PersonCard) -> list[tuple[Button, ...]]:
    person_id = card.person.id
    twins: list[tuple[Button, ...]] = [
        (Button(f"Открыть: {shortened(twin.name, NAME)}", PersonButton(twin.id)),) for twin in card.twins[:3]
    ]
    if card.person.erased_at is not None:
        return []
    erase = (Button("Стереть данные", AskEraseButton(person_id)),)
    if not card.person.is_active:
        return [(Button("Снова работает", TakeBackButton(person_id)),), erase, *twins]
    edits = tuple(Button(words, EditPersonButton(person_id, field)) for field, words in FIELDS.items())
    return [
        edits,
        (Button("Роли", RolesButton(person_id)), Button("Время", PersonTimeButton(person_id))),
        *_joining(card),
        (Button("Отпуск и замещение", AbsencesButton(person_id)),),
        (
            Button("Объединить с…", AskMergeButton(person_id)),
            Button("Больше не работает", AskDismissButton(person_id)),
        ),
        *twins,
    ]


def _joining(card: PersonCard) -> list[tuple[Button, ...]]:
    """The link, while there is no chat; the chat, once there is one."""
    person_id, presence = card.person.id, card.person.presence(card.now)
    if presence is Presence.HERE:
        return [(Button("Отвязать чат", AskUnbindButton(person_id)),)]
    if presence is Presence.INVITED:
        return [
            (
                Button("Новая ссылка", InvitePersonButton(person_id)),
                Button("Отозвать ссылку", RevokeLinkButton(person_id)),
            )
        ]
    return [(Button("Пригласить", InvitePersonButton(person_id), style=ButtonStyle.PRIMARY),)]


def _way_back(card: PersonCard) -> tuple[Button, ...]:
    unit = next((shortened(role.unit, 30) for role in card.roles if role.unit_id == card.home_unit_id), "")
    return (Button(f"‹ {unit or 'К организации'}", UnitButton(card.home_unit_id)),)


def back_to_card(person_id: int, words: str = "‹ К карточке") -> tuple[Button, ...]:
    return (Button(words, PersonButton(person_id)),)


# Name and post


def ask_words(card: PersonCard, field: str) -> Notice:
    """What to type for this field."""
    return Notice(
        body=lines(bold(card.person.name), "", _ASKED[field], f"Сейчас: {_present(card, field)}."),
        buttons=(back_to_card(card.person.id, "‹ Назад"),),
    )


def read_back(card: PersonCard, field: str, words: str) -> Notice:
    """What it was and what it will be."""
    save = Button("Сохранить", SavePersonButton(card.person.id, field), style=ButtonStyle.SUCCESS)
    return Notice(
        body=lines(
            bold(FIELDS[field]),
            "",
            f"Было: {_present(card, field)}",
            f"Станет: {words}",
            "",
            "Не так? Напишите ещё раз.",
        ),
        buttons=((save,), back_to_card(card.person.id, "‹ Не менять")),
    )


def _present(card: PersonCard, field: str) -> str:
    return (card.person.name if field == "name" else card.person.post) or "не указана"


SAVED = "Сохранено."


# Time


def ask_time(card: PersonCard) -> Notice:
    """The zone the person lives in and the hour of their digest."""
    person_id = card.person.id
    home = Button(
        _ticked(f"Как у организации ({zone_name(card.home_zone)})", card.time_zone is None),
        PersonZoneButton(person_id, 0),
    )
    zones = [
        Button(_ticked(ZONE_NAMES[zone], card.time_zone == zone), PersonZoneButton(person_id, number))
        for number, zone in enumerate(ZONES, 1)
    ]
    hours = tuple(
        Button(_ticked(f"{hour}:00", card.digest_hour == hour), PersonHourButton(person_id, hour))
        for hour in DIGEST_HOURS
    )
    return Notice(
        body=lines(bold(card.person.name), "", _time_words(card), "", "Что поменять?"),
        buttons=(
            (home,),
            *(tuple(zones[at : at + 3]) for at in range(0, len(zones), 3)),
            hours,
            back_to_card(person_id),
        ),
    )


def _ticked(words: str, is_chosen: bool) -> str:
    return f"✓ {words}" if is_chosen else words


# Roles


def roles(card: PersonCard) -> Notice:
    """What the person is and where; each may be taken away, more may be added."""
    person_id = card.person.id
    rows = tuple(
        (
            Button(
                f"Убрать: {shortened(role_words(role), NAME)}",
                AskRevokeRoleButton(person_id, role.unit_id, role.role.value),
            ),
        )
        for role in card.roles
    )
    return Notice(
        body=lines(
            bold(card.person.name),
            "",
            *([f"• {role_words(role)}" for role in card.roles] or ["Роли пока нет."]),
        ),
        buttons=(*rows, (Button("Добавить роль", AddRoleButton(person_id)),), back_to_card(person_id)),
    )


def ask_new_role(card: PersonCard) -> Notice:
    rows = tuple(
        (Button(name.capitalize(), RoleUnitsButton(card.person.id, role.value, 0)),)
        for role, name in ROLE_NAMES.items()
    )
    return Notice(
        body=lines(
            bold("Какую роль добавить?"),
            "",
            WHAT_ROLES_ARE,
        ),
        buttons=(*rows, (Button("‹ Назад", RolesButton(card.person.id)),)),
    )


_ROLE_REACH = {
    Role.CURATOR: "Куратор управления видит все его организации.",
    Role.HEAD: "Руководитель школы видит её поручения, обзор и отчёты. Руководитель управления видит всё, "
    "и письмо раз в неделю приходит только ему.",
    Role.OBSERVER: "Наблюдатель видит организацию и всё под ней; не меняет ничего, сообщений не получает.",
}


def ask_role_unit(card: PersonCard, role: Role, found: UnitsPage) -> Notice:
    """Where the role is to be held: a page of organisations."""
    person_id = card.person.id
    rows = [
        (Button(unit_label(unit), GrantRoleButton(person_id, unit.id, role.value)),) for unit in found.units
    ]
    arrows = [
        Button(words, RoleUnitsButton(person_id, role.value, page))
        for words, page in (("‹", found.page - 1), ("›", found.page + 1))
        if 0 <= page < found.pages
    ]
    where = {
        Role.EXECUTOR: "За какую организацию?",
        Role.CURATOR: "Куратор какой организации?",
        Role.HEAD: "Руководитель какой организации?",
        Role.OBSERVER: "За какой организацией наблюдает?",
    }.get(role, "В какой организации?")
    return Notice(
        body=lines(
            bold(where),
            "",
            f"{card.person.name}: {ROLE_NAMES[role]}.",
            _ROLE_REACH.get(role),
        ),
        buttons=(*rows, *([tuple(arrows)] if arrows else []), (Button("‹ Назад", AddRoleButton(person_id)),)),
    )


def confirm_department_role(card: PersonCard, role: Role, department_id: int) -> Notice:
    """A role over the whole department is given once it has been read."""
    does = {
        Role.COORDINATOR: "сможет менять план, людей и роли, принимать любые отчёты",
        Role.HEAD: "будет видеть весь план и получать письмо раз в неделю",
    }
    give = GrantRoleButton(card.person.id, department_id, role.value)
    return Notice(
        body=lines(bold(f"{card.person.name}: {ROLE_NAMES[role]}"), "", f"Этот человек {does[role]}."),
        buttons=((Button("Добавить роль", give), Button("‹ Назад", AddRoleButton(card.person.id))),),
    )


def confirm_revoking(left: Left) -> Notice:
    """What taking the role away would leave, before it is done."""
    card, held = left.card, left.held
    duties = plural(left.open_duties, "открытое поручение", "открытых поручения", "открытых поручений")
    alone = f"Там больше никого не останется. За организацией: {duties}." if not left.others else None
    if held.role is not Role.EXECUTOR and not left.others:
        alone = "Больше никого с этой ролью там не останется."
    taken = RevokeRoleButton(card.person.id, held.unit_id, held.role.value)
    return Notice(
        body=lines(
            bold(f"Убрать роль: {role_words(held)}?"),
            "",
            f"{card.person.name}: эти права кончатся сразу. Отправленное и решённое останется.",
            alone,
        ),
        buttons=(
            (Button("Убрать", taken, style=ButtonStyle.DANGER),),
            (Button("‹ Назад", RolesButton(card.person.id)),),
        ),
    )


def role_added(role: Role) -> str:
    return f"Роль добавлена: {ROLE_NAMES[role]}."


def role_taken(role: Role) -> str:
    return f"Роль убрана: {ROLE_NAMES[role]}."


# The chat and the link


def confirm_unbinding(card: PersonCard) -> Notice:
    return Notice(
        body=lines(
            bold(f"Отвязать чат: {card.person.name}?"),
            "",
            "Сообщения туда больше не придут, и отчитаться оттуда будет нельзя. Роли и поручения останутся; "
            "вернуться можно по новой ссылке.",
        ),
        buttons=(
            (
                Button("Отвязать", UnbindButton(card.person.id), style=ButtonStyle.DANGER),
                Button("‹ Назад", PersonButton(card.person.id)),
            ),
        ),
    )


UNBOUND = "Чат отвязан."
CHAT_CLOSED = (
    "Координатор отвязал этот чат от «Вехи»: сообщения сюда больше не придут. "
    "Чтобы вернуться, попросите новую личную ссылку."
)
"""Into the chat that is nobody's any more."""
LINK_REVOKED = "Ссылка больше не действует."
