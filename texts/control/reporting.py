"""The draft of a report, what was sent, and the files of a report."""

from collections.abc import Sequence
from zoneinfo import ZoneInfo

from roadmap.clock import local_date
from roadmap.control.duty import PROGRESS, Evidence, ReportOutcome
from roadmap.control.duty_lines import DutyLine
from roadmap.control.report_drafts import PERCENTS, LeftContents
from roadmap.control.reports import SeenEvidence
from roadmap.ids import DraftId
from roadmap.language.indicator import number_words
from roadmap.plan.evidence_rule import PICTURES
from services.buttons.duties import MyDutiesButton
from services.buttons.people import MenuButton
from services.buttons.reporting import (
    AddressDraftButton,
    BackToDraftButton,
    BeginAnewButton,
    ClearDraftButton,
    CoversButton,
    DraftOutcomeButton,
    DraftPercentButton,
    DropContentsButton,
    DropDraftButton,
    DropFilesButton,
    EditReportButton,
    ResumeDraftButton,
    SendBareButton,
    SendDraftButton,
    TickButton,
)
from services.buttons.requests import AskExtensionButton, AskWantedDateButton
from services.control.duties.cards import CardView
from services.control.reporting.draft_view import Coverable, DraftView, WaitingReport
from services.control.reporting.reporting import ReportFiles, SentReport
from services.notice import Button, ButtonStyle, Html, Notice, bold, lines, quote, text
from texts.control.cards import duty_card
from texts.control.duty_words import name, number
from texts.control.evidence_words import asks
from texts.control.extensions import day_number
from texts.control.signatures import author
from texts.plural import day, form, plural
from texts.short import shortened

PER_PAGE = 8
LEFT_LENGTH = 300
SHOWN = 6
OUTCOMES = {
    ReportOutcome.ON_TRACK: "Идёт по плану",
    ReportOutcome.DIFFICULTY: "Есть трудности",
    ReportOutcome.NOT_STARTED: "Не начато",
    ReportOutcome.DONE: "Выполнено",
    ReportOutcome.PARTIAL: "Частично",
    ReportOutcome.NOT_DONE: "Не выполнено",
}
KINDS = "PDF, JPG, PNG, HEIC, WEBP, DOCX или XLSX до 20 МБ"

RECEIPT = "👌"
"""Put on the message of each file that is stored; the draft says the same in words."""
SENT = "Отчёт отправлен."
ANSWERED = "Ответ отправлен."
ALREADY_SENT = "Этот отчёт уже отправлен или удалён."
ACKNOWLEDGED = "Принято в работу. Напоминания о сроке останутся."
ALREADY_ACKNOWLEDGED = "Уже принято в работу."
TAKEN_BACK = "Отправка отменена. Текст и вложения снова в черновике."
ALREADY_TAKEN_BACK = "Отправка уже была отменена."
EDITED = "Исправлено и в отправленном отчёте: куратор увидит новые слова."
FILE_EXCHANGED = "Новый файл добавлен к черновику, прежний тоже остался. Лишнее уберёт «Очистить»."
FILE_TOO_LATE = "Новый файл не вошёл: отчёт уже отправлен. Пришлите файл новым сообщением."
EDITED_ANSWER = "Исправлено. Кому это написано, увидит новые слова."
EDITED_ANSWER_TOO_LATE = "Это уже решено или сказано больше 10 минут назад, исправление не вошло."
EDITED_TOO_LATE = "По этому отчёту уже есть решение, исправление в него не вошло."
DROPPED = "Черновик удалён."
CLEARED = "Текст и вложения убраны из черновика."
EVIDENCE_SENT = "Вложения ниже."
NOT_OWED = "По этому пункту отчёта уже не ждут. Снимите с него отметку или удалите черновик."
NO_FILES = "К этому отчёту ничего не приложено."


