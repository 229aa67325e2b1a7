"""«Правка таблицей»: the words of the workbook, and what a returned one would change."""

from collections.abc import Callable

from roadmap.language.table_words import HEADINGS
from roadmap.plan.plan_tables import CellTrouble, PlanTableSheet, ReturnState, TableChoice
from services.buttons.packing import ButtonData
from services.buttons.plan import RoadMapButton
from services.buttons.plan_tables import (
    ApplyTableButton,
    DropTableButton,
    MakeTableButton,
    TableButton,
    TableChoiceButton,
    TableTroublesButton,
)
from services.notice import Button, ButtonStyle, Html, Notice, bold, italic, lines, text
from services.plan.table_views import MadeTable, RowDifference, TableReview
from texts.control.change_words import change_words
from texts.control.duty_words import measure_name
from texts.plural import plural
from texts.short import moment, of_file_name, shortened

SHEET, LISTS = "План", "Списки"
NOTE = (
    "Меняйте прямо здесь, сохраните и пришлите файл боту: он покажет, что изменится, и спросит. "
    "Новое мероприятие: новая строка внизу. Чтобы убрать мероприятие, выберите «исключить» в столбце "
    "«Состояние»; стёртая строка ничего не убирает. Сроки пишите словами, как в документе."
)
CHOOSE = "Выберите из списка"
MAKING = "Готовлю таблицу…"
TROUBLES_PAGE = 12
Rows = tuple[tuple[Button, ...], ...]
TROUBLES = {
    "cell-deadline": "срок не прочитан, оставлен прежний",
    "cell-deadline-empty": "срок стёрт, оставлен прежний",
    "cell-name": "такой организации или сотрудника нет, исполнители оставлены прежние",
    "cell-nobody": "исполнители стёрты, оставлены прежние",
    "cell-evidence": "нужно «документ», «фото» или «словами», оставлено прежнее",
    "cell-completion": "такого варианта нет, оставлено прежнее",
    "cell-standing": "такого состояния нет, оставлено прежнее",
    "cell-reason": "для отмены нужна причина, мероприятие не отменено",
    "cell-title-empty": "название стёрто, оставлено прежнее",
    "cell-too-long": "слишком длинно, оставлено прежнее; можно знаков",
    "no-title": "у новой строки нет названия, она не взята",
}


def made(sheet: PlanTableSheet) -> str:
    """When the table went out."""
    return f"Таблица для правки плана, выгружена {moment(sheet.made_at, sheet.time_zone)}"


def file_name(table: MadeTable) -> str:
    return f"Правка плана - {of_file_name(table.map_name, 60)}.xlsx"


def caption(table: MadeTable) -> Notice:
    """Under the file."""
    count = plural(table.measures, "мероприятие", "мероприятия", "мероприятий")
    return Notice(
        body=lines(
            bold(f"Правка таблицей: {shortened(table.map_name, 80)}"),
            f"{count}. Измените и пришлите файл сюда: сначала покажу, что изменится, потом сохраню.",
        )
    )


def table_button(road_map_id: int) -> Button:
    return Button("Правка таблицей", MakeTableButton(road_map_id))


# What a returned table would change


def review(view: TableReview) -> Notice:
    """A page of the rows that change something, those to be decided about first."""
    if view.state is not ReturnState.REVIEWING:
        return _settled(view)
    return Notice(
        body=lines(
            bold("Таблица прочитана"),
            f"{shortened(view.map_name, 100)}, выгружена {moment(view.made_at, view.time_zone)}",
            _sum(view),
            _troubles_line(view),
            *(_row(row, view) for row in view.rows),
            "" if view.pages > 1 else None,
            f"Страница {view.page + 1} из {view.pages}" if view.pages > 1 else None,
        ),
        buttons=(
            *_choice_rows(view),
            *_turn(view.page, view.pages, lambda page: TableButton(view.id, page)),
            *_decide_rows(view),
        ),
    )


def _sum(view: TableReview) -> str:
    if not view.count:
        return "Изменений нет: план остаётся как есть."
    parts = (
        ("изменится", view.count - view.added - view.dropped - view.gone),
        ("новых", view.added),
        ("исключается", view.dropped),
        ("уже исключено из плана", view.gone),
    )
    return "Строк: " + ", ".join(f"{words} {count}" for words, count in parts if count)


def _troubles_line(view: TableReview) -> Html | None:
    said = []
    if view.troubles:
        said.append(f"не взято ячеек: {len(view.troubles)}")
    if view.unknown:
        said.append(f"чужих строк: {view.unknown}")
    return text(f"⚠ {'; '.join(said)}") if said else None


