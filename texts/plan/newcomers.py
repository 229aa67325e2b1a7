"""What is said of schools entered after the plan was approved."""

from services.buttons.people import UnitsButton
from services.notice import Button, Notice, bold, lines
from services.plan.newcomers import SchoolsJoined
from texts.plural import plural
from texts.short import shortened

SHOWN = 10
NAME = 80


def joined(view: SchoolsJoined) -> Notice:
    """To a coordinator: what the new schools were given."""
    more = len(view.names) - SHOWN
    duties = plural(view.duties, "поручение", "поручения", "поручений")
    return Notice(
        body=lines(
            bold(f"Новые школы получили {duties}"),
            "Это то, что в плане назначено всем школам.",
            "",
            *(f"• {shortened(name, NAME)}" for name in view.names[:SHOWN]),
            f"• и ещё {more}" if more > 0 else None,
        ),
        buttons=((Button("Организации и люди", UnitsButton(0)),),),
        is_silent=True,
    )
