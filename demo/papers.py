"""The last evening of the quarter: everything that leaves the building is taken out of the chats."""

import io
import zipfile

import aiohttp

from demo import paper
from demo.scene import Scene
from demo.stage import DemoFailed
from demo.story import MEMO, Cast

PICTURES = (
    "Картинка 1, разделы.png",
    "Картинка 2, сроки по организациям.png",
    "Картинка 3, год по месяцам.png",
    "Картинка 4, нагрузка.png",
)
FORM, ANALYSIS, WORKBOOK = "Форма с отметками.docx", "Аналитическая справка.docx", "Сводный отчёт.xlsx"
FORM_OF_SCHOOL = "Форма одной организации, школа № 8.docx"
EVIDENCE, INDEX = "Подтверждения.zip", "Подтверждения, опись с паспортами.html"
SHEET, PRINTED = "Лист приглашений.docx", "Список на бумаге, школа № 8.docx"
DATES_OF_SCHOOL, DATES_OF_ANNA = "Календарь школы № 8.ics", "Календарь Анны Луговой.ics"
TABLE = "План для правки.xlsx"
AS_JSON, AS_CSV = "API, мероприятия.json", "API, исполнение.csv"
MEETING_PICTURE, MEETING_PAGE = "К совещанию, картинка.png", "К совещанию.docx"
SECTION, SCHOOL_FORM = "Форма раздела.docx", "Форма мониторинга, школа № 8.xlsx"
MINUTES = """Протокол совещания от 30.12.2026 № 4
Школе № 8 — представить план ремонта до 20 января. Результат: план
Снегову И. Л. — подготовить справку в течение 10 дней
"""
SIGNED_BY = "Начальник отдела образования ____________ Н. П. Заречная"
LEFT = (
    *(FORM, FORM_OF_SCHOOL, ANALYSIS, WORKBOOK, *PICTURES, EVIDENCE, INDEX, MEMO),
    *(SHEET, PRINTED, DATES_OF_SCHOOL, DATES_OF_ANNA, TABLE, AS_JSON, AS_CSV),
    *(MEETING_PICTURE, MEETING_PAGE, SECTION, SCHOOL_FORM),
)
"""Everything the demo leaves beside the transcript."""


async def the_quarter_is_put_on_paper(scene: Scene, cast: Cast) -> None:
    """The form to be signed, the analysis, the workbook, four pictures and the archive of the quarter."""
    vera = cast.vera
    await scene.at("2026-12-30T18:40")
    await vera.says("/menu")
    await vera.sees("Меню")
    await vera.presses("Отчёт")
    await vera.sees("Сводный отчёт")
    await vera.presses("4 кв. 2026")
    await vera.sees("Отчёт за 4 квартал 2026 года")
    await vera.presses("Кто подписывает")
    await vera.sees("Кто подписывает")
    await vera.says(SIGNED_BY)
    await vera.sees("Под формой будет стоять")
    await vera.presses("Назад")
    await vera.sees("Отчёт за 4 квартал 2026 года")
    for button, name in (
        ("Форма Word", FORM),
        ("Справка Word", ANALYSIS),
        ("Excel", WORKBOOK),
        ("Архив подтверждений", EVIDENCE),
    ):
        await vera.presses(button)
        (file,) = await vera.receives("4 квартал 2026 года")
        await scene.keep(name, file)
    with zipfile.ZipFile(io.BytesIO(scene.files[EVIDENCE])) as archive:
        (page,) = [each for each in archive.namelist() if each.endswith(".html")]
        scene.files[INDEX] = archive.read(page)
    await vera.presses("Картинки")
    for picture, name in zip(await vera.receives("", len(PICTURES)), PICTURES, strict=True):
        await scene.keep(name, picture)
    await vera.presses("Форма одной организации")
    await vera.sees("организаци")
    await vera.presses("Школа № 8")
    (form,) = await vera.receives("Школа № 8")
    await scene.keep(FORM_OF_SCHOOL, form)
    await scene.nobody_else_hears()


async def newcomers_are_invited_on_paper(scene: Scene, cast: Cast) -> None:
    """Two teachers come in January: strips with their codes, and a list for the wall until they join."""
    vera = cast.vera
    await scene.at("2026-12-30T18:55")
    await vera.sends_document(paper.NEWCOMERS.encode(), "Новые учителя.csv")
    await vera.sees("Новых людей: 2")
    await vera.presses("Загрузить")
    await vera.sees("Список загружен")
    await vera.presses("Пригласить")
    await vera.sees("Ещё не в чате: 2 человека")
    await vera.presses("Лист для печати")
    (sheet,) = await vera.receives("Лист приглашений")
    await scene.keep(SHEET, sheet)
    await vera.says("/people")
    await vera.sees("Организации и люди")
    await vera.presses("Школа № 8")
    await vera.sees("Школа № 8")
    await vera.presses("Список на бумаге")
    await vera.sees("За какое время")
    await vera.presses("Январь – март 2027")
    (printed,) = await vera.receives("Школа № 8")
    await scene.keep(PRINTED, printed)
    await vera.presses("К организации")
    await vera.sees("Школа № 8")
    await vera.presses("Сроки в календарь")
    await vera.sees("Школа № 8")
    await vera.presses("Файл")
    (dates,) = await vera.receives("событи")
    await scene.keep(DATES_OF_SCHOOL, dates)
    await scene.nobody_else_hears()


