"""The form of a campaign: what stands in it, how it is handed out, what came back."""

from roadmap.control.duty_lines import DutyLine
from roadmap.language.indicator import number_words
from roadmap.monitoring.campaign_views import CampaignHeader
from roadmap.monitoring.filled_forms import CampaignForm, PlacedRow, Trouble
from roadmap.summary.form import FormContent, FormRow
from services.buttons.monitoring import (
    DropFormButton,
    FilledFormButton,
    MonitoringButton,
    QuestionnaireButton,
    TakeFormButton,
)
from services.monitoring.filled_forms import FilledView
from services.notice import Button, ButtonStyle, Html, Notice, bold, lines, quote, text
from texts.control.duty_words import number
from texts.control.outcomes import OUTCOME_MARKS, OUTCOME_WORDS
from texts.monitoring.words import of_period, short_period
from texts.plural import day, plural
from texts.short import moment, passage, shortened

PREFIX = "Мониторинг"
COLUMN = "Что сделано"
PER_PAGE = 8
HOW = (
    "В последнем столбце начните словом «выполнено», «идёт», «трудности» или «не начато», "
    "дальше напишите своими словами. Число показателя пишите с единицей."
)
TROUBLES = {
    Trouble.UNPLACED: "такой строки в форме нет: ответьте кнопками",
    Trouble.UNCLEAR: "не понял, как идёт работа: начните словом «выполнено», «идёт», «трудности»",
    Trouble.UNFIT: "так ответить уже нельзя, срок прошёл: «выполнено» или «трудности»",
    Trouble.REPORTED: "отчёт уже у куратора",
    Trouble.EVIDENCE: "к «выполнено» нужно подтверждение: отчитайтесь кнопкой и приложите файл",
}


def content(source: CampaignForm) -> FormContent:
    """The form as it goes out: a row for each measure, the last cell empty or with what was answered."""
    rows: dict[int, FormRow] = {}
    for question in source.questions:
        duty = question.duty
        answered = question.answer
        said = OUTCOME_WORDS[answered.outcome].capitalize() if answered else ""
        rows.setdefault(
            duty.measure_id,
            FormRow(
                measure_id=duty.measure_id,
                section=duty.section,
                number=duty.number,
                title=duty.title,
                deadline=_deadline(duty),
                responsible="",
                result=duty.result,
                mark=f"{said}. {answered.text}".strip() if answered and answered.text else said,
            ),
        )
    header = source.header
    closes = moment(header.campaign.closes_at, header.time_zone)
    return FormContent(
        heading=(f"{PREFIX} {of_period(header.campaign)}", source.whose, f"Ответы ждём до {closes}", HOW),
        title=header.road_map,
        column=COLUMN,
        rows=tuple(rows.values()),
        signers=(),
    )


def _deadline(duty: DutyLine) -> str:
    return duty.deadline_text or (day(duty.due_on) if duty.due_on else "")


def file_name(source: CampaignForm) -> str:
    """«Мониторинг, Школа № 3, 1 кв. 2027.docx»."""
    whose = "".join(c if c.isalnum() or c in " -–№" else " " for c in source.whose)
    return f"{PREFIX}, {shortened(whose, 40).rstrip('…')}, {short_period(source.header.campaign)}.docx"


def is_form_name(name: str) -> bool:
    """Whether a file is called as the forms we give out."""
    folded = name.casefold()
    return folded.startswith(PREFIX.casefold()) and folded.endswith((".docx", ".doc", ".odt"))


def handed_out(header: CampaignHeader) -> Notice:
    """Under the file: what to do with it."""
    return Notice(
        body=lines(
            bold(f"Форма: {PREFIX.lower()} {of_period(header.campaign)}"),
            HOW,
            "Заполненный файл пришлите сюда или куратору: покажу, как прочитано, и спрошу, записать ли.",
        )
    )


def loading(name: str) -> Notice:
    return Notice(body=text(f"Читаю «{shortened(name, 60)}»…"))


def filled(view: FilledView, page: int = 0) -> Notice:
    """Row by row how the form was read, and what is to be done with it."""
    pages = max(1, -(-len(view.rows) // PER_PAGE))
    page = min(max(page, 0), pages - 1)
    shown = view.rows[page * PER_PAGE : (page + 1) * PER_PAGE]
    body: list[Html | str | None] = [
        bold(f"Форма прочитана: {PREFIX.lower()} {of_period(view.header.campaign)}"),
        text(shortened(view.whose, 120)) if view.whose else None,
    ]
    for row in shown:
        body += ["", *_row(row)]
    if not view.rows:
        body += ["", "В последнем столбце пусто: записывать нечего."]
    if view.empty:
        body += ["", f"Без ответа останется: {_measures(view.empty)}."]
    if pages > 1:
        body += ["", f"Страница {page + 1} из {pages}."]
    return Notice(body=lines(*body), buttons=_keys(view, page, pages))


def _row(row: PlacedRow) -> list[Html]:
    name = f"{number(row.number)} {shortened(row.title, 90)}".strip()
    if row.trouble is not None or row.outcome is None:
        why = TROUBLES[row.trouble or Trouble.UNCLEAR]
        return [text(f"⚠️ {name or 'Строка'}: {why}"), quote(passage(row.words, 200))]
    dates = f" (сроков: {len(row.duty_ids)})" if len(row.duty_ids) > 1 else ""
    value = f", показатель {number_words(row.value)}" if row.value is not None else ""
    head = f"{OUTCOME_MARKS[row.outcome]} {name}: {OUTCOME_WORDS[row.outcome]}{value}{dates}"
    return [text(head), quote(passage(row.words, 200))]


def _keys(view: FilledView, page: int, pages: int) -> tuple[tuple[Button, ...], ...]:
    rows: list[tuple[Button, ...]] = []
    if view.is_open and view.answers:
        label = f"Записать {plural(view.answers, 'ответ', 'ответа', 'ответов')}"
        rows.append((Button(label, TakeFormButton(view.id), style=ButtonStyle.SUCCESS),))
    if view.is_open:
        rows.append((Button("Не записывать", DropFormButton(view.id)),))
    if pages > 1:
        back = (Button("‹", FilledFormButton(view.id, page - 1)),) if page else ()
        forth = (Button("›", FilledFormButton(view.id, page + 1)),) if page + 1 < pages else ()
        rows.append((*back, *forth))
    return (*rows, (Button("‹ Мониторинг", MonitoringButton()),))


def taken(view: FilledView, written: int) -> Notice:
    """What was written down."""
    left = [row for row in view.rows if row.trouble is not None]
    names = "; ".join(f"{number(row.number)} {shortened(row.title, 40)}".strip() for row in left[:6])
    said = f"Не записано: {names}." if left else None
    return Notice(
        body=lines(
            bold(f"Записано из файла: {plural(written, 'ответ', 'ответа', 'ответов')}"),
            said,
            "До закрытия ответы можно изменить кнопками или новой формой.",
        ),
        buttons=(
            (Button("К вопросам", QuestionnaireButton(view.header.campaign.id, 0)),),
            (Button("‹ Мониторинг", MonitoringButton()),),
        ),
    )


def dropped() -> Notice:
    return Notice(body=text("Форма не записана."), buttons=((Button("‹ Мониторинг", MonitoringButton()),),))


def _measures(count: int) -> str:
    return plural(count, "мероприятие", "мероприятия", "мероприятий")
