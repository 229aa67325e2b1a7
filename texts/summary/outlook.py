"""«Что уйдёт»: what is to be sent within a month, to whom."""

from collections.abc import Callable
from datetime import date

from roadmap.control.duty_lines import DutyLine
from roadmap.delivery.kinds import DeliveryKind
from roadmap.people.persons import Role
from roadmap.reminding.expected import Expected, Occasion, Piece
from roadmap.summary.outlook import OutlookBy
from services.buttons.people import MenuButton
from services.buttons.summary import GoneButton, OutlookButton
from services.notice import Button, Html, Notice, bold, italic, lines
from services.reminding.escalation import part_of
from services.summary.outlook import Outlook, OutlookChoice
from texts.control.duty_lists import page_words, turn
from texts.control.duty_words import number
from texts.plural import day, form, plural, weekday
from texts.short import shortened

NAME, TITLE, PIECES = 40, 60, 4
BY = {
    OutlookBy.ROAD_MAP: ("По картам", "какой карте"),
    OutlookBy.UNIT: ("По организациям", "какой организации"),
    OutlookBy.PERSON: ("По людям", "кому"),
}
SHARED = {
    OutlookBy.ROAD_MAP: "Сразу о нескольких картах",
    OutlookBy.UNIT: "Сразу о нескольких организациях",
    OutlookBy.PERSON: "Сразу нескольким людям",
}
OCCASIONS = {
    Occasion.PROMPT: "вопросы мониторинга",
    Occasion.NUDGE: "мониторинг, если ответа ещё нет",
    Occasion.CARD: "мониторинг открыт, как идут ответы",
    Occasion.RESULT: "итоги мониторинга",
    Occasion.QUEUE: "очередь: что ждёт решения",
    Occasion.OVERDUE: "всё просроченное, раз в неделю",
    Occasion.NOBODY: "некому напомнить о поручении",
    Occasion.LETTER: "письмо руководителю на неделю",
    Occasion.LATE: "решения кураторов опаздывают",
    Occasion.MONDAY: "что ждёт на этой неделе",
}
IF_NOTHING_CHANGES = (
    "Это если ничего не изменится: отчёты, решения, переносы и отпуска уберут лишнее. Не вошло то, что люди "
    "ещё сделают: новые отчёты, просьбы и решения по ним."
)


def outlook(view: Outlook, noun_of: Callable[[DeliveryKind], str]) -> Notice:
    """The month in numbers, then what to choose from, or what was chosen message by message."""
    if view.id:
        return _of_one(view, noun_of)
    if view.by is not OutlookBy.ALL:
        return _choose(view)
    return Notice(
        body=lines(
            bold(f"Что уйдёт до {day(view.until, today=view.today)}"),
            "",
            _counted(view),
            *(_week(monday, count, view.today) for monday, count in view.weeks),
            "",
            italic(IF_NOTHING_CHANGES),
        ),
        buttons=(
            *((Button(label, OutlookButton(by.value, 0, 0)),) for by, (label, _) in BY.items()),
            (Button("Что ушло", GoneButton("", 0, 0)),),
            (Button("‹ Меню", MenuButton()),),
        ),
    )


def _counted(view: Outlook) -> str:
    if not view.count:
        return "В этот месяц ничего не придёт: сроков с напоминаниями нет."
    people = f"{form(view.people, 'получит', 'получат', 'получат')} {_people(view.people)}"
    return f"{_messages(view.count)}, {people}; одному человеку в один день не больше {view.most}."


def _people(count: int) -> str:
    return plural(count, "человек", "человека", "человек")


def _week(monday: date, count: int, today: date) -> str:
    return f"• неделя с {day(monday, today=today)}: {_messages(count)}"


def _messages(count: int) -> str:
    return plural(count, "сообщение", "сообщения", "сообщений")