def _row(row: RowDifference, view: TableReview) -> Html:
    content = row.before or row.after
    name = measure_name(content.number, content.title, 100)
    head = Html(f"Строка {row.line}: ") + name
    if row.is_gone:
        return lines("", head, "уже исключено из плана: строка не взята")
    if row.before is None or row.measure_id is None:
        deadline = f", срок «{shortened(row.after.deadline_text, 60)}»" if row.after.deadline_text else ""
        return lines("", head, f"новое мероприятие{deadline}")
    changed = change_words(row.before, row.after, row.aspects, view.names)
    if row.choice is TableChoice.PLAN:
        kept = [one for one in row.aspects if one not in row.disputed]
        changed = change_words(row.before, row.after, kept, view.names)
    return lines("", head, *changed, _dispute(row))


def _dispute(row: RowDifference) -> Html | None:
    if not row.disputed:
        return None
    words = {
        None: "❗ Пока таблица была у вас, это изменили и в боте («было» уже новое). Как оставить?",
        TableChoice.TABLE: "Изменили и в боте; останется как в таблице.",
        TableChoice.PLAN: "Изменили и в боте; останется как в боте.",
    }
    return italic(words[row.choice])


def _choice_rows(view: TableReview) -> Rows:
    rows = [_choice_row(view, row) for row in view.rows if row.disputed and not row.is_gone]
    if view.undecided > 1:
        rows.append(
            (
                Button("Везде из таблицы", TableChoiceButton(view.id, 0, TableChoice.TABLE.value, view.page)),
                Button("Везде как в боте", TableChoiceButton(view.id, 0, TableChoice.PLAN.value, view.page)),
            )
        )
    return tuple(rows)


def _choice_row(view: TableReview, row: RowDifference) -> tuple[Button, ...]:
    keys = []
    for choice, label in ((TableChoice.TABLE, "из таблицы"), (TableChoice.PLAN, "как в боте")):
        mark = "✓ " if row.choice is choice else ""
        data = TableChoiceButton(view.id, row.line, choice.value, view.page)
        keys.append(Button(f"{mark}{row.line}: {label}", data))
    return tuple(keys)


def _decide_rows(view: TableReview) -> Rows:
    rows: list[tuple[Button, ...]] = []
    if view.troubles:
        rows.append((Button(f"Что не взято ({len(view.troubles)})", TableTroublesButton(view.id, 0)),))
    takes = view.count - view.gone
    if takes and not view.undecided:
        label = f"Сохранить: {plural(takes, 'строка', 'строки', 'строк')}"
        rows.append((Button(label, ApplyTableButton(view.id), style=ButtonStyle.SUCCESS),))
    rows.append((Button("Не сохранять", DropTableButton(view.id)),))
    return tuple(rows)


def _turn(page: int, pages: int, to: Callable[[int], ButtonData]) -> Rows:
    keys = []
    if page:
        keys.append(Button("‹ Раньше", to(page - 1)))
    if page + 1 < pages:
        keys.append(Button("Дальше ›", to(page + 1)))
    return (tuple(keys),) if keys else ()


def _settled(view: TableReview) -> Notice:
    words = {
        ReturnState.APPLIED: "Эта таблица уже сохранена в плане.",
        ReturnState.DROPPED: "Эту таблицу решено не сохранять. Чтобы вернуться к ней, пришлите файл снова.",
    }
    return Notice(
        body=lines(words[view.state]), buttons=((Button("‹ К карте", RoadMapButton(view.road_map_id)),),)
    )


def troubles(view: TableReview, page: int) -> Notice:
    """What could not be taken, by row and column."""
    found = view.troubles
    pages = max(1, -(-len(found) // TROUBLES_PAGE))
    page = min(max(page, 0), pages - 1)
    shown = found[page * TROUBLES_PAGE : (page + 1) * TROUBLES_PAGE]
    return Notice(
        body=lines(
            bold("Что не взято из таблицы"),
            "Остальное в этих строках взято. Исправьте в файле и пришлите снова или внесите в боте.",
            "",
            *map(_trouble, shown),
        ),
        buttons=(
            *_turn(page, pages, lambda to: TableTroublesButton(view.id, to)),
            (Button("‹ К таблице", TableButton(view.id, 0)),),
        ),
    )


def _trouble(trouble: CellTrouble) -> Html:
    said = f" «{shortened(trouble.words, 60)}»" if trouble.words else ""
    return text(f"• строка {trouble.line}, «{HEADINGS[trouble.column]}»{said}: {TROUBLES[trouble.code]}")


def dropped() -> Notice:
    return Notice(body=lines("Хорошо, план остаётся как есть. Таблицу можно прислать снова."))
