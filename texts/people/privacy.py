"""What people agree to, what `/privacy` promises, and everything kept of a person as a file."""

from collections.abc import Iterator

from roadmap.people.my_data import MyData, OwnWords
from roadmap.people.persons import Actor
from roadmap.people.privacy import Privacy
from services.buttons.people import (
    AgreeAgainButton,
    AskWithdrawButton,
    MyDataButton,
    PrivacyButton,
)
from services.notice import Button, ButtonStyle, Notice, bold, italic, lines
from services.people.joining import Invitation
from texts.people.menu import BACK_TO_MENU
from texts.people.people import CONSENT
from texts.people.roster import role_words
from texts.plural import day, plural
from texts.short import moment

AGREED = (
    "Нажимая «Согласен», вы разрешаете оператору ({operator}) хранить и использовать ваши имя, должность, "
    "номер чата, имя аккаунта, отправленные отчёты и файлы, чтобы вести дорожную карту. Согласие можно "
    "отозвать в любой день. Сроки и права: /privacy."
)
"""What everybody agrees to. Other words need another version: roadmap/people/privacy.py."""
_KINDS = {
    "report": "Отчёт",
    "decision": "Решение по отчёту",
    "heads-word": "Решение руководителя",
    "extension": "Просьба перенести срок",
    "extension-decided": "Решение о переносе",
    "reassignment": "«Не моё»",
    "reassignment-decided": "Решение о передаче",
}
YEAR = 365


def consent_words(privacy: Privacy, department: str) -> str:
    """What is agreed to, with the operator's name."""
    return AGREED.format(operator=privacy.operator.name or department)


def invitation(offer: Invitation, privacy: Privacy) -> Notice:
    """Which department invites and what will be stored: agreed to by the first button.

    Whoever holds the link may not be whom it is for: a name and a school are shown after the consent only.
    """
    return Notice(
        body=lines(
            bold("Здравствуйте!"),
            "",
            *_warned(offer.instead_of),
            f"{offer.department} приглашает вас в «Веху»: здесь приходят напоминания о мероприятиях "
            "дорожной карты и принимаются отчёты.",
            "",
            "Ссылка личная. Если она попала к вам случайно, нажмите «Не сейчас».",
            "",
            italic(consent_words(privacy, offer.department)),
        ),
        buttons=CONSENT,
    )


def _warned(instead_of: str) -> tuple[str, ...]:
    if not instead_of:
        return ()
    return (
        f"⚠ Сейчас этот чат записан за другим: {instead_of}. После согласия эти напоминания сюда не придут. "
        "Ссылка не ваша? Нажмите «Не сейчас» и передайте её тому, кого приглашают.",
        "",
    )


def ask_again(privacy: Privacy, department: str) -> Notice:
    """Instead of whatever was pressed or written: the words have changed since the person agreed."""
    return Notice(
        body=lines(
            bold("Условия изменились"),
            "",
            "Прочтите и подтвердите согласие, потом повторите то, что делали: сейчас ничего не записано.",
            "",
            italic(consent_words(privacy, department)),
        ),
        buttons=(
            (Button("Согласен", AgreeAgainButton(), style=ButtonStyle.SUCCESS),),
            (Button("Что хранится и сколько", PrivacyButton()),),
            (Button("Не согласен", AskWithdrawButton()),),
        ),
    )


AGREED_AGAIN = "Спасибо, согласие записано."
"""The toast."""