def draft_card(view: DraftView) -> Notice:
    """Everything that will be sent, what is still missing, and the keys to send it."""
    if view.draft.left is not None:
        return ask_goes_on(view, view.draft.left)
    return Notice(
        body=lines(
            _heading(view),
            "",
            Html("Итог: ") + bold(OUTCOMES[view.draft.outcome].lower()),
            *_contents(view),
            *_missing(view),
            *(seen_line(seen, view.time_zone) for seen in view.seen[:3]),
        ),
        buttons=_draft_buttons(view),
    )


def ask_goes_on(view: DraftView, left: LeftContents) -> Notice:
    """What was begun and left, and what has come now: one report or two?"""
    draft = view.draft
    was = ", ".join(part for part in ("текст" if left.text else "", attachments(view.left_files)) if part)
    on_the_way = loading(view) if view.loading else ""
    now = ", ".join(part for part in (attachments(view.new_files), on_the_way) if part)
    return Notice(
        body=lines(
            bold(f"У вас неотправленный черновик от {_begun_on(view)}"),
            "",
            *(_about(view) or [text("Пункт ещё не выбран.")]),
            f"В нём: {was}." if was else None,
            quote(shortened(left.text, LEFT_LENGTH)) if left.text else None,
            "",
            bold("Сейчас пришло:") if draft.text or now else None,
            quote(draft.text) if draft.text else None,
            text(f"📎 {now}") if now else None,
            "",
            "Продолжить его вместе с новым или начать заново, только с новым?",
        ),
        buttons=(
            (Button("Продолжить черновик", ResumeDraftButton(draft.id)),),
            (Button("Начать заново", BeginAnewButton(draft.id)),),
            (Button("Не отправлять ничего", DropDraftButton(draft.id, 0)),),
        ),
    )


def _heading(view: DraftView) -> Html:
    verb = "Исправление отчёта" if view.draft.replaces_id is not None else "Отчёт"
    match view.duties:
        case ():
            return bold(f"{verb}: к какому пункту?")
        case (duty,):
            return bold(f"{verb}. ") + name(duty, 300)
    shown = [Html("• ") + name(duty, 60) for duty in view.duties[:SHOWN]]
    rest = len(view.duties) - len(shown)
    return lines(
        bold(f"{verb} сразу по {plural(len(view.duties), 'пункту', 'пунктам', 'пунктам')}"),
        *shown,
        f"и ещё {rest}" if rest else None,
    )


def _contents(view: DraftView) -> list[Html | None]:
    draft = view.draft
    part = [
        text(f"Выполнено: {draft.percent} %") if view.is_partial and draft.percent else None,
        text(f"Осталось: {draft.remaining}") if view.is_partial and draft.remaining else None,
        *_indicator(view),
    ]
    if not draft.text and not view.has_files:
        if view.is_partial or draft.campaign_item_id is not None:
            invitation = _INVITATION if view.takes_files else _INVITATION_TO_WRITE
            return [*part, Html(""), text(invitation)] if not view.is_partial else part
        return [
            Html(""),
            text(_CALL if view.takes_files else _CALL_FOR_WORDS),
            *(text(f"📎 {words}.") for words in _asked_besides(view)),
        ]
    return [
        *part,
        Html(""),
        bold("Будет отправлено:"),
        quote(view.draft.text) if view.draft.text else None,
        text(f"📎 {attachments(view.evidence)}") if view.evidence else None,
        text(f"⏳ {loading(view)}. Отправить можно будет, как только {_loaded(view)}.")
        if view.loading
        else None,
    ]


_CALL = f"Напишите, что сделано, и пришлите фото или файлы ({KINDS}). Всё войдёт в один отчёт."
_CALL_FOR_WORDS = (
    "Напишите, что сделано. Файлов сюда не присылают: подтверждение храните у себя и напишите, где оно."
)
_INVITATION_TO_WRITE = "Можно написать, что сделано и где хранится подтверждение. Или отправьте так."


def _asked_besides(view: DraftView) -> list[str]:
    """What is good to have with it, besides what has to be there."""
    return asks([duty for duty in view.duties if duty not in view.lacking]) if view.takes_files else []


