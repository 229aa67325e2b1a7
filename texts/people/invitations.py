"""Invitations: the link to forward, the sheet to print, and who has taken a link."""

from collections.abc import Sequence
from zoneinfo import ZoneInfo

from roadmap.language.initials import initials
from roadmap.people.invites import ShownLink
from services.buttons.invitations import (
    ConfirmJoinedButton,
    InvitationSheetButton,
    NotThemButton,
)
from services.buttons.people import InvitePersonButton, UnitButton, UnitsButton
from services.buttons.persons import MergeWithButton, PersonButton, RevokeLinkButton
from services.notice import Button, ButtonStyle, Html, Notice, bold, lines, link, text
from services.people.inviting import InvitationDesk, IssuedInvite, Refused
from services.people.joining import InviteTaken, LinkGiven, SaidWrong
from texts.people.people import ROLE_NAMES
from texts.plural import day, plural
from texts.short import shortened

NOT_THEM = "Это не тот человек"
MAKING = "Готовлю лист…"
CONFIRMED = "Подтверждено."
SETTLED = "На это уже ответили."
EVERYBODY_IS_HERE = "Приглашать некого: все уже в чате."
CHAT_CLOSED = "Координатор не подтвердил этот вход. Если вы сотрудник, попросите у координатора свою ссылку."


def invite_link(issued: IssuedInvite, url: str, time_zone: str, unit_id: int | None = None) -> Notice:
    """A ready text to forward, with the link in it and a key that copies it."""
    until = issued.expires_at.astimezone(ZoneInfo(time_zone))
    back = ((Button("‹ К организации", UnitButton(unit_id)),),) if unit_id is not None else ()
    return Notice(
        body=lines(
            Html("Приглашение для: ") + bold(issued.person),
            f"{issued.unit}, {ROLE_NAMES[issued.role]}",
            "",
            "Перешлите это сообщение или ссылку. Она сработает один раз, "
            f"до {day(until.date(), today=until.date())} {until:%H:%M}:",
            link(url, url),
            *(("", "Прежняя ссылка этого человека больше не действует.") if issued.replaced else ()),
        ),
        buttons=((Button("Скопировать ссылку", copy=url),), *back),
    )


def replaced(shown: ShownLink) -> Notice:
    """In place of a message with a link that has stopped working."""
    return Notice(
        body=lines(
            Html("Приглашение для: ") + bold(initials(shown.person)),
            "",
            "Эта ссылка больше не действует: выдана новая.",
        )
    )


def desk(view: InvitationDesk) -> Notice:
    """Who is not in the chat, and a sheet of invitations for them."""
    unit_id = view.unit_id or 0
    fresh = view.without_link + view.expired
    back = UnitButton(view.unit_id) if view.unit_id else UnitsButton(0)
    rows: list[tuple[Button, ...]] = []
    if fresh:
        label = f"Лист для печати: {plural(fresh, 'человек', 'человека', 'человек')}"
        rows.append((Button(label, InvitationSheetButton(unit_id, 0), style=ButtonStyle.PRIMARY),))
    if view.invited:
        label = f"Всем новые ссылки: {plural(view.unjoined, 'человек', 'человека', 'человек')}"
        rows.append((Button(label, InvitationSheetButton(unit_id, 1)),))
    return Notice(
        body=lines(
            bold(f"Приглашения: {view.unit}" if view.unit else "Приглашения"),
            "",
            f"Ещё не в чате: {plural(view.unjoined, 'человек', 'человека', 'человек')}."
            if view.unjoined
            else EVERYBODY_IS_HERE,
            f"Ссылки нет: {view.without_link}" if view.without_link else None,
            f"Ссылка истекла: {view.expired}" if view.expired else None,
            f"Ссылка действует: {view.invited}" if view.invited else None,
            *_how(fresh, view.invited),
        ),
        buttons=(*rows, (Button("‹ Назад", back),)),
    )


def _how(fresh: int, invited: int) -> list[str]:
    if not fresh and not invited:
        return []
    said = ["", "На листе у каждого своя полоска с именем, QR-кодом и ссылкой: распечатайте и разрежьте."]
    if invited:
        said.append("Если выдать новые всем, действующие ссылки перестанут работать.")
    return said


def sheet_caption(issued: Sequence[IssuedInvite], time_zone: str) -> Notice:
    """Under the file."""
    until = min(each.expires_at for each in issued).astimezone(ZoneInfo(time_zone))
    return Notice(
        body=lines(
            bold("Лист приглашений"),
            f"{plural(len(issued), 'человек', 'человека', 'человек')}, ссылки действуют до "
            f"{day(until.date())}." + (f" {_STOPPED}" if any(each.had_link for each in issued) else ""),
        )
    )


