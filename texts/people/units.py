"""The card of one organisation and the screens that change it."""

from roadmap.people.persons import UnitKind
from roadmap.people.zones import ZONES
from services.buttons.people import UnitButton
from services.buttons.units import (
    AskArchiveButton,
    AskMergeUnitButton,
    DropCuratorButton,
    DropSpellingButton,
    EditUnitButton,
    GroupMembersButton,
    SaveUnitButton,
    SetCuratorButton,
    SetKindButton,
    ToggleMemberButton,
    UnitCardButton,
    UnitCuratorsButton,
    UnitDaysButton,
    UnitKindsButton,
    UnitTimeButton,
    UnitZoneButton,
)
from services.notice import Button, ButtonStyle, Notice, bold, lines
from services.people.unit_cards import CuratorChoice, UnitCard
from services.plan.group_members import GroupPage, Toggled
from texts.people.people import KIND_NAMES
from texts.people.presence_words import MARKS
from texts.people.zone_words import ZONE_NAMES, zone_name
from texts.plural import plural
from texts.short import shortened

SHOWN = 12
NAME = 45
FIELDS = {"name": "Название", "spelling": "Ещё написание"}
"""What is typed, as its button says."""
_ASKED = {
    "name": "Напишите название, как в документах. Прежнее останется другим написанием.",
    "spelling": "Напишите, как ещё эту организацию называют в документах.",
}
SAVED = "Сохранено."
DROPPED = "Написание убрано. В следующем документе о нём спрошу."


CURATOR_SET = "Куратор назначен."
CURATOR_DROPPED = "Куратор снят."


def unit_card(card: UnitCard) -> Notice:
    """The name, the kind, who curates it, the other spellings, where it lives."""
    unit = card.unit
    more = len(card.spellings) - SHOWN
    return Notice(
        body=lines(
            bold(unit.name),
            "",
            f"{_kind(unit.kind)}. Часовой пояс: {zone_name(unit.time_zone)}.",
            _curated(card) if unit.kind is not UnitKind.GROUP else None,
            "В документах её называют ещё так:" if card.spellings else "Других написаний нет.",
            *(f"• {shortened(each.spelled, NAME)}" for each in card.spellings[:SHOWN]),
            f"• и ещё {more}" if more > 0 else None,
        ),
        buttons=(*_changes(card), (Button("‹ К организации", UnitButton(unit.id)),)),
    )


def _kind(kind: UnitKind) -> str:
    return {UnitKind.DEPARTMENT: "Управление", UnitKind.GROUP: "Группа организаций", **KIND_NAMES}[kind]


def _curated(card: UnitCard) -> str:
    if card.curators:
        return f"Куратор: {', '.join(shortened(each.name, NAME) for each in card.curators)}."
    if card.curated_by:
        return f"Своего куратора нет, решает куратор управления: {', '.join(card.curated_by)}."
    return "Куратора нет, решает координатор."


def _changes(card: UnitCard) -> list[tuple[Button, ...]]:
    unit_id, kind = card.unit.id, card.unit.kind
    rows: list[tuple[Button, ...]] = [
        tuple(Button(words, EditUnitButton(unit_id, field)) for field, words in FIELDS.items()),
    ]
    if kind is UnitKind.GROUP:
        rows.append((Button("Состав группы", GroupMembersButton(unit_id, 0)),))
    elif kind is UnitKind.DEPARTMENT:
        rows.append(
            (Button("Часовой пояс", UnitTimeButton(unit_id)), Button("Кураторы", UnitCuratorsButton(unit_id)))
        )
    else:
        rows.append(
            (Button("Часовой пояс", UnitTimeButton(unit_id)), Button("Вид", UnitKindsButton(unit_id)))
        )
        rows.append((Button("Кураторы", UnitCuratorsButton(unit_id)),))
    rows.append((Button("Каникулы и выходные", UnitDaysButton(unit_id)),))
    rows += [
        (Button(f"Убрать: {shortened(each.spelled, NAME)}", DropSpellingButton(unit_id, place)),)
        for place, each in enumerate(card.spellings[:SHOWN])
    ]
    if kind is not UnitKind.DEPARTMENT:
        rows.append(
            (
                Button("Объединить с…", AskMergeUnitButton(unit_id)),
                Button("Убрать из списков", AskArchiveButton(unit_id)),
            )
        )
    return rows


