"""What a coordinator chooses about reminders: ladders, and the settings of the department."""

from handlers.chat import Chat
from handlers.policy import allow
from handlers.routes import Routes
from roadmap.errors import NotFound
from roadmap.people.persons import Role
from roadmap.reminding.department_settings import DepartmentSettings
from roadmap.reminding.ladders import LadderOf
from roadmap.reminding.quiet_hours import QuietHours
from services.buttons.reminding import (
    BriefButton,
    ChooseLadderButton,
    DepartmentHourButton,
    DepartmentRulesButton,
    DepartmentSettingsButton,
    LadderButton,
    QuietHoursButton,
    TakeFilesButton,
)
from texts.reminding import ladders as texts


async def show_ladder(chat: Chat, press: LadderButton) -> None:
    """Shows by which ladder a department, a road map or a measure is reminded."""
    await chat.show_other(texts.ladder(await chat.app.ladders.open(chat.actor, _of(press.of), press.id)))


async def choose_ladder(chat: Chat, press: ChooseLadderButton) -> None:
    """Takes the choice and shows what holds now."""
    of = _of(press.of)
    await chat.show_other(
        texts.ladder(await chat.app.ladders.choose(chat.actor, of, press.id, press.profile))
    )


def _of(letter: str) -> LadderOf:
    if letter not in set(LadderOf):
        raise NotFound
    return LadderOf(letter)


async def show_settings(chat: Chat, _: DepartmentSettingsButton) -> None:
    """Shows what is chosen for the department."""
    await _show(chat, await chat.app.department_choices.open(chat.actor))


async def choose_hour(chat: Chat, press: DepartmentHourButton) -> None:
    """Keeps at what hour digests come."""
    await _show(chat, await chat.app.department_choices.choose_hour(chat.actor, press.hour))


async def choose_quiet(chat: Chat, press: QuietHoursButton) -> None:
    """Keeps in which hours nobody is written to."""
    quiet = QuietHours(start=press.start, end=press.end)
    await _show(chat, await chat.app.department_choices.choose_quiet(chat.actor, quiet))


async def make_brief(chat: Chat, press: BriefButton) -> None:
    """Keeps whether messages that come unasked are short."""
    await _show(chat, await chat.app.department_choices.make_brief(chat.actor, is_brief=press.is_brief == 1))


async def take_files(chat: Chat, press: TakeFilesButton) -> None:
    """Keeps whether files go through the chat."""
    takes_files = press.takes_files == 1
    await _show(chat, await chat.app.department_choices.take_files(chat.actor, takes_files=takes_files))


async def choose_rules(chat: Chat, press: DepartmentRulesButton) -> None:
    """Shows the rule sets, or keeps the chosen one."""
    choices = chat.app.department_choices
    if press.rule_set:
        await chat.show_other(texts.rules(await choices.choose_rules(chat.actor, press.rule_set)))
    else:
        await chat.show_other(texts.rules(await choices.open(chat.actor)))


async def _show(chat: Chat, chosen: DepartmentSettings) -> None:
    backup = await chat.app.department_choices.backup()
    await chat.show_other(texts.settings(chosen, backup, chat.actor))


ROUTES = Routes(
    presses=allow(
        {
            LadderButton: show_ladder,
            ChooseLadderButton: choose_ladder,
            DepartmentSettingsButton: show_settings,
            DepartmentHourButton: choose_hour,
            QuietHoursButton: choose_quiet,
            DepartmentRulesButton: choose_rules,
            BriefButton: make_brief,
            TakeFilesButton: take_files,
        },
        Role.COORDINATOR,
    )
)
