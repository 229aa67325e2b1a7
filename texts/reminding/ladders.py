"""Ladders and the settings of a department: what holds, and buttons to change it."""

from collections.abc import Callable

from roadmap.people.persons import Actor
from roadmap.reminding.department_settings import QUIET_CHOICES, DepartmentSettings
from roadmap.reminding.ladders import LADDERS, LadderOf, Profile
from roadmap.reminding.reminders import DIGEST_HOURS
from services.buttons.packing import ButtonData
from services.buttons.people import MenuButton
from services.buttons.plan import MapDeskButton
from services.buttons.plan_edits import EditMeasureButton
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
from services.notice import Button, Html, Notice, bold, italic, lines
from services.reminding.department_choices import SeenBackup
from services.reminding.ladder_choices import LadderView
from texts.plan.rule_names import RULES
from texts.short import moment, shortened

NAMES = {
    Profile.GENTLE: "Мягкий",
    Profile.USUAL: "Обычный",
    Profile.FIRM: "Настойчивый",
    Profile.EARLY: "Заблаговременный",
}
BELONGS_TO = {LadderOf.ROAD_MAP: "Как во всём управлении", LadderOf.MEASURE: "Как во всей карте"}
WHOSE = {
    LadderOf.DEPARTMENT: "Напоминания управления",
    LadderOf.ROAD_MAP: "Напоминания карты",
    LadderOf.MEASURE: "Напоминания мероприятия",
}
BRIEF = {
    True: ". В том, что бот пишет сам, люди названы с инициалами, мероприятия номером. Открытая карточка "
    "показывает всё.",
    False: ", с именами и названиями мероприятий.",
}
FILES = {
    True: ", документом или фотографией.",
    False: ". Файлы бот не принимает, в отчёте пишут, где хранится подтверждение.",
}
WHOLE_MONTH = 22
"""A month of working days is said as one."""


def ladder(view: LadderView) -> Notice:
    """The profiles with what each says and when, the one that holds marked."""
    return Notice(
        body=lines(
            bold(WHOSE[view.of]),
            shortened(view.name, 300) if view.name else None,
            "",
            *(Html("• ") + bold(NAMES[profile]) + f": {profile_words(profile)}." for profile in Profile),
            "",
            "При любом выборе: по понедельникам обзор двух недель вперёд, напоминание в последний день и в "
            "первый рабочий день просрочки, потом раз в неделю. Всё за утро одним сообщением.",
            italic("Новый порядок действует вперёд: сказанное не повторится."),
        ),
        buttons=(
            *((_choice(view, profile),) for profile in Profile),
            *(((_inherit(view),),) if view.of in BELONGS_TO else ()),
            (_back(view),),
        ),
    )


def profile_words(profile: Profile) -> str:
    """What this profile adds to what is always said, and when the head is told."""
    rule = LADDERS[profile].reminders
    before = [days for days in sorted(rule.before, reverse=True) if days < WHOLE_MONTH]
    month = "за месяц" if max(rule.before, default=0) >= WHOLE_MONTH else ""
    days = f"за {_listed(before)} {_days(before[-1])} до срока" if before else ""
    ahead = " и ".join(filter(None, (month, days))) or "без отдельных напоминаний до срока"
    later = [days for days in rule.overdue if days > 1]
    again = f", ещё раз на {later[0]}-й день просрочки" if later else ""
    head = LADDERS[profile].escalation[-1].offset
    return f"{ahead}{again}; руководителю на {head}-й рабочий день просрочки"


def _listed(days: list[int]) -> str:
    *first, last = [str(each) for each in days]
    return f"{', '.join(first)} и {last}" if first else last


def _days(last: int) -> str:
    return "рабочий день" if last == 1 else "рабочих дня" if last < 5 else "рабочих дней"


def _choice(view: LadderView, profile: Profile) -> Button:
    mark = "☑" if profile is view.own else "☐"
    return Button(f"{mark} {NAMES[profile]}", ChooseLadderButton(view.of.value, view.id, profile.value))


def _inherit(view: LadderView) -> Button:
    mark = "☑" if view.own is None else "☐"
    words = f"{mark} {BELONGS_TO[view.of]}: {NAMES[view.inherited].lower()}"
    return Button(words, ChooseLadderButton(view.of.value, view.id, ""))