_INVITATION = f"Можно написать, что сделано, и прислать фото или файлы ({KINDS}). Или отправьте так."


def _indicator(view: DraftView) -> list[Html | None]:
    """The number the measure is to come to, and what was said of it."""
    found = view.indicator
    if found is None:
        return []
    goal = f"цель {number_words(found.target)} {found.unit}"
    if view.draft.value is None:
        return [text(f"Показатель: {goal}. Сколько сейчас, напишите числом: можно среди слов отчёта.")]
    return [text(f"Показатель: {number_words(view.draft.value)} {found.unit} ({goal})")]


def loading(view: DraftView) -> str:
    """«загружается 1 файл»."""
    verb = form(view.loading, "загружается", "загружаются", "загружаются")
    return f"{verb} {plural(view.loading, 'файл', 'файла', 'файлов')}"


def _loaded(view: DraftView) -> str:
    return "загрузится" if view.loading == 1 else "загрузятся"


def attachments(evidence: Sequence[Evidence]) -> str:
    """«3 фото, 1 документ: протокол.pdf»."""
    pictures = sum(each.kind in PICTURES for each in evidence)
    papers = [each for each in evidence if each.kind not in PICTURES]
    parts = [f"{pictures} фото"] if pictures else []
    if papers:
        names = [shortened(each.name, 40) for each in papers if each.name][:3]
        listed = f": {', '.join(names)}" if names else ""
        rest = "…" if len(papers) > len(names) and names else ""
        parts.append(plural(len(papers), "документ", "документа", "документов") + listed + rest)
    return ", ".join(parts)


def _missing(view: DraftView) -> list[Html]:
    said = []
    if view.needs_measure and view.others:
        said.append("К какому пункту это относится? Нажмите его или выберите несколько.")
    elif view.needs_measure:
        said.append("Отчёты отправлены и ждут решения. К какому добавить?")
    if view.needs_reason:
        said.append("Напишите причину: что мешает и когда будет сделано. Без неё отчёт не отправить.")
    if view.needs_percent:
        said.append("Сколько выполнено? Нажмите или напишите число от 1 до 99.")
    if view.needs_remaining:
        said.append("Что осталось сделать? Напишите: это увидит куратор.")
    if view.needs_evidence:
        strict = [number(duty.number) or shortened(duty.title, 40) for duty in view.lacking]
    if view.needs_evidence and not view.takes_files:
        said.append(
            f"Где хранится подтверждение? Напишите: кабинет и папка, номер дела ({', '.join(strict[:5])})."
        )
    elif view.needs_evidence:
        said += [f"{words} ({', '.join(strict[:5])})." for words in asks(view.lacking)[:SHOWN]]
    return [lines("", bold(words)) for words in said]


def seen_line(seen: SeenEvidence, time_zone: str) -> Html:
    sent_on = day(seen.sent_at.astimezone(ZoneInfo(time_zone)).date())
    what = f"к п. {shortened(seen.number, 12).rstrip('.')}" if seen.number else "к другому пункту"
    return lines(
        "",
        f"⚠️ Такой же файл уже приложен {what} ({shortened(seen.assignee, 60)}, {sent_on}).",
    )


