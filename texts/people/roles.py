"""To somebody whose roles a coordinator has changed."""

from roadmap.people.persons import Role
from services.buttons.people import MenuButton
from services.notice import Button, Notice, bold, lines
from services.people.role_news import RoleChanged
from texts.people.people import HEAD_OF_UNIT, HELP, ROLE_NAMES
from texts.short import shortened

NAME = 120


def role_changed(view: RoleChanged) -> Notice:
    """Which role, where, and what it gives; of one that is gone, that what was done stays."""
    title = "Вам добавлена роль" if view.is_given else "Роль снята"
    does = HEAD_OF_UNIT if view.role is Role.HEAD and not view.is_department else HELP[view.role]
    told = [f"• {line}" for line in does] if view.is_given else ["Отправленное и решённое осталось."]
    return Notice(
        body=lines(bold(f"{title}: {ROLE_NAMES[view.role]}"), shortened(view.unit, NAME), "", *told),
        buttons=((Button("Меню", MenuButton()),),),
    )