def _choose(view: Outlook) -> Notice:
    label, _ = BY[view.by]
    return Notice(
        body=lines(
            bold(f"Что уйдёт: {label.lower()}"),
            _adds_up(view),
            page_words(view.paging),
            "",
            *(_choice(each) for each in view.choices),
            None if view.choices else "В этот месяц ничего не придёт.",
        ),
        buttons=(
            *(
                (Button(shortened(each.name, NAME), OutlookButton(view.by.value, each.id, 0)),)
                for each in view.choices
            ),
            *turn(view.paging, lambda page: OutlookButton(view.by.value, 0, page)),
            (Button("‹ Что уйдёт", OutlookButton("", 0, 0)),),
        ),
    )


def _adds_up(view: Outlook) -> str | None:
    """How the numbers of the list make up the whole."""
    if not view.count:
        return None
    said = [f"Всего {_messages(view.count)}."]
    if view.shared:
        said.append(f"{SHARED[view.by]}: {view.shared}, каждое посчитано у всех, о ком оно.")
    if view.apart:
        said.append(f"Сразу обо всём (письмо, очередь решений): {view.apart}, в списке их нет.")
    return " ".join(said)


def _choice(each: OutlookChoice) -> Html:
    return Html("• ") + bold(shortened(each.name, NAME)) + f": {_messages(each.count)}"


def _of_one(view: Outlook, noun_of: Callable[[DeliveryKind], str]) -> Notice:
    whom = "" if view.by is OutlookBy.PERSON else f", получателей: {view.people}"
    return Notice(
        body=lines(
            bold(f"Что уйдёт: {shortened(view.name, TITLE)}"),
            f"До {day(view.until, today=view.today)}: {_messages(view.count)}{whom}.",
            page_words(view.paging),
            *(line for each in view.expected for line in _expected(each, view, noun_of)),
        ),
        buttons=(
            *turn(view.paging, lambda page: OutlookButton(view.by.value, view.id, page)),
            (Button("Что ушло", GoneButton(view.by.value, view.id, 0)),),
            (Button(f"‹ {BY[view.by][0]}", OutlookButton(view.by.value, 0, 0)),),
        ),
    )


def _expected(each: Expected, view: Outlook, noun_of: Callable[[DeliveryKind], str]) -> list[Html | str]:
    when = f"{weekday(each.on)}, {day(each.on, today=view.today)}"
    whom = "" if view.by is OutlookBy.PERSON else f": {shortened(each.recipient.name, NAME)}"
    unreached = " (не в чате)" if each.recipient.place is None else ""
    said: list[Html | str] = ["", bold(f"{when}{whom}{unreached}")]
    told = list(dict.fromkeys(_piece(piece, view, noun_of) for piece in each.pieces))
    said += [f"• {words}" for words in told[:PIECES]]
    return [*said, f"…и ещё {len(told) - PIECES}"] if len(told) > PIECES else said


def _piece(piece: Piece, view: Outlook, noun_of: Callable[[DeliveryKind], str]) -> str:
    if piece.occasion is Occasion.IN_LINE and piece.kind is not None:
        return noun_of(piece.kind)
    is_named = len(view.maps) > 1 and view.by is not OutlookBy.ROAD_MAP
    name = view.maps.get(piece.road_map_id or 0, "") if is_named else ""
    of_map = f" ({shortened(name, NAME)})" if name else ""
    duty = view.duties.get(piece.duty_id) if piece.duty_id is not None else None
    if duty is None:
        return f"{OCCASIONS.get(piece.occasion, 'напоминание')}{of_map}"
    about = number(duty.number) or shortened(duty.title, NAME)
    return f"{about}{of_map}: {stage_words(piece.stage, duty)}"


def stage_words(stage: str, duty: DutyLine) -> str:
    """What a stage of the ladder says, in a few words."""
    role = part_of(stage)
    if role is not Role.EXECUTOR:
        whom = "куратору" if role is Role.CURATOR else "руководителю"
        return f"{whom} о просрочке, {shortened(duty.assignee, NAME)}"
    if stage.startswith("taken"):
        return "взято в работу, как идёт?"
    offset = int(stage)
    if offset < 0:
        return f"до срока {plural(-offset, 'рабочий день', 'рабочих дня', 'рабочих дней')}"
    return "последний день" if offset == 0 else f"просрочено, {offset}-й рабочий день"
