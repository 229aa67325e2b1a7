"""The form of a campaign in the chat: how it is handed out, how it was read when it came back."""

from roadmap.language.indicator import number_words
from roadmap.monitoring.campaign_views import CampaignHeader
from roadmap.monitoring.filled_forms import CampaignForm, FormKind, PlacedRow, Trouble
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
from texts.monitoring.form_words import HOW, PREFIX
from texts.monitoring.words import of_period
from texts.plural import plural
from texts.short import passage, shortened

PER_PAGE = 8
LATE = "Мониторинг закрыт: ответы записаны с опозданием."
WILL_BE_LATE = "Мониторинг уже закрыт: ответы запишутся с опозданием."
UNDERSTOOD = "понял так"
GUESSED = (
    f"«{UNDERSTOOD[0].upper()}{UNDERSTOOD[1:]}» — в файле это не выбрано из списка и не стоит первым словом. "
    "Если не так, поправьте файл и пришлите снова или ответьте кнопками."
)
NOT_TAKEN = "❓"
"""Apart from the mark of difficulties."""
TROUBLES = {
    Trouble.UNPLACED: "такой строки в форме нет: ответьте кнопками",
    Trouble.UNDATED: "у мероприятия несколько сроков, не видно, о каком речь: ответьте кнопками",
    Trouble.TWICE: "строка повторяется, взята первая",
    Trouble.SAME: "так уже записано",
    Trouble.UNCLEAR: "не понял, как идёт работа: начните с «выполнено», «идёт», «трудности», «не начато»",
    Trouble.UNFIT: "так ответить уже нельзя, срок прошёл: «выполнено» или «трудности»",
    Trouble.REPORTED: "отчёт уже у куратора",
    Trouble.EVIDENCE: "к «выполнено» нужно подтверждение: отчитайтесь кнопкой и приложите файл",
}


def handed_out(header: CampaignHeader, kind: FormKind) -> Notice:
    """Under the file: what to do with it."""
    how = (HOW,) if kind is FormKind.WORD else ()
    return Notice(
        body=lines(
            bold(f"Форма: {PREFIX.lower()} {of_period(header.campaign)}"),
            _of_map(header),
            *how,
            "Заполненный файл пришлите сюда или куратору: покажу, как прочитано, и спрошу, записать ли.",
        )
    )


def handed_over(source: CampaignForm) -> Notice:
    """Under both files of a school that fills in no buttons."""
    return Notice(
        body=lines(
            bold(f"Форма: {PREFIX.lower()} {of_period(source.header.campaign)}"),
            text(shortened(source.whose, 120)),
            _of_map(source.header),
            "Одна и та же форма в Word и в Excel: достаточно любой. Заполненный файл пришлите сюда.",
        )
    )


def _of_map(header: CampaignHeader) -> Html | None:
    """Which road map it is, where the department has several."""
    return text(f"Дорожная карта: {shortened(header.map_name, 90)}") if header.map_name else None


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
        _of_map(view.header),
    ]
    for row in shown:
        body += ["", *_row(row)]
    if not view.rows:
        body += ["", "Ни в одной строке нет ответа: записывать нечего."]
    if view.is_late and view.is_open and view.answers:
        body += ["", WILL_BE_LATE]
    if any(row.is_guessed and row.trouble is None for row in view.rows):
        body += ["", GUESSED]
    if view.empty:
        body += ["", f"Без ответа останется: {_measures(view.empty)}."]
    if pages > 1:
        body += ["", f"Страница {page + 1} из {pages}."]
    return Notice(body=lines(*body), buttons=_keys(view, page, pages))


def _row(row: PlacedRow) -> list[Html]:
    name = f"{number(row.number)} {shortened(row.title, 90)}{f', срок {row.due}' if row.due else ''}".strip()
    if row.trouble is Trouble.SAME:
        return [text(f"▫️ {name}: {TROUBLES[Trouble.SAME]}")]
    if row.trouble is not None or row.outcome is None:
        why = TROUBLES[row.trouble or Trouble.UNCLEAR]
        return [text(f"{NOT_TAKEN} {name or 'Строка'}: {why}"), quote(passage(row.words, 200))]
    dates = f" (сроков: {len(row.duty_ids)})" if len(row.duty_ids) > 1 else ""
    value = f", показатель {number_words(row.value)}" if row.value is not None else ""
    guessed = f" ({UNDERSTOOD})" if row.is_guessed else ""
    head = f"{OUTCOME_MARKS[row.outcome]} {name}: {OUTCOME_WORDS[row.outcome]}{guessed}{value}{dates}"
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
    left = [row for row in view.rows if row.trouble not in (None, Trouble.SAME)]
    names = "; ".join(f"{number(row.number)} {shortened(row.title, 40)}".strip() for row in left[:6])
    said = f"Не записано: {names}." if left else None
    return Notice(
        body=lines(
            bold(f"Записано из файла: {plural(written, 'ответ', 'ответа', 'ответов')}"),
            said,
            LATE if view.is_late else "До закрытия ответы можно изменить кнопками или новой формой.",
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
