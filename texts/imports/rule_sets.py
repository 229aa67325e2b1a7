"""The rules of regions in words, and the screen to choose among them."""

from services.buttons.imports import ImportButton, RulesButton
from services.imports.import_views import Preview
from services.notice import Button, Html, Notice, bold, lines

RULES = {
    "literal": ("Как написано", "срок кончается в последний день, названный в документе"),
    "working-day": ("Раньше выходного", "срок, выпавший на выходной, кончается в рабочий день перед ним"),
    "working-day-following": (
        "После выходного",
        "срок, выпавший на выходной, кончается в рабочий день после него",
    ),
    "regulation-10": (
        "По регламенту",
        "ежемесячное и ежеквартальное до 10 числа следующего месяца, постоянное до 20 января, "
        "срочное за 3 рабочих дня, оперативное за 10, и всё раньше выходного",
    ),
}
"""Rule sets in words, by the name a road map keeps."""


def choose_rules(view: Preview) -> Notice:
    """Which days vague words oblige to in this region."""
    keys = tuple(
        (Button(f"✓ {label}" if name == view.rules else label, RulesButton(view.id, name)),)
        for name, (label, _) in RULES.items()
    )
    return Notice(
        body=lines(
            bold("Правила сроков"),
            "",
            *(Html("• ") + bold(label) + f": {meaning}." for label, meaning in RULES.values()),
        ),
        buttons=(*keys, (Button("‹ К документу", ImportButton(view.id)),)),
    )
