"""Lists of people: what one would change, row by row, and what it has changed."""

from collections.abc import Sequence

from roadmap.people.persons import Role, UnitKind
from roadmap.people.staff_lists import StaffListState
from roadmap.people.staff_plan import Fate, Likeness, PlannedLine, StaffPlan, Touched
from services.buttons.invitations import InvitationsButton
from services.buttons.people import (
    DropStaffButton,
    LoadStaffButton,
    SameNameButton,
    StaffListButton,
    StaffSheetButton,
    UnitsButton,
)
from services.notice import Button, ButtonStyle, Html, Notice, bold, lines, text
from services.people.staff_lists import StaffLoaded, StaffPreview
from services.people.staff_sheets import StaffFile
from texts.people.people import KIND_NAMES, ROLE_NAMES
from texts.plural import plural
from texts.short import shortened

NAME_LENGTH = 60
REASONS = {
    "no-unit": "не названа организация",
    "no-name": "не названо имя. Убрать человека таблицей нельзя: откройте его в боте",
    "no-such-unit": "организации «{detail}» нет",
    "unknown-kind": "вид организации «{detail}» не понятен. Подходят: управление, школа, центр, другое",
    "unknown-role": "роль «{detail}» не понятна. "
    "Подходят: исполнитель, куратор, координатор, руководитель, наблюдатель",
    "unknown-zone": "часовой пояс «{detail}» не понятен. Подходят: МСК+2, Омск, Asia/Omsk",
    "name-length": "название или имя длиннее {detail} знаков",
    "namesakes": "таких людей двое: {detail}. Измените нужного в боте",
    "group": "«{detail}» – группа организаций. Напишите одну организацию",
    "gone": "этого человека или организации в боте больше нет",
    "meanwhile": "строку тем временем изменили в боте. Сейчас там: {detail}",
    "last-coordinator": "это последний координатор управления, роль снять нельзя",
}
"""Why a row cannot be taken."""
_KIND_WORDS = {
    UnitKind.DEPARTMENT: "управление",
    UnitKind.GROUP: "группа",
    **{kind: name.lower() for kind, name in KIND_NAMES.items()},
}
_LIST_WANTED = "Пришлите таблицу .xlsx или .csv: организация, сотрудник, должность, роль."


def reason_words(reason: str, detail: str) -> str:
    """Why a row cannot be taken, as part of a sentence."""
    return REASONS[reason].format(detail=detail)


def preview(view: StaffPreview) -> Notice:
    """What loading would change: counts, then rows with those first that need a look."""
    if view.state is not StaffListState.OPEN:
        return _settled(view)
    return Notice(
        body=lines(
            bold("Это список людей."),
            shortened(view.file_name, NAME_LENGTH),
            "",
            *count_lines(view.plan),
            _ignored(view.ignored),
            "",
            *(_pages(view)),
            *(line_words(line) for line in view.lines),
            "",
            "Кого в списке нет, останется как есть." if view.plan.lines else None,
        ),
        buttons=(
            *_same_keys(view),
            *_turn(view),
            *_load_keys(view),
        ),
    )


def count_lines(plan: StaffPlan) -> list[str]:
    """How many rows meet what; what is nought is left out."""
    counts = [
        ("Новых людей", plan.new_persons),
        ("Новых организаций", plan.new_units),
        ("Изменится строк", plan.count(Fate.CHANGED)),
        ("Без изменений", plan.count(Fate.SAME)),
        ("Нельзя взять", plan.count(Fate.REFUSED)),
        ("Похоже на тех, кто уже есть", sum(bool(line.alike) for line in plan.lines)),
    ]
    found = [f"{name}: {count}" for name, count in counts if count]
    return found or ["В списке нет ни одной строки."]


def line_words(line: PlannedLine) -> Html:
    """One row of the list and what becomes of it."""
    head = Html(f"{line.line}. ") + bold(shortened(line.person or line.unit, NAME_LENGTH))
    if line.fate is Fate.REFUSED:
        return Html("⚠ ") + head + f": не взять, {reason_words(line.reason, line.detail)}"
    return head + _about(line) + ": " + _fate_words(line) + "".join(map(_like_words, line.alike))


def loaded(done: StaffLoaded) -> Notice:
    """What has been changed, and what is next."""
    plan = done.plan
    refused = plan.count(Fate.REFUSED)
    return Notice(
        body=lines(
            bold("Список загружен." if not plan.is_empty else "Менять было нечего."),
            "",
            *(line for line in count_lines(plan) if not line.startswith(("Нельзя", "Похоже"))),
            f"Не взято строк: {refused}. Исправьте их и пришлите список ещё раз." if refused else None,
            f"Ещё не в чате: {plural(done.without_chat, 'человек', 'человека', 'человек')}. "
            "Разошлите им ссылки или распечатайте лист."
            if done.without_chat
            else None,
        ),
        buttons=(
            *((INVITE,) if done.without_chat else ()),
            (Button("Организации и люди", UnitsButton(0)),),
        ),
    )