def _draft_buttons(view: DraftView) -> tuple[tuple[Button, ...], ...]:
    draft = view.draft
    main = draft.covers[0] if draft.covers else 0
    rows: list[tuple[Button, ...]] = []
    if view.can_be_sent:
        label = "Отправить вместо прежнего" if draft.replaces_id is not None else "Отправить"
        rows.append((Button(label, SendDraftButton(draft.id, main), style=ButtonStyle.SUCCESS),))
    rows += _other_date(view)
    if view.needs_measure:
        if view.others:
            rows += [
                (Button(_about_label(each), AddressDraftButton(draft.id, each.id)),) for each in view.likely
            ]
            rows.append((Button("Выбрать пункты", CoversButton(draft.id, 0)),))
        rows += [(Button(_add_to(each), EditReportButton(each.report_id)),) for each in view.waiting]
    elif view.others:
        rows.append((Button("Отметить ещё пункты", CoversButton(draft.id, 0)),))
    if view.is_partial:
        rows.append(tuple(_percent_key(view, percent) for percent in PERCENTS))
    others = [
        Button(OUTCOMES[outcome], DraftOutcomeButton(draft.id, outcome))
        for outcome in view.outcomes
        if outcome is not draft.outcome
    ]
    rows += [tuple(others[at : at + 2]) for at in range(0, len(others), 2)]
    drop = Button("Не отправлять", DropDraftButton(draft.id, main))
    has_contents = not view.is_bare
    rows.append((Button("Очистить", DropFilesButton(draft.id)), drop) if has_contents else (drop,))
    return tuple(rows)


def _other_date(view: DraftView) -> list[tuple[Button, ...]]:
    """Where the words ask for another date: to ask for it instead of reporting."""
    if not view.asks_for_time:
        return []
    duty, wanted = view.duties[0], view.wanted_day
    if wanted is None:
        return [(Button("Перенести срок", AskExtensionButton(duty.id, duty.version)),)]
    said_on = local_date(view.draft.updated_at, view.time_zone)
    label = f"Попросить перенести на {day(wanted, today=said_on)}"
    return [(Button(label, AskWantedDateButton(view.draft.id, duty.id, day_number(wanted))),)]


def _about_label(duty: DutyLine) -> str:
    past = f" · срок был {duty.original_due_on:%d.%m.%Y}" if duty.original_due_on else ""
    due = f" · до {duty.owed_by:%d.%m}" if duty.owed_by else past
    of_which = f" · {duty.map_name}" if duty.map_name else ""
    return f"{shortened(f'{number(duty.number)} {duty.title}', 40)}{due}{of_which}"


def _percent_key(view: DraftView, percent: int) -> Button:
    chosen = "• " if view.draft.percent == percent else ""
    return Button(f"{chosen}{percent} %", DraftPercentButton(view.draft.id, percent))


def _add_to(each: WaitingReport) -> str:
    return shortened(f"Добавить к отчёту {number(each.duty.number)} {each.duty.title}", 48)


def ask_bare(view: DraftView) -> Notice:
    """«Выполнено» with neither a word nor a file: is it meant?"""
    draft = view.draft
    main = draft.covers[0] if draft.covers else 0
    return Notice(
        body=lines(
            bold("Отправить без слов и вложений?"),
            "",
            *_about(view),
            "Куратор увидит только «выполнено». Можно написать два слова"
            + (" или прислать фото прямо сейчас." if view.takes_files else " прямо сейчас."),
        ),
        buttons=(
            (Button("Отправить так", SendBareButton(draft.id, main), style=ButtonStyle.SUCCESS),),
            (Button("‹ К черновику", BackToDraftButton(draft.id)),),
        ),
    )


def ask_clear(view: DraftView) -> Notice:
    """Words and files would be lost, the draft would stay: is it meant?"""
    return Notice(
        body=lines(bold("Очистить черновик?"), "", *_about(view), f"Пропадёт: {held(view)}."),
        buttons=(
            (Button("Убрать всё", ClearDraftButton(view.draft.id), style=ButtonStyle.DANGER),),
            (Button("‹ К черновику", BackToDraftButton(view.draft.id)),),
        ),
    )


def ask_drop(view: DraftView, duty_id: int) -> Notice:
    """Words or files would be lost: is it meant? `duty_id` is whose card is shown afterwards."""
    left = "Отправленный раньше отчёт останется как есть." if view.draft.replaces_id is not None else None
    return Notice(
        body=lines(
            bold("Удалить черновик?"),
            "",
            *_about(view),
            f"Пропадёт: {held(view)}.",
            left,
        ),
        buttons=(
            (Button("Удалить", DropContentsButton(view.draft.id, duty_id), style=ButtonStyle.DANGER),),
            (Button("‹ К черновику", BackToDraftButton(view.draft.id)),),
        ),
    )