async def dates_and_plan_go_elsewhere(scene: Scene, cast: Cast) -> None:
    """A deputy's dates for her phone, the plan for the office program, tables for the region's dashboard."""
    anna, vera = cast.anna, cast.vera
    await scene.at("2026-12-30T19:10")
    await anna.says("/calendar")
    await anna.sees("Календарь в телефоне")
    await anna.presses("Файл")
    (dates,) = await anna.receives("событи")
    await scene.keep(DATES_OF_ANNA, dates)
    await vera.says("/plan")
    await vera.sees("Дорожные карты")
    await vera.presses("Повышение качества")
    await vera.sees("9 мероприятий")
    await vera.presses("Правка таблицей")
    (table,) = await vera.receives("9 мероприятий")
    await scene.keep(TABLE, table)
    key = (await scene.stage.vekha("api", "give", "дашборд области")).strip()
    for name, address in (
        (AS_JSON, "road-maps/1/measures"),
        (AS_CSV, "road-maps/1/duties?format=csv&quarter=2026-4"),
    ):
        scene.files[name] = await _read(scene.stage.open_url, address, key)
    await scene.nobody_else_hears()


async def a_section_and_a_silent_school_have_forms(scene: Scene, cast: Cast) -> None:
    """The form of one section, and the workbook a school may fill in instead of pressing buttons."""
    vera, marina = cast.vera, cast.marina
    await scene.at("2026-12-30T19:15")
    await vera.says("/plan")
    await vera.sees("Дорожные карты")
    await vera.presses("Повышение качества")
    await vera.sees("9 мероприятий")
    await vera.presses("^2$")
    await vera.sees("Помощь учителям")
    await vera.presses("Отчёт раздела")
    await vera.sees("Отчёт раздела за весь период")
    await vera.presses("Форма Word")
    (section,) = await vera.receives("Помощь учителям")
    await scene.keep(SECTION, section)
    await marina.says("/monitoring")
    await marina.sees("Мониторинг за 4 квартал")
    await marina.presses("В Excel")
    (form,) = await marina.receives("Форма: мониторинг за 4 квартал")
    await scene.keep(SCHOOL_FORM, form)
    await scene.nobody_else_hears()


async def the_head_holds_a_meeting(scene: Scene, cast: Cast) -> None:
    """The head has a picture and a page, types what was decided, and the coordinator approves it."""
    nina, vera = cast.nina, cast.vera
    await scene.at("2026-12-30T19:20")
    await nina.says("/menu")
    await nina.sees("Меню")
    await nina.presses("К совещанию")
    (picture,) = await nina.receives("К совещанию 30 декабря 2026 года")
    await scene.keep(MEETING_PICTURE, picture)
    await nina.presses("Напечатать")
    (page,) = await nina.receives("одна страница для печати")
    await scene.keep(MEETING_PAGE, page)
    await nina.presses("Протокольные поручения")
    await nina.sees("Пришлите одним сообщением")
    await nina.says(MINUTES)
    await nina.sees(
        "Понял так: 2 поручения.*Школа № 8; до 20 января 2027 года.*Снегов Игорь Львович; до 9 января"
    )
    await nina.presses("Передать координатору")
    await nina.sees("Передано координатору")
    await vera.sees("Протокол ждёт утверждения: 2 поручения")
    await vera.presses("Проверить")
    await vera.sees("Документ прочитан.*Протокол совещания")
    await vera.presses("Утвердить")
    await vera.sees("Протокол утверждён")
    await nina.sees("Протокол утверждён")
    await cast.marina.sees("Вам назначено 1 поручение.*Представить план ремонта")
    await cast.igor.sees("Вам назначено 1 поручение.*Подготовить справку")
    await scene.nobody_else_hears()


async def _read(url: str, address: str, key: str) -> bytes:
    """A table as another program reads it."""
    asked = {"Authorization": f"Bearer {key}"}
    async with (
        aiohttp.ClientSession() as session,
        session.get(f"{url}/api/v1/{address}", headers=asked) as got,
    ):
        if got.status != 200:
            raise DemoFailed(f"{address}: {got.status} {await got.text()}")
        return await got.read()


ACTS = (
    the_quarter_is_put_on_paper,
    newcomers_are_invited_on_paper,
    dates_and_plan_go_elsewhere,
    a_section_and_a_silent_school_have_forms,
    the_head_holds_a_meeting,
)
