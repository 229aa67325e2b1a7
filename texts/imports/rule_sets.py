"""The screen to choose among the rules of regions."""

from services.buttons.imports import ImportButton, RulesButton
from services.imports.preview_views import Preview
from services.notice import Button, Html, Notice, bold, lines
from texts.plan.rule_names import RULES


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
