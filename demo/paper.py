"""What the people of the story hold in their hands: the signed document, a staff list, a photo."""

import io

from docx import Document
from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Cm, Pt
from PIL import Image, ImageDraw

STAFF = """организация;вид;сотрудник;должность;роль
Отдел образования;управление;Ветрова Ольга Игоревна;главный специалист;куратор
Отдел образования;управление;Ветрова Ольга Игоревна;главный специалист;исполнитель
Отдел образования;управление;Заречная Нина Павловна;начальник отдела;руководитель
Методический центр;центр;Снегов Игорь Львович;методист;исполнитель
Школа № 3;школа;Лугова Анна Петровна;заместитель директора;исполнитель
Школа № 8;школа;Тихая Марина Юрьевна;директор;исполнитель
"""

NEWCOMERS = """организация;вид;сотрудник;должность;роль
Школа № 8;школа;Речной Павел Ильич;учитель математики;исполнитель
Школа № 8;школа;Ясная Дарья Олеговна;учитель истории;исполнитель
"""

TITLE = (
    "План мероприятий («дорожная карта») по повышению качества образования "
    "в школах Приозёрного района на 2026-2027 учебный год"
)
HEADER = ("№ п/п", "Мероприятие", "Срок исполнения", "Ответственные", "Ожидаемый результат")
ROWS: tuple[tuple[str, ...], ...] = (
    ("1. Организация и диагностика",),
    (
        "1.1",
        "Диагностика читательской грамотности шестиклассников",
        "Октябрь",
        "Руководители ОО",
        "Справка по школе",
    ),
    (
        "1.2",
        "График индивидуальных занятий с отстающими учениками",
        "До 30 октября 2026, далее ежегодно",
        "Школа № 3",
        "График на стенде школы",
    ),
    (
        "1.3",
        "Банк заданий для подготовки к пробным экзаменам",
        "до 20.11.2026",
        "Методический центр",
        "Задания на сайте центра",
    ),
    ("2. Помощь учителям",),
    ("2.1", "Открытый урок опытного учителя", "1 раз в квартал", "Школа № 3", "Разработка урока"),
    ("2.2", "Встречи с молодыми учителями", "Постоянно", "Методический центр", "Журнал встреч"),
    (
        "2.3",
        "Семинар о работе с родителями неуспевающих",
        "Ноябрь - декабрь",
        "Методический центр",
        "Программа семинара",
    ),
    ("3. Итоги",),
    ("3.1", "Выезды специалистов в школы", "По отдельному графику", "Отдел образования", "Справки о выездах"),
    ("3.2", "Отчёт школы об успеваемости за полугодие", "К 25 декабря", "Руководители ОО", "Отчёт"),
    ("3.3", "Сопровождение детей группы риска", "В течение года", "Руководители ОО", "Карты сопровождения"),
)


def signed_document() -> bytes:
    """The road map as Word has it: an order in the corner, a title, a table with section rows."""
    document = Document()
    normal = document.styles["Normal"]
    normal.font.name, normal.font.size = "Times New Roman", Pt(12)
    normal.paragraph_format.space_after = Pt(0)
    page = document.sections[0]
    page.orientation = WD_ORIENT.LANDSCAPE
    page.page_width, page.page_height = page.page_height, page.page_width
    corner = document.add_paragraph("Утверждён приказом отдела образования\nот 21.09.2026 № 114")
    corner.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    title = document.add_paragraph()
    title.alignment = WD_ALIGN_PARAGRAPH.CENTER
    run = title.add_run(TITLE)
    run.bold, run.font.size = True, Pt(14)
    table = document.add_table(rows=1, cols=len(HEADER), style="Table Grid")
    for cell, words in zip(table.rows[0].cells, HEADER, strict=True):
        cell.paragraphs[0].add_run(words).bold = True
    for row in ROWS:
        cells = table.add_row().cells
        if len(row) == 1:
            cells[0].merge(cells[-1]).text = row[0]
        else:
            for cell, words in zip(cells, row, strict=True):
                cell.text = words
    for column, width in zip(table.columns, (1.5, 9, 5, 5, 5), strict=True):
        column.width = Cm(width)
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def photo(sheet: int = 0) -> bytes:
    """A snapshot of a sheet on a wall, JPEG; another number is another sheet."""
    image = Image.new("RGB", (960, 720), ("#d8cfc0", "#c9d3c4", "#d0cbd8")[sheet % 3])
    draw = ImageDraw.Draw(image)
    draw.rectangle((140, 90, 820, 640), fill="#fbfaf6", outline="#8a7f70", width=6)
    draw.rectangle((140, 90, 820, 160), fill="#3c6e8f")
    for line in range(7):
        draw.line((160, 200 + line * 60, 800, 200 + line * 60), fill="#9fb4c0", width=3)
    for column in (300, 430, 560, 690):
        draw.line((column, 180, column, 620), fill="#9fb4c0", width=3)
    for row, column in ((0, 0), (1, 2), (2, 1), (3, 3), (4, 0), (5, 2)):
        draw.rectangle(
            (310 + column * 130, 210 + row * 60, 420 + column * 130, 250 + row * 60), fill="#e8b04a"
        )
    for x, y in ((150, 100), (810, 100), (150, 630), (810, 630)):
        draw.ellipse((x - 9, y - 9, x + 9, y + 9), fill="#b03a2e")
    buffer = io.BytesIO()
    image.save(buffer, "JPEG", quality=88)
    return buffer.getvalue()