def _back(view: LadderView) -> Button:
    if view.of is LadderOf.ROAD_MAP:
        return Button("‹ К карте", MapDeskButton(view.id))
    if view.of is LadderOf.MEASURE:
        return Button("‹ К правке", EditMeasureButton(view.id))
    return Button("‹ Настройки", DepartmentSettingsButton())


def settings(chosen: DepartmentSettings, backup: SeenBackup, actor: Actor) -> Notice:
    """What holds for the whole department."""
    quiet = chosen.quiet
    hours = tuple(
        Button(_marked(f"{hour}:00", hour == chosen.digest_hour), DepartmentHourButton(hour))
        for hour in DIGEST_HOURS
    )
    nights = [
        Button(
            _marked(f"{choice.start}:00–{choice.end}:00", choice == quiet),
            QuietHoursButton(choice.start, choice.end),
        )
        for choice in QUIET_CHOICES
    ]
    return Notice(
        body=lines(
            bold("Настройки управления"),
            "",
            Html("Сводка приходит в ") + bold(f"{chosen.digest_hour}:00") + " местного времени тем, кто не "
            "назначил себе другой час.",
            Html("Тихие часы: ") + bold(f"с {quiet.start}:00 до {quiet.end}:00") + " и выходные. В это время "
            "бот молчит, и сказанное ждёт утра.",
            Html("Порядок напоминаний: ") + bold(NAMES[chosen.profile].lower()) + ". У карты и у мероприятия "
            "может быть свой.",
            Html("Правила сроков: ") + bold(RULES[chosen.rule_set][0].lower()) + ". Для новых документов; "
            "действующие карты не меняются.",
            Html("Сообщения: ")
            + bold("коротко" if chosen.is_brief else "полностью")
            + BRIEF[chosen.is_brief],
            Html("Файлы подтверждений: ")
            + bold("присылают сюда" if chosen.takes_files else "хранятся у вас")
            + FILES[chosen.takes_files],
            _backup(backup, actor.time_zone),
            "",
            "Час сводки, ниже тихие часы:",
        ),
        buttons=(
            hours,
            tuple(nights[:2]),
            tuple(nights[2:]),
            (Button("Порядок напоминаний", LadderButton(LadderOf.DEPARTMENT.value, actor.department_id)),),
            (Button("Правила сроков", DepartmentRulesButton("")),),
            (_switch("Только инициалы и номер пункта", BriefButton, is_on=chosen.is_brief),),
            (_switch("Файлы не через мессенджер", TakeFilesButton, is_on=not chosen.takes_files, on=0),),
            (Button("‹ Меню", MenuButton()),),
        ),
    )


def _backup(seen: SeenBackup, time_zone: str) -> str:
    if not seen.last.is_kept:
        return "Резервные копии бот здесь не делает: спросите того, кто обслуживает сервер, кто их делает."
    made_at = seen.last.made_at
    if made_at is None:
        return "⚠️ Резервной копии ещё не было. Скажите об этом тому, кто обслуживает сервер."
    made = f"Последняя резервная копия: {moment(made_at, time_zone)}."
    return f"⚠️ {made} Скажите тому, кто обслуживает сервер." if seen.is_worrying else made


def _switch(label: str, press: Callable[[int], ButtonData], *, is_on: bool, on: int = 1) -> Button:
    """A choice that is on or off; the button presses the other one, `on` is what turns it on."""
    return Button(f"{'☑' if is_on else '☐'} {label}", press(1 - on if is_on else on))


def _marked(label: str, is_chosen: bool) -> str:
    return f"• {label}" if is_chosen else label


def rules(chosen: DepartmentSettings) -> Notice:
    """The rule sets, the one that new documents are read by marked."""
    return Notice(
        body=lines(
            bold("Правила сроков"),
            "",
            *(Html("• ") + bold(label) + f": {meaning}." for label, meaning in RULES.values()),
            "",
            "Так будут прочитаны новые документы. Действующие карты не меняются.",
        ),
        buttons=(
            *(
                (Button(f"{'☑' if name == chosen.rule_set else '☐'} {label}", DepartmentRulesButton(name)),)
                for name, (label, _) in RULES.items()
            ),
            (Button("‹ Настройки", DepartmentSettingsButton()),),
        ),
    )