def held(view: DraftView) -> str:
    """«текст, 2 фото»."""
    draft = view.draft
    has_words = draft.text or draft.remaining or draft.value is not None or (draft.left and draft.left.text)
    words = "текст" if has_words else ""
    on_the_way = loading(view) if view.loading else ""
    return ", ".join(part for part in (words, attachments(view.evidence), on_the_way) if part)


def _about(view: DraftView) -> list[Html]:
    return [name(duty, 120) for duty in view.duties[:SHOWN]]


def draft_in_the_way(view: DraftView, wanted_id: int) -> Notice:
    """Another report is half done: it is never thrown away in silence."""
    about = ", ".join(number(duty.number) or f"«{shortened(duty.title, 40)}»" for duty in view.duties[:5])
    return Notice(
        body=lines(
            bold(f"Есть неотправленный отчёт от {_begun_on(view)}"),
            "",
            f"{about or 'Пункт ещё не выбран'}: {held(view)}.",
            "Закончите его или удалите, потом вернитесь к этому пункту.",
        ),
        buttons=(
            (Button("Продолжить его", ResumeDraftButton(view.draft.id), style=ButtonStyle.PRIMARY),),
            (Button("Удалить черновик", DropContentsButton(view.draft.id, wanted_id)),),
        ),
    )


def _begun_on(view: DraftView) -> str:
    return day(local_date(view.draft.begun_at, view.time_zone))


