"""Plans as departments of invented districts lay them out: one builder for each kind of layout."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from tests.documents.plans import excel, word

Cell = str | tuple[str, int]
"""A text, or a text over so many columns of the grid."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """A file of this layout; `name` says what is special about it."""

    name: str
    filename: str
    data: bytes


def grid(document: Any, columns: int, rows: Sequence[Sequence[Cell]]) -> Any:
    """A ruled table whose cells lie over as many columns as they say."""
    table = document.add_table(rows=len(rows), cols=columns)
    for line, row in zip(table.rows, rows, strict=True):
        place = 0
        for cell in row:
            text, span = (cell, 1) if isinstance(cell, str) else cell
            merged = line.cells[place]
            if span > 1:
                merged = merged.merge(line.cells[place + span - 1])
            merged.text = text
            place += span
    return table


def _text(name: str, *lines: str) -> Layout:
    return Layout(name=name, filename="план.txt", data="\n".join(lines).encode())


def _word(name: str, fill: Callable[[Any], None]) -> Layout:
    return Layout(name=name, filename="план.docx", data=word(fill))


def _moved_edges(document: Any) -> None:
    document.add_paragraph("План мероприятий Мошниковского округа на 2026 год")
    heading: list[Cell] = ["№", ("Мероприятие", 2), ("Срок", 2), ("Отв. лица", 2)]
    grid(
        document,
        7,
        [
            heading,
            ["1", "Смотр школьных музеев", ("март", 3), ("Завуч", 2)],
            [("2", 2), ("Слёт краеведов", 2), "май", ("Тренер", 2)],
        ],
    )
    document.add_paragraph("")
    grid(document, 5, [["3", "Чтения", ("июнь", 2), "Методист"], ["4", "Выставка", ("октябрь", 2), "Завхоз"]])


def _foreign_tables(document: Any) -> None:
    document.add_paragraph("Совместный план по безопасности Луговского района")
    document.add_paragraph("на 2026-2027 учебный год")
    grid(document, 3, [["Содержание работы", "Сроки", "Исп."], ["Урок дороги", "сентябрь", "педагоги"]])
    document.add_paragraph("Сведения о нарушениях")
    grid(
        document,
        3,
        [["Год", "Количество случаев", "Количество детей"], ["2024", "7", "5"], ["2025", "4", "4"]],
    )
    document.add_paragraph("Анкета для родителей")
    grid(document, 3, [["Вопрос", "Да", "Нет"], ["Знает ли ребёнок дорогу?", "", ""]])
    document.add_paragraph("Начальник отдела __________ Ложкина Т.П.")


def _directions(document: Any) -> None:
    document.add_paragraph("Комплекс мер Заозёрского района на 2026 год")
    heading: list[Cell] = ["№", "Направление", "Задачи", "Сроки", "Ответств."]
    table = grid(
        document,
        5,
        [
            heading,
            ["I", "Диагностика", "Изучить запросы", "март", "Психолог"],
            ["II", "", "Составить карты", "май", "Логопед"],
            ["III", "Обучение", "Провести курс", "июнь", "Методист"],
        ],
    )
    table.cell(1, 1).merge(table.cell(2, 1))


def _quarters(document: Any) -> None:
    document.add_paragraph("План-график проверок на 2026 год")
    first: list[Cell] = ["№", "Мероприятие", ("Кварталы", 4), "Исполнители"]
    table = grid(
        document,
        7,
        [
            first,
            ["", "", "1", "2", "3", "4", ""],
            ["1", "Проверка столовых", "+", "", "х", "", "Завхоз"],
            ["2", "Проверка спортзалов", "", "v", "", "", "Тренер"],
        ],
    )
    for column in (0, 1, 6):
        table.cell(0, column).merge(table.cell(1, column))


def _councils(document: Any) -> None:
    document.add_paragraph("План работы совета школы на 2026-2027 учебный год")
    heading: list[Cell] = ["", "Вопросы к обсуждению", "Докладывает", "Сроки"]
    grid(document, 4, [heading, ["Тема: «Лето»", "Итоги лета", "директор", "28 августа"]])
    grid(
        document,
        4,
        [["Тема: «Зима»", "Ход зимовки", "завхоз", "20 января"], ["", "О каникулах", "завуч", ""]],
    )


def _shared_cell(document: Any) -> None:
    document.add_paragraph("План мероприятий школы наставников на 2026 год")
    heading: list[Cell] = ["№", "Мероприятие", "Срок", "Ответственный"]
    grid(
        document,
        4,
        [
            heading,
            ["5", "Школа наставника:\n5.1. Встреча пар", "Постоянно\nОктябрь 2026", "Методист"],
            ["", "5.2. Слёт пар", "май", "Тренер"],
            ["6", "Изучение итогов:", "", ""],
            ["6.1", "Опрос", "июнь", "Психолог"],
        ],
    )


LAYOUTS = (
    _text(
        "rows without numbers and dates",
        "Циклограмма кружков посёлка Ручьи на 2026 год",
        "Мероприятие\tСрок\tОтветственный",
        "собрания секций\tмарт\tтренер",
        "Поход\tпри наличии заявок\tвоспитатели",
        "беседа,\tмай\tзавуч",
        "Сбор\t-\tпедагоги",
        "Совет\tавгуст\tдиректор",
    ),
    _word("edges of columns moved", _moved_edges),
    _word("tables of something else", _foreign_tables),
    _text(
        "days under months in a plan of one quarter",
        "План работы дома творчества на II квартал 2026 года",
        "№\tВид деятельности\tДата\tОтв.",
        "АПРЕЛЬ\t\t\t",
        "1\tКонцерт\t25-26\tПедагог",
        "2\tСмотр\tдо 20\tЗавуч",
        "МАЙ\t\t\t",
        "3\tПоход\tв течение месяца\tТренер",
        "4\tСбор\t1 неделя\tВожатый",
    ),
    _text(
        "hours under days",
        "План каникул лагеря «Искра» на 2026 год",
        "№\tМероприятие\tВремя проведения\tОтветственный",
        "24 марта\t\t\t",
        "1\tЗарядка\t8.30\tТренер",
        "25 марта\t\t\t",
        "2\tКостёр\t20.00-21.00\tВожатый",
    ),
    _text(
        "columns of months",
        "График смотров Полянского округа на 2026-2027 учебный год",
        "№\tМероприятие\tIX\tX\tXI\tXII\tI\tИсполнитель",
        "1\tСмотр хоров\t+\t\t\tх\t\tЗавуч",
        "2\tСмотр музеев\t\t5\t\t\t10-12\tМетодист",
    ),
    _word("quarters counted under one heading", _quarters),
    _text(
        "compound headings",
        "Перечень мероприятий Боровского района на 2026 год",
        "№\tФорма мероприятия, его содержание\tДата, время, место\tУчастники\tОтветств.",
        "1\tКруглый стол\t15 марта, 10.00, актовый зал\tродители\tЗавуч",
        "2\tЯрмарка\tплощадь; 20 апреля\tшкольники\tТренер",
    ),
    _text(
        "plans of two periods in one file",
        "План мероприятий по охране труда на 2025 год",
        "№\tМероприятие\tСрок\tОтветственный",
        "1\tОсмотр здания\tмарт\tЗавхоз",
        "",
        "План мероприятий по безопасности на 2026 год",
        "№\tМероприятие\tСрок\tОтветственный",
        "1\tИнструктаж\tмарт\tЗавуч",
    ),
    _word("tasks beside merged directions", _directions),
    _word("a column without a heading", _councils),
    _word("heading and first sub-row in one cell", _shared_cell),
    _text(
        "marks of execution and several items",
        "План мероприятий Кедровского района на 2026 год",
        "№\tМероприятие\tСрок\tОтветственный\tОтметка об исполнении",
        "1\tСмотр\tмарт\tЗавуч\tВыполнено 15.03.2026",
        "2\tСлёт\tмай\tТренер\tне проведён из-за паводка",
        "3\t1) Чтения. 2) Выставка.\tиюнь, октябрь\tМетодист\t",
    ),
    _text(
        "bars without a leading one",
        "План мероприятий Верхнеозёрского округа на 2026 год",
        "N п/п | Мероприятие | Исполнитель | Срок исполнения |",
        "1. | Издание приказа | отдел образования | январь 2026 г. |",
        "2. | Отбор детей <7 лет & младше | отдел образования | март 2026 г. |",
    ),
    Layout(
        name="a signature among the rows of a sheet",
        filename="план.xlsx",
        data=excel(
            [
                ("План мероприятий посёлка Ключи на 2026 год",),
                (None,),
                ("№", "Мероприятие", "Срок", "Отв."),
                (1, "Смотр", "март", "Завуч"),
                (2, "Слёт", "май", "Тренер"),
                ("Начальник отдела", None, "Ложкина Т.П."),
            ]
        ),
    ),
    Layout(
        name="plain headings in an order of one's own",
        filename="план.xlsx",
        data=excel(
            [
                ("Комплекс мер по школьному спорту Мошниковского округа на 2027 год",),
                (None,),
                ("Кто отвечает", "Когда", "Пункт", "Что делаем", "Итог"),
                ("Все школы", "до 1.03.2027", 1, "Открыть секции", "приказы"),
                ("СОШ № 4", "15 апреля;\n15 октября", 2, "Дни здоровья", "отчёт"),
            ]
        ),
    ),
)


def layout(name: str) -> Layout:
    """The layout of this name."""
    return next(one for one in LAYOUTS if one.name == name)
