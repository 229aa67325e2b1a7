"""The card of one organisation and the screens that change it."""

from roadmap.people.zones import ZONES
from services.buttons.people import UnitButton
from services.buttons.units import (
    AskMergeUnitButton,
    DropSpellingButton,
    EditUnitButton,
    SaveUnitButton,
    UnitCardButton,
    UnitTimeButton,
    UnitZoneButton,
)
from services.notice import Button, ButtonStyle, Notice, bold, lines
from services.people.unit_cards import UnitCard
from texts.people.zone_words import ZONE_NAMES, zone_name
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


def unit_card(card: UnitCard) -> Notice:
    """The name, the other spellings, where it lives."""
    unit_id = card.unit.id
    drops = tuple(
        (Button(f"Убрать: {shortened(words, NAME)}", DropSpellingButton(unit_id, place)),)
        for place, words in enumerate(card.spellings[:SHOWN])
    )
    more = len(card.spellings) - SHOWN
    return Notice(
        body=lines(
            bold(card.unit.name),
            "",
            f"Часовой пояс: {zone_name(card.unit.time_zone)}.",
            "В документах её называют ещё так:" if card.spellings else "Других написаний нет.",
            *(f"• {shortened(words, NAME)}" for words in card.spellings[:SHOWN]),
            f"• и ещё {more}" if more > 0 else None,
        ),
        buttons=(
            tuple(Button(words, EditUnitButton(unit_id, field)) for field, words in FIELDS.items()),
            (Button("Часовой пояс", UnitTimeButton(unit_id)),),
            *drops,
            (Button("Объединить с…", AskMergeUnitButton(unit_id)),),
            (Button("‹ К организации", UnitButton(unit_id)),),
        ),
    )


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