def covers(draft_id: DraftId, choice: Sequence[Coverable], page: int) -> Notice:
    """Tick boxes: which measures the report answers for."""
    pages = max(1, -(-len(choice) // PER_PAGE))
    page = min(max(page, 0), pages - 1)
    shown = choice[page * PER_PAGE : (page + 1) * PER_PAGE]
    rows: list[tuple[Button, ...]] = [
        (Button(_tick_label(each), TickButton(draft_id, each.duty.id, page)),) for each in shown
    ]
    if pages > 1:
        arrows = [Button("‹", CoversButton(draft_id, page - 1))] if page else []
        arrows += [Button("›", CoversButton(draft_id, page + 1))] if page + 1 < pages else []
        rows.append(tuple(arrows))
    rows.append((Button("Готово", BackToDraftButton(draft_id), style=ButtonStyle.PRIMARY),))
    ticked = sum(each.is_ticked for each in choice)
    return Notice(
        body=lines(
            bold("К каким пунктам относится отчёт?"),
            "",
            f"Отмечено: {ticked}" + (f", страница {page + 1} из {pages}" if pages > 1 else "") + ".",
            "Текст и вложения попадут в отчёт по каждому отмеченному пункту.",
        ),
        buttons=tuple(rows),
    )


def _tick_label(each: Coverable) -> str:
    return f"{'☑' if each.is_ticked else '☐'} {_about_label(each.duty)}"


def sent(report: SentReport) -> Notice:
    """The card of the first duty, under a line that says what has gone."""
    card = duty_card(report.view)
    last = report.view.card.last_report
    is_progress = last is not None and last.outcome in PROGRESS
    if report.answered:
        giver = report.view.card.entrusted.giver if report.view.card.entrusted else ""
        told = lines(bold(f"Ответ отправлен: {giver}"), "Ответить заново можно, пока отчёт не ушёл куратору.")
        return Notice(body=lines(told, "", card.body), buttons=card.buttons)
    head = [bold("Ход работы записан, его видит куратор" if is_progress else "Отчёт отправлен куратору")]
    if len(report.sent) > 1:
        count = plural(len(report.sent), "пункту", "пунктам", "пунктам")
        head.append(text(f"Сразу по {count}: {_numbers(report.sent)}."))
    if report.skipped:
        head.append(text(f"Не вошли, по ним отчёт уже не ждут: {_numbers(report.skipped)}."))
    return Notice(body=lines(*head, "", card.body), buttons=card.buttons)


def _numbers(duties: Sequence[DutyLine]) -> str:
    named = [number(duty.number) or f"«{shortened(duty.title, 30)}»" for duty in duties]
    return ", ".join(named[:12]) + (f" и ещё {len(named) - 12}" if len(named) > 12 else "")


def nothing_to_report() -> Notice:
    """A file came, and nothing is owed."""
    return Notice(
        body=text("Сейчас от вас не ждут отчёта, поэтому файл никуда не вошёл."),
        buttons=((Button("Мои мероприятия", MyDutiesButton("", 0)),),),
    )


def cannot_be_attached(*, takes_files: bool) -> Notice:
    """A voice message, a sticker, a video …"""
    what = f"Подойдут текст, фото или файл: {KINDS}." if takes_files else "Подойдут только слова."
    return Notice(body=text(f"Это к отчёту не приложить. {what}"))


def draft_is_gone() -> Notice:
    """Words came for a draft that is sent or thrown away."""
    return Notice(
        body=text(
            "Открытого отчёта нет, поэтому сообщение никуда не вошло. Выберите пункт и нажмите «Отчитаться»."
        ),
        buttons=((Button("Мои мероприятия", MyDutiesButton("", 0)),),),
    )


def draft_closed() -> Notice:
    """In place of a draft that is no longer open."""
    return Notice(
        body=text("Этот отчёт уже отправлен или удалён."),
        buttons=((Button("Мои мероприятия", MyDutiesButton("", 0)),),),
    )


def dropped() -> Notice:
    """In place of a draft that was about no measure yet."""
    return Notice(
        body=text("Черновик удалён, ничего не отправлено."),
        buttons=((Button("Мои мероприятия", MyDutiesButton("", 0)),),),
    )


def reported_by(card: CardView) -> str | None:
    """Who has reported already, to another assignee of the same duty; None where nobody has."""
    line = card.card.undecided
    if line is None or line.author_id == card.viewer.person_id or not card.viewer.is_assignee:
        return None
    sent_on = line.created_at.astimezone(ZoneInfo(card.time_zone)).date()
    return f"По этому пункту отчёт уже есть: {author(line)}, {day(sent_on, today=card.today)}."


def not_owed(card: CardView | None) -> str:
    """Why a draft cannot be sent."""
    said = reported_by(card) if card is not None else None
    return f"{said} Дополнить его можно на карточке пункта." if said else NOT_OWED


def said_anew() -> Notice:
    """In place of a message whose words their author has edited: they come once more."""
    return Notice(
        body=text("Автор исправил это сообщение. Новые слова – следующим."),
        buttons=((Button("‹ Меню", MenuButton()),),),
    )


def gone_from_plan() -> Notice:
    """In place of a card whose duty is in no plan any more, or not this person's to see."""
    return Notice(
        body=text("Этого поручения у вас больше нет: его сняли с плана или передали."),
        buttons=((Button("Мои мероприятия", MyDutiesButton("", 0)),), (Button("‹ Меню", MenuButton()),)),
    )


def gone_elsewhere() -> Notice:
    """In place of a card whose duty went to somebody else."""
    return Notice(
        body=text("Этот пункт теперь у другого исполнителя."),
        buttons=((Button("Мои мероприятия", MyDutiesButton("", 0)),),),
    )


def file_name(duty: DutyLine, each: Evidence, position: int) -> str:
    """What a file is called when it is handed out: its own name, or the measure's number and a count."""
    if each.name:
        return each.name
    label = shortened(duty.number, 12).rstrip(".").replace("/", "-") or str(duty.id)
    return f"п. {label}, фото {position}.{each.kind}"


def files_caption(files: ReportFiles, time_zone: str) -> Notice:
    """Under the files of a report: whose, about what, when."""
    sent_on = files.sent_at.astimezone(ZoneInfo(time_zone)).date()
    return Notice(body=lines(name(files.duty, 200), f"{files.author}, {day(sent_on)}"))