def ask_kind(card: UnitCard) -> Notice:
    """What the organisation is."""
    rows = tuple(
        (Button(f"✓ {words}" if kind is card.unit.kind else words, SetKindButton(card.unit.id, kind.value)),)
        for kind, words in KIND_NAMES.items()
    )
    return Notice(
        body=lines(
            bold(card.unit.name),
            "",
            "Что это? Школа получит то, что назначено всем школам; у того, что школой быть перестало, "
            "открытые поручения останутся.",
        ),
        buttons=(*rows, (Button("‹ Назад", UnitCardButton(card.unit.id)),)),
    )


def curators(choice: CuratorChoice) -> Notice:
    """Who curates it, each a press from being taken off; who might; anybody else by name."""
    card = choice.card
    unit_id = card.unit.id
    drops = tuple(
        (Button(f"Снять: {shortened(each.name, NAME)}", DropCuratorButton(unit_id, each.id)),)
        for each in card.curators
    )
    rows = tuple(
        (
            Button(
                f"Назначить: {shortened(line.person.name, NAME)} · {MARKS[line.person.presence(choice.now)]}",
                SetCuratorButton(unit_id, line.person.id),
            ),
        )
        for line in choice.people
    )
    nobody = f"«{shortened(choice.words, NAME)}»: никого нет. Напишите иначе."
    return Notice(
        body=lines(
            bold(f"Кураторы: {card.unit.name}"),
            "",
            _curated(card),
            nobody if choice.words and not rows else "Назначить другого? Выберите или напишите фамилию.",
        ),
        buttons=(*drops, *rows, (Button("‹ Назад", UnitCardButton(unit_id)),)),
    )


def members(page: GroupPage) -> Notice:
    """The organisations, with those marked that belong to the group."""
    group_id = page.group.id
    rows: list[tuple[Button, ...]] = []
    if not page.is_all_schools:
        rows = [
            (
                Button(
                    f"{'✓ ' if unit.id in page.members else ''}{shortened(unit.name, NAME)}",
                    ToggleMemberButton(group_id, unit.id, page.page),
                ),
            )
            for unit in page.units
        ]
        arrows = tuple(
            Button(words, GroupMembersButton(group_id, at))
            for words, at in (("‹", page.page - 1), ("›", page.page + 1))
            if 0 <= at < page.pages
        )
        rows += [arrows] if arrows else []
    count = plural(len(page.members), "организация", "организации", "организаций")
    keeps_itself = "В ней все школы: состав меняется сам, вслед за списком школ."
    rule = "Кого добавите, получит открытые поручения группы; у кого уберёте, они снимутся."
    return Notice(
        body=lines(
            bold(f"Состав: {page.group.name}"), "", f"{count}.", keeps_itself if page.is_all_schools else rule
        ),
        buttons=(*rows, (Button("‹ Назад", UnitCardButton(group_id)),)),
    )


def toggled(done: Toggled) -> str:
    """The toast."""
    word = "В группе." if done.is_member else "Больше не в группе."
    duties = plural(done.duties, "поручение", "поручения", "поручений")
    if not done.duties:
        return word
    return f"{word} {'Получает' if done.is_member else 'Снято'}: {duties}."


def ask_words(card: UnitCard, field: str) -> Notice:
    return Notice(
        body=lines(bold(card.unit.name), "", _ASKED[field]),
        buttons=((Button("‹ Назад", UnitCardButton(card.unit.id)),),),
    )


def read_back(card: UnitCard, field: str, words: str) -> Notice:
    """What it will be, before it is kept."""
    was = f"Было: {card.unit.name}" if field == "name" else f"Организация: {card.unit.name}"
    save = Button("Сохранить", SaveUnitButton(card.unit.id, field), style=ButtonStyle.SUCCESS)
    return Notice(
        body=lines(bold(FIELDS[field]), "", was, f"Станет: {words}" if field == "name" else f"Ещё: {words}"),
        buttons=((save,), (Button("‹ Не менять", UnitCardButton(card.unit.id)),)),
    )


def ask_zone(card: UnitCard) -> Notice:
    """Where the organisation lives."""
    zones = [
        Button(
            f"✓ {ZONE_NAMES[zone]}" if zone == card.unit.time_zone else ZONE_NAMES[zone],
            UnitZoneButton(card.unit.id, number),
        )
        for number, zone in enumerate(ZONES, 1)
    ]
    return Notice(
        body=lines(bold(card.unit.name), "", "По какому времени здесь живут?"),
        buttons=(
            *(tuple(zones[at : at + 3]) for at in range(0, len(zones), 3)),
            (Button("‹ Назад", UnitCardButton(card.unit.id)),),
        ),
    )
