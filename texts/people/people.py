"""Joining, the menu, and the coordinator's screens of people."""

from zoneinfo import ZoneInfo

from roadmap.people.persons import Actor, Role, UnitKind
from services.buttons.people import (
    AcceptInviteButton,
    AddPersonButton,
    AddUnitButton,
    DeclineInviteButton,
    MenuButton,
    NotMeButton,
    PersonRoleButton,
    SayNotMeButton,
    UnitButton,
    UnitKindButton,
    UnitsButton,
)
from services.notice import Button, ButtonStyle, Html, Notice, bold, lines, text
from services.people.joining import Invitation, Waiting
from texts.people.menu import BACK_TO_MENU
from texts.plural import day

ROLE_NAMES = {
    Role.EXECUTOR: "исполнитель",
    Role.CURATOR: "куратор",
    Role.COORDINATOR: "координатор",
    Role.HEAD: "руководитель",
    Role.OBSERVER: "наблюдатель",
}
KIND_NAMES = {
    UnitKind.SCHOOL: "Школа",
    UnitKind.CENTRE: "Центр или служба",
    UnitKind.OTHER: "Другая организация",
}
HELP = {
    Role.EXECUTOR: (
        "Утром приходит одно сообщение: что подходит к сроку.",
        "«Отчитаться»: текст, фото или документ, затем «Отправить».",
        "Не успеваете: «Перенести срок». Не ваше: «Не моё».",
        "В конце квартала спрошу, как идёт работа: /monitoring.",
    ),
    Role.CURATOR: (
        "Отчёты и просьбы ваших организаций ждут решения в очереди: /queue.",
        "«Снять с контроля» принимает отчёт, «Вернуть» просит доработать.",
        "Кто просрочил и до кого не дойти: /board. Люди ваших организаций: /people.",
    ),
    Role.COORDINATOR: (
        "Пришлите файл дорожной карты: разберу её и покажу перед утверждением.",
        "Организации, люди и их личные ссылки: /people.",
        "Отчёты ждут решения: /queue. Отчёты на бумаге, Word и Excel: /report.",
    ),
    Role.HEAD: (
        "Раз в неделю приходит письмо: что сделано, что просрочено.",
        "Обзор в любой день: /board. Отчёты на бумаге, Word и Excel: /report.",
    ),
    Role.OBSERVER: (
        "Видно то же, что руководителю: /board, дорожные карты и карточки: /plan, отчёты: /report.",
        "Менять и решать здесь ничего не нужно. Сам бот не пишет: ни напоминаний, ни писем.",
    ),
}
"""What each role does here, in a few lines."""
HEAD_OF_UNIT = (
    "Что должна ваша организация и что просрочено, в любой день: /board, мероприятия: /plan.",
    "Отчёты на бумаге, Word и Excel: /report.",
)
"""The same of somebody who heads a school, not the department."""

WHAT_ROLES_ARE = (
    "Исполнитель отчитывается за организацию. Куратор принимает отчёты. Координатор ведёт документ и людей. "
    "Руководитель получает письмо раз в неделю. Наблюдатель только смотрит, сообщений не получает."
)
CONSENT = (
    (Button("Согласен, начать", AcceptInviteButton(), style=ButtonStyle.SUCCESS),),
    (Button("Не сейчас", DeclineInviteButton()),),
)
"""Under everything said to somebody who has opened an invitation and not yet agreed."""


def stranger() -> Notice:
    return Notice(
        body=lines(
            bold("Это «Веха», помощник по дорожной карте."),
            "",
            "Войти можно по личной ссылке. Попросите её у координатора вашего управления образования.",
        )
    )


def declined(offer: Invitation) -> Notice:
    until = offer.expires_at.astimezone(ZoneInfo(offer.time_zone)).date()
    return Notice(
        body=text(f"Хорошо. Ссылка действует до {day(until)}: откройте её снова, когда будет удобно.")
    )


def bad_link() -> Notice:
    return Notice(
        body=text(
            "Эта ссылка не действует: она одноразовая, и у неё есть срок. "
            "Попросите координатора выдать новую."
        )
    )


DISPLACED = (
    "Этот чат больше не связан с «Вехой»: по вашей личной ссылке вошёл другой аккаунт, сообщения теперь "
    "приходят туда. Если это сделали не вы, сразу скажите координатору."
)
"""Into the chat whose place another account has taken."""


def waits(waiting: Waiting) -> Notice:
    """To somebody who is to be a coordinator: another one has to confirm that it is them."""
    told = "Мы спросили их и напишем вам сразу." if waiting.asked else "Сейчас их нет в чате: позвоните им."
    return Notice(
        body=lines(
            bold("Осталось подтверждение."),
            f"{waiting.department}: вход координатора подтверждает другой координатор. {told}",
        )
    )


def way_on(actor: Actor | None, offer: Invitation | None) -> tuple[tuple[Button, ...], ...]:
    """To the menu; before the consent, to it; a stranger has nowhere to go."""
    return (BACK_TO_MENU,) if actor else CONSENT if offer else ()