_STOPPED = "Прежние ссылки этих людей больше не действуют."


def sheet_name(unit: str) -> str:
    """Of the file."""
    named = "".join(char if char.isalnum() or char in " №-" else " " for char in unit)
    return " ".join(f"Приглашения {named}".split()) + ".docx"


# Who has taken a link


def invite_taken(view: InviteTaken) -> Notice:
    """To the one who invited: which account has come, and whose it was before."""
    former = view.instead_of
    return Notice(
        body=lines(
            bold(f"{view.person}: вход по вашей ссылке."),
            f"{view.unit}, {ROLE_NAMES[view.role]}.",
            *_account(view),
            f"Раньше этот чат был записан за: {former.name}. Тому напоминания больше не приходят."
            if former
            else None,
        ),
        buttons=(
            *(
                ((Button("Это один человек: объединить", MergeWithButton(view.person_id, former.id)),),)
                if former
                else ()
            ),
            (Button(NOT_THEM, NotThemButton(view.invite_id)),),
        ),
        is_silent=True,
    )


def joined_wrong(view: SaidWrong) -> Notice:
    """To who invited: whoever joined says that it is not them, or what is wrong."""
    taken = view.taken
    what = f"Пишет: «{shortened(view.words, 500)}»" if view.words else "Вошедший отвечает: «Это не я»."
    return Notice(
        body=lines(
            bold(f"{taken.person}: по ссылке вошёл кто-то другой?"),
            f"{taken.unit}, {ROLE_NAMES[taken.role]}.",
            *_account(taken),
            what,
            "",
            "Ошибка в имени: исправьте на карточке. Чужой аккаунт: нажмите «Это не тот человек», "
            "права кончатся сразу.",
        ),
        buttons=(
            (Button(NOT_THEM, NotThemButton(taken.invite_id), style=ButtonStyle.DANGER),),
            (Button("Карточка", PersonButton(taken.person_id)),),
        ),
    )


def coordinator_joined(view: InviteTaken) -> Notice:
    """To the other coordinators: somebody has become one of them."""
    return Notice(
        body=lines(
            bold(f"Новый вход координатора: {view.person}."),
            *_account(view),
            "Если это ошибка, нажмите кнопку: права закончатся сразу.",
        ),
        buttons=((Button(NOT_THEM, NotThemButton(view.invite_id), style=ButtonStyle.DANGER),),),
    )


def coordinator_asked(view: InviteTaken) -> Notice:
    """To the coordinators: may this account in?"""
    return Notice(
        body=lines(
            bold(f"{view.person}: вход координатором. Подтвердите."),
            *_account(view),
            "Координатор ведёт документы и людей. До подтверждения прав у этого аккаунта нет.",
        ),
        buttons=(
            (Button("Подтвердить", ConfirmJoinedButton(view.invite_id), style=ButtonStyle.SUCCESS),),
            (Button(NOT_THEM, NotThemButton(view.invite_id)),),
        ),
    )


def coordinator_link(view: LinkGiven) -> Notice:
    """To the coordinators: a link was made at the server."""
    return Notice(
        body=lines(
            bold(f"С сервера выдана ссылка координатора: {view.person}."),
            "По ней входят без подтверждения. Если вы об этом не просили, отзовите её.",
        ),
        buttons=((Button("Отозвать ссылку", RevokeLinkButton(view.person_id), style=ButtonStyle.DANGER),),),
    )


def confirmed(person: str) -> Notice:
    return Notice(body=lines(bold(f"{person}: вход подтверждён."), "Права координатора действуют."))


def refused(done: Refused) -> Notice:
    """The account is out; what is next for the person who was meant."""
    return Notice(
        body=lines(
            bold(f"{done.person}: вход отменён."),
            "Чат отвязан, прав у того аккаунта больше нет. Человеку можно выдать новую ссылку.",
        ),
        buttons=(
            (Button("Новая ссылка", InvitePersonButton(done.person_id), style=ButtonStyle.PRIMARY),),
            (Button("Карточка", PersonButton(done.person_id)),),
        ),
    )


def settled() -> Notice:
    return Notice(body=text(SETTLED))


def _account(view: InviteTaken) -> list[str]:
    return [f"Аккаунт: {view.account}."] if view.account else []