def privacy_page(privacy: Privacy, department: str, actor: Actor | None, offer: Invitation | None) -> Notice:
    """What is kept, by whom, for how long, and what a person may ask for."""
    operator = privacy.operator
    name = operator.name or department or "ваше управление образования"
    return Notice(
        buttons=_ways(actor, offer),
        body=lines(
            bold("Что хранит «Веха»"),
            "",
            "• ваше имя, должность, организацию и роль: их внёс координатор или они стоят в документе;",
            "• номер чата, чтобы писать вам, и как назван ваш аккаунт: его видит тот, кто вас пригласил;",
            "• отчёты, файлы и решения, которые вы отправили, со временем.",
            "Телефонов, дат рождения и сведений об учениках нет.",
            "",
            bold("Кто отвечает"),
            f"Оператор данных: {name}.",
            f"Адрес: {operator.address}." if operator.address else None,
            "База находится у него, наружу ничего не передаётся.",
            "",
            bold("Сколько хранится"),
            f"• слова отчётов, просьб и решений: {_term(privacy.reports_days)};",
            f"• файлы подтверждений: {_term(privacy.evidence_days)};",
            f"• журнал действий, без имён и слов: {_term(privacy.audit_days)};",
            f"• кому что отправлено, без текста: {_term(privacy.deliveries_days)};",
            f"• то, что вы писали боту: {_term(privacy.updates_days)};",
            "• имя и должность: пока вы работаете и пока координатор их не сотрёт.",
            "",
            bold("Ваши права"),
            "Получить всё, что хранится о вас: /mydata. Исправить или стереть: через координатора. Отозвать "
            "согласие: кнопка ниже, доступ закроется сразу.",
            f"Жалобы: {operator.contact or 'оператору или координатору'}; также в Роскомнадзор.",
        ),
    )


def _ways(actor: Actor | None, offer: Invitation | None) -> tuple[tuple[Button, ...], ...]:
    if actor is not None:
        return (
            (Button("Получить файлом", MyDataButton()),),
            (Button("Отозвать согласие", AskWithdrawButton()),),
            BACK_TO_MENU,
        )
    return CONSENT if offer else ()


def _term(days: int) -> str:
    if days >= YEAR:
        return plural(round(days / 365.25), "год", "года", "лет")
    return plural(days, "день", "дня", "дней")


# The file

MY_DATA_CAPTION = "Всё, что хранится о вас. Исправить или стереть можно через координатора."


def my_data_name(found: MyData) -> str:
    return f"Мои данные {found.made_at:%Y-%m-%d}.txt"


def my_data_file(found: MyData) -> bytes:
    """Plain text that opens everywhere."""
    return "\r\n".join(_lines(found)).encode("utf-8-sig")


def _lines(found: MyData) -> Iterator[str]:
    person = found.person
    yield f"Данные, которые хранит «Веха» ({found.department})"
    yield f"Составлено: {moment(found.made_at, found.time_zone)}"
    yield ""
    yield f"Имя: {person.name}"
    yield f"Должность: {person.post or 'не указана'}"
    for role in found.roles:
        yield f"Роль: {role_words(role)}"
    if person.consented_at:
        agreed = moment(person.consented_at, found.time_zone)
        yield f"Согласие дано: {agreed} (текст {person.consent_version})"
    for place in found.places:
        yield f"Чат: {place.channel}, номер {place.chat_id}"
    for name in found.account_names:
        yield f"Аккаунт назывался: {name}"
    for words in found.spellings:
        yield f"В документах вас называют: {words}"
    for absence in found.absences:
        yield f"Отсутствие: с {day(absence.first_on)} по {day(absence.last_on)}"
    yield f"Отправлено вам сообщений (без текста): {found.deliveries}"
    yield f"Записей о ваших действиях (без слов): {found.deeds}"
    if found.draft:
        yield f"Неотправленный отчёт: {found.draft}"
    if not found.words:
        return
    yield ""
    yield "Что вы писали в отчётах и просьбах"
    for each in found.words:
        yield from _own_words(each, found.time_zone)


def _own_words(each: OwnWords, time_zone: str) -> Iterator[str]:
    yield ""
    yield f"{moment(each.at, time_zone)}. {_KINDS[each.kind]}. {each.measure}"
    if each.words:
        yield each.words
    for name in each.files:
        yield f"Файл: {name}"