def dropped() -> Notice:
    return Notice(
        body=text("Список не загружен, всё осталось как было."),
        buttons=((Button("Организации и люди", UnitsButton(0)),),),
    )


def sheet_caption(made: StaffFile) -> Notice:
    """Under the workbook: how to use it."""
    return Notice(
        body=lines(
            bold("Список людей"),
            plural(made.people, "человек", "человека", "человек"),
            "",
            "Меняйте прямо в таблице и пришлите её сюда: покажу, что изменится, и спрошу. "
            "Новый человек: новая строка внизу.",
        )
    )


def sheet_name() -> str:
    """Of the file."""
    return "Список людей.xlsx"


MAKING = "Готовлю таблицу…"
INVITE = (Button("Пригласить", InvitationsButton(0), style=ButtonStyle.PRIMARY),)


def _settled(view: StaffPreview) -> Notice:
    was = "уже загружен" if view.state is StaffListState.LOADED else "не загружен: вы от него отказались"
    return Notice(
        body=text(f"Этот список {was}. {_LIST_WANTED}"),
        buttons=((Button("Организации и люди", UnitsButton(0)),),),
    )


def _ignored(headings: Sequence[str]) -> str | None:
    named = ", ".join(shortened(heading, NAME_LENGTH // 2) for heading in headings[:5])
    return f"Эти столбцы не читаются и не хранятся: {named}." if headings else None


def _pages(view: StaffPreview) -> list[str]:
    return [f"Строки, страница {view.page + 1} из {view.pages}:"] if view.pages > 1 else []


def _about(line: PlannedLine) -> str:
    if not line.person:
        return ""
    role = ROLE_NAMES[line.role] if line.role else ""
    parts = (line.post, role, shortened(line.unit, NAME_LENGTH))
    return "".join(f", {part}" for part in parts if part)


def _fate_words(line: PlannedLine) -> str:
    new = [
        *(["новый человек"] if line.is_new_person else []),
        *(["новая организация"] if line.is_new_unit else []),
    ]
    said = [*new, *(_touched(*change) for change in line.changes)]
    return ", ".join(said) if said else "без изменений"


def _touched(what: Touched, before: str) -> str:
    match what:
        case Touched.NAME:
            return f"имя, было «{before}»"
        case Touched.POST:
            return f"должность, было «{before}»" if before else "должность"
        case Touched.ROLE:
            return f"роль, было «{ROLE_NAMES[Role(before)]}»"
        case Touched.ONE_MORE_ROLE:
            return "ещё одна роль"
        case Touched.UNIT:
            return f"переход, было «{before}»"
        case Touched.UNIT_NAME:
            return f"название организации, было «{before}»"
        case Touched.UNIT_KIND:
            return f"вид организации, было «{_KIND_WORDS[UnitKind(before)]}»"
        case Touched.UNIT_ZONE:
            return f"часовой пояс организации, было {before}"


def _like_words(like: Likeness) -> str:
    name = shortened(like.name, NAME_LENGTH)
    return f". Это «{name}»" if like.is_same else f". Похоже на «{name}»"


def _same_keys(view: StaffPreview) -> tuple[tuple[Button, ...], ...]:
    rows: list[tuple[Button, ...]] = []
    for line in view.lines:
        if line.alike and line.fate is not Fate.REFUSED:
            name = shortened(line.alike[0].name, 30)
            is_same = all(like.is_same for like in line.alike)
            label = f"{line.line}: ✓ это «{name}»" if is_same else f"{line.line}: это «{name}»"
            rows.append((Button(label, SameNameButton(view.id, line.line, view.page)),))
    return tuple(rows)


def _turn(view: StaffPreview) -> tuple[tuple[Button, ...], ...]:
    keys = [Button("‹", StaffListButton(view.id, view.page - 1))] if view.page else []
    keys += [Button("›", StaffListButton(view.id, view.page + 1))] if view.page + 1 < view.pages else []
    return (tuple(keys),) if keys else ()


def _load_keys(view: StaffPreview) -> tuple[tuple[Button, ...], ...]:
    if view.plan.is_empty:
        return (
            (Button("Организации и люди", UnitsButton(0)),),
            (Button("Список людей таблицей", StaffSheetButton()),),
        )
    return (
        (Button("Загрузить", LoadStaffButton(view.id), style=ButtonStyle.SUCCESS),),
        (Button("Не загружать", DropStaffButton(view.id)),),
    )