def ask_unit_kind() -> Notice:
    rows = tuple((Button(name, UnitKindButton(kind.value)),) for kind, name in KIND_NAMES.items())
    return Notice(
        body=text("Какую организацию добавить?"), buttons=(*rows, (Button("‹ Организации", UnitsButton(0)),))
    )


def ask_unit_name() -> Notice:
    return Notice(
        body=text(
            "Напишите название, как в документах. Например: «Школа № 3». Несколько: каждое с новой строки."
        ),
        buttons=((Button("‹ Назад", AddUnitButton()),),),
    )


def ask_role(unit_id: int) -> Notice:
    rows = tuple(
        (Button(name.capitalize(), PersonRoleButton(unit_id, role.value)),)
        for role, name in ROLE_NAMES.items()
    )
    return Notice(
        body=lines(
            bold("Кем будет новый сотрудник?"),
            "",
            WHAT_ROLES_ARE,
        ),
        buttons=(*rows, (Button("‹ Назад", UnitButton(unit_id)),)),
    )


def ask_person(unit_id: int) -> Notice:
    return Notice(
        body=text(
            "Напишите фамилию, имя, отчество и через запятую должность. "
            "Например: «Лугова Анна Петровна, завуч». Несколько человек: каждый с новой строки."
        ),
        buttons=((Button("‹ Назад", AddPersonButton(unit_id)),),),
    )


def help_for(actor: Actor | None, offer: Invitation | None) -> Notice:
    """What the bot does and how this person's roles use it; a stranger learns how to join."""
    if actor is not None:
        told = [f"• {line}" for role in Role if role in actor.roles for line in _help(actor, role)]
        last = ["• Всё остальное в меню: /menu.", "", f"Ваша роль: {_role_list(actor)}."]
    else:
        told = [f"• {line}" for line in HELP[Role.EXECUTOR]]
        join = "Войти можно по личной ссылке: попросите её у координатора."
        last = ["", "Чтобы начать, нажмите «Согласен»." if offer else join]
    return Notice(
        body=lines(
            bold("«Веха» напоминает о мероприятиях дорожной карты и принимает отчёты."), "", *told, *last
        ),
        buttons=way_on(actor, offer),
    )


def _help(actor: Actor, role: Role) -> tuple[str, ...]:
    return HEAD_OF_UNIT if role is Role.HEAD and not actor.sees_department else HELP[role]


def joined(actor: Actor) -> Notice:
    """To somebody whose joining was confirmed."""
    return joined_by(actor, None)


def joined_by(actor: Actor, offer: Invitation | None) -> Notice:
    """The first message of somebody who has just agreed: who they are, and how to say it is wrong."""
    if actor.has(Role.COORDINATOR):
        next_step = (
            "Начните с организаций и людей, затем пришлите файл дорожной карты (Word, Excel, PDF, текст)."
        )
    elif actor.roles == {Role.HEAD} and not actor.sees_department:
        next_step = "Что должна ваша организация и как идут дела, видно в обзоре в любой день. Всё в меню."
    elif actor.roles == {Role.HEAD}:
        next_step = "Раз в неделю пришлю сводку, отчёт можно взять в любой день. Всё остальное в меню."
    elif actor.roles == {Role.OBSERVER}:
        next_step = "Как идут дела, видно в обзоре в любой день. Сам бот писать не будет. Всё в меню."
    else:
        next_step = "Что вам назначено, пришлю отдельно, о сроках напомню заранее. Всё остальное в меню."
    return Notice(
        body=lines(
            bold("Готово, вы в «Вехе»."),
            *((Html("Вас записали так: ") + bold(offer.person), offer.unit) if offer else ()),
            f"Ваша роль: {_role_list(actor)}.",
            f"Приглашает: {offer.invited_by}." if offer and offer.invited_by else None,
            "",
            next_step,
        ),
        buttons=(
            (Button("Меню", MenuButton(), style=ButtonStyle.PRIMARY),),
            *(((Button("Это не я или ошибка в имени", NotMeButton(offer.id)),),) if offer else ()),
        ),
    )


def ask_what_is_wrong(invite_id: int) -> Notice:
    """What to type, or just to say that it is not them."""
    return Notice(
        body=lines(
            bold("Что не так?"),
            "",
            "Напишите словами, и я передам тому, кто вас пригласил. Или нажмите кнопку.",
        ),
        buttons=((Button("Это не я", SayNotMeButton(invite_id)),), BACK_TO_MENU),
    )


def told_what_is_wrong(names: str) -> Notice:
    told = (
        f"Передано: {names}."
        if names
        else "Сейчас в чате нет никого, кому это передать: позвоните в управление."
    )
    return Notice(
        body=lines(bold(told), "Пока ничего не отправляйте от этого имени."), buttons=(BACK_TO_MENU,)
    )


def _role_list(actor: Actor) -> str:
    return ", ".join(ROLE_NAMES[role] for role in Role if role in actor.roles) or "пока не назначена"
