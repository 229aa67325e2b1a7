"""How the quarterly monitoring goes, for those who watch: counts, names, what is in the way."""

from collections.abc import Callable, Sequence
from dataclasses import replace

from roadmap.delivery.gone import Fate
from roadmap.monitoring.campaign_views import (
    Addressee,
    CampaignBoard,
    CampaignHeader,
    CampaignQuestion,
    CampaignResult,
    Questionnaire,
)
from roadmap.plan.monitoring_rules import MonitoringRhythm
from services.buttons.deciding import QueueButton
from services.buttons.monitoring import (
    AddresseesButton,
    AnswerForThemButton,
    DifficultiesButton,
    FormForThemButton,
    FormsForThemButton,
    MonitoringBoardButton,
    MonitoringButton,
    QuestionnaireButton,
    RemindSilentButton,
)
from services.buttons.packing import ButtonData
from services.buttons.people import MenuButton
from services.buttons.reach import ReachButton
from services.buttons.reporting import AskForThemButton
from services.buttons.summary import (
    MakeAnalysisButton,
    MakeFormButton,
    MakeReportButton,
    ReportFilesButton,
)
from services.notice import Button, ButtonStyle, Html, Notice, bold, italic, lines, quote, text
from texts.control.duty_words import name
from texts.delivery.sent_counts import counts_words
from texts.monitoring.words import REACH_WORDS, of_period, short_period
from texts.plural import plural
from texts.short import moment, passage, shortened

NAMES_ON_BOARD = 10
NAMES_PER_PAGE = 20
CAMPAIGNS_SHOWN = 6
DIFFICULTIES_PER_PAGE = 5
QUESTIONS_PER_PAGE = 8
OF_A_QUARTER = (MonitoringRhythm.MONTHLY, MonitoringRhythm.QUARTERLY, MonitoringRhythm.BY_HAND)
Rows = tuple[tuple[Button, ...], ...]

GROUPS = {
    "silent": "Молчат",
    "partial": "Ответили не на всё",
    "unreachable": "Нет связи",
    "complete": "Ответили на всё",
}


def result(view: CampaignResult) -> Notice:
    """What the curator gets when the campaigns of a quarter have closed, of all road maps in one message."""
    shown = board(view.boards[0]) if len(view.boards) == 1 else _several(view.boards)
    if not view.waiting:
        return shown
    waits = plural(view.waiting, "решение", "решения", "решений")
    decide = (Button(f"Ждут вас: {waits}", QueueButton(0), style=ButtonStyle.PRIMARY),)
    return replace(shown, buttons=(decide, *shown.buttons))


def result_words(view: CampaignBoard) -> str:
    """The result in a sentence or two: what stands in the report of the measure that is the monitoring."""
    trouble = f", трудности: {view.difficulties}" if view.difficulties else ""
    return (
        f"Мониторинг {of_period(view.header.campaign)} проведён. Ответили на всё: {len(view.complete)} из "
        f"{len(view.addressees)}. Ответов: {view.answered} из {view.asked}{trouble}."
    )


def board(view: CampaignBoard) -> Notice:
    """Counts for everybody who watches; names for curators only."""
    return Notice(
        body=lines(
            _heading(view),
            italic(shortened(view.header.road_map, 160)),
            "",
            *_counts(view),
            *_names(view),
        ),
        buttons=_board_buttons(view),
    )


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]


def live(view: CampaignBoard) -> Notice:
    """The card that edits itself while the campaign goes on; afterwards it points to the result."""
    if not view.is_over:
        return board(view)
    return Notice(
        body=lines(_heading(view), "Итог пришёл отдельным сообщением."),
        buttons=((Button("Открыть итог", MonitoringBoardButton(view.header.campaign.id)),),),
    )


def _heading(view: CampaignBoard) -> Html:
    if view.is_early:
        opens = moment(view.header.campaign.opens_at, view.header.time_zone, now=view.now)
        return bold(f"Мониторинг {of_period(view.header.campaign)}: откроется {opens}")
    closes = moment(view.header.campaign.closes_at, view.header.time_zone, now=view.now)
    state = f"завершён {closes}" if view.is_over else f"идёт до {closes}"
    return bold(f"Мониторинг {of_period(view.header.campaign)}: {state}")


def _sent(view: CampaignBoard) -> list[str]:
    """Whom the questions have reached; what a digest has said, or was answered before, is not counted."""
    counts: dict[Fate, int] = {fate: count for fate, count in view.sent.items() if fate is not Fate.NEEDLESS}
    return [f"Вопросы: {counts_words(counts)}"] if counts else []


def _counts(view: CampaignBoard) -> list[str]:
    groups = [key for key in ("partial", "silent", "unreachable") if view.group(key)]
    return [
        f"Ответили на всё: {len(view.complete)} из {len(view.addressees)}",
        *(f"{GROUPS[key]}: {len(view.group(key))}" for key in groups),
        f"Ответов: {view.answered} из {view.asked}",
        *_sent(view),
        *([f"Трудности: {view.difficulties}"] if view.difficulties else []),
    ]


def _several(boards: Sequence[CampaignBoard]) -> Notice:
    """One heading, then each road map by its short name; a key opens its own board."""
    first = boards[0]
    names = max(1, NAMES_ON_BOARD // len(boards))
    body: list[Html | str] = [_heading(first)]
    for view in boards[:CAMPAIGNS_SHOWN]:
        body += ["", bold(shortened(_map_name(view), 160)), *_counts(view), *_names(view, names)]
    keys = tuple(
        (
            Button(
                shortened(f"Подробнее: {_map_name(view)}", 60), MonitoringBoardButton(view.header.campaign.id)
            ),
        )
        for view in boards[:CAMPAIGNS_SHOWN]
    )
    return Notice(body=lines(*body), buttons=(*keys, (Button("‹ Мониторинг", MonitoringButton()),)))


def _map_name(view: CampaignBoard) -> str:
    return view.header.map_name or view.header.road_map


def _names(view: CampaignBoard, limit: int = NAMES_ON_BOARD) -> list[Html | str]:
    """The silent and the unreachable by name, as far as they fit."""
    if not view.has_names:
        return []
    found: list[Html | str] = []
    for key in ("silent", "unreachable"):
        if group := view.group(key):
            found += ["", bold(f"{GROUPS[key]}:")]
            found += [text(f"• {_named(addressee, key)}") for addressee in group[:limit]]
            if (more := len(group) - limit) > 0:
                found.append(f"и ещё {more}")
    return found


def _named(addressee: Addressee, group: str) -> str:
    words = shortened(addressee.name, 120)
    if group == "unreachable":
        return f"{words} ({REACH_WORDS[addressee.reach]})"
    if group == "partial":
        return f"{words}: {addressee.answered} из {addressee.asked}"
    return words


def _board_buttons(view: CampaignBoard) -> Rows:
    campaign_id = view.header.campaign.id
    rows: list[tuple[Button, ...]] = []
    if view.difficulties:
        rows.append((Button(f"Трудности: {view.difficulties}", DifficultiesButton(campaign_id, 0)),))
    if view.has_names:
        groups = [
            Button(f"{words}: {len(view.group(key))}", AddresseesButton(campaign_id, key, 0))
            for key, words in GROUPS.items()
            if view.group(key)
        ]
        rows += [tuple(groups[start : start + 2]) for start in range(0, len(groups), 2)]
    if view.is_early:
        rows.append((Button("Кто не на связи", ReachButton()),))
    elif view.has_names and not view.is_over and len(view.complete) < len(view.addressees):
        remind = Button("Напомнить молчащим", RemindSilentButton(campaign_id), style=ButtonStyle.PRIMARY)
        answer = Button("Ответить за них", AnswerForThemButton(campaign_id, 0))
        rows.append((remind, answer) if view.silent else (answer,))
    if view.is_over:
        rows += _files(view)
    else:
        rows.append((Button("Обновить", MonitoringBoardButton(campaign_id)),))
    rows.append((Button("‹ Мониторинг", MonitoringButton()),))
    return tuple(rows)


def _files(view: CampaignBoard) -> Rows:
    """The papers of the period: the form, the analysis and the workbook by one press each."""
    campaign, quarter = view.header.campaign, view.header.campaign.quarter
    of_quarter = campaign.rhythm in OF_A_QUARTER
    of = (quarter.year, quarter.number) if of_quarter else (0, 0)
    one = campaign.road_map_id
    period = "за квартал" if of_quarter else "за весь период"
    return (
        (
            Button("Форма Word", MakeFormButton(one, *of, 0)),
            Button("Справка", MakeAnalysisButton(one, *of)),
            Button("Excel", MakeReportButton(one, *of)),
        ),
        (Button(f"Отчёт {period}", ReportFilesButton(one, *of)),),
    )


def reminded(count: int) -> str:
    """A toast after «Напомнить молчащим»."""
    if not count:
        return "Писать некому: у молчащих нет чата"
    return f"Напоминаю: {plural(count, 'человек', 'человека', 'человек')}. Второй раз за день не пишу."


def answer_for_them(header: CampaignHeader, found: Sequence[CampaignQuestion], page: int) -> Notice:
    """What is not answered, each with a key that writes down what was told by telephone."""
    pages = max(1, -(-len(found) // QUESTIONS_PER_PAGE))
    page = min(max(page, 0), pages - 1)
    shown = found[page * QUESTIONS_PER_PAGE : (page + 1) * QUESTIONS_PER_PAGE]
    campaign_id = header.campaign.id
    keys = tuple(
        (Button(shortened(f"{each.duty.assignee}: {each.duty.number} {each.duty.title}", 60), _for(each)),)
        for each in shown
    )
    arrows = _arrows(page, pages, lambda other: AnswerForThemButton(campaign_id, other))
    how = "Нажмите мероприятие и напишите, что вам сказали по телефону или на бумаге."
    return Notice(
        body=lines(
            bold(f"Ответить за них: {len(found)}"),
            f"Мониторинг {of_period(header.campaign)}",
            "",
            how if found else "Ответили все.",
        ),
        buttons=(
            *keys,
            *arrows,
            *(((Button("Дать форму Word и Excel", FormsForThemButton(campaign_id, 0)),),) if found else ()),
            (Button("‹ Назад", MonitoringBoardButton(campaign_id)),),
        ),
    )


def forms_for_them(view: CampaignBoard, page: int) -> Notice:
    """Whose form is to be made."""
    campaign_id = view.header.campaign.id
    found = [each for each in view.addressees if each.answered < each.asked]
    pages = max(1, -(-len(found) // QUESTIONS_PER_PAGE))
    page = min(max(page, 0), pages - 1)
    shown = found[page * QUESTIONS_PER_PAGE : (page + 1) * QUESTIONS_PER_PAGE]
    keys = tuple(
        (
            Button(
                shortened(each.name, 60),
                FormForThemButton(campaign_id, each.unit_id or 0, each.person_id or 0),
            ),
        )
        for each in shown
    )
    arrows = _arrows(page, pages, lambda other: FormsForThemButton(campaign_id, other))
    how = "Нажмите, чью форму сделать: отправьте её в школу, заполненный файл пришлите сюда."
    return Notice(
        body=lines(
            bold("Форма для заполнения"),
            f"Мониторинг {of_period(view.header.campaign)}",
            "",
            how if found else "Ответили все.",
        ),
        buttons=(*keys, *arrows, (Button("‹ Назад", AnswerForThemButton(campaign_id, 0)),)),
    )


def _for(question: CampaignQuestion) -> AskForThemButton:
    return AskForThemButton(question.duty.id)


def addressees(view: CampaignBoard, group: str, page: int) -> Notice:
    """A page of names of one group."""
    found = view.group(group)
    pages = max(1, -(-len(found) // NAMES_PER_PAGE))
    page = min(max(page, 0), pages - 1)
    shown = found[page * NAMES_PER_PAGE : (page + 1) * NAMES_PER_PAGE]
    campaign_id = view.header.campaign.id
    arrows = _arrows(page, pages, lambda other: AddresseesButton(campaign_id, group, other))
    return Notice(
        body=lines(
            bold(f"{GROUPS.get(group, 'Адресаты')}: {len(found)}"),
            f"Мониторинг {of_period(view.header.campaign)}",
            "",
            *(text(f"• {_named(addressee, group)}") for addressee in shown),
            None if found else "Здесь уже никого нет.",
        ),
        buttons=(*arrows, (Button("‹ Назад", MonitoringBoardButton(campaign_id)),)),
    )


def difficulties(header: CampaignHeader, found: Sequence[CampaignQuestion], page: int) -> Notice:
    """What is in people's way, in their own words."""
    pages = max(1, -(-len(found) // DIFFICULTIES_PER_PAGE))
    page = min(max(page, 0), pages - 1)
    shown = found[page * DIFFICULTIES_PER_PAGE : (page + 1) * DIFFICULTIES_PER_PAGE]
    campaign_id = header.campaign.id
    body: list[Html | str] = [
        bold(f"Трудности: {len(found)}"),
        f"Мониторинг {of_period(header.campaign)}",
    ]
    for question in shown:
        body += ["", *_difficulty(question)]
    if not found:
        body += ["", "О трудностях никто не написал."]
    arrows = _arrows(page, pages, lambda other: DifficultiesButton(campaign_id, other))
    return Notice(
        body=lines(*body), buttons=(*arrows, (Button("‹ Назад", MonitoringBoardButton(campaign_id)),))
    )


def _difficulty(question: CampaignQuestion) -> list[Html]:
    duty, answer = question.duty, question.answer
    head = [bold(shortened(duty.assignee, 120)), name(duty, 120)]
    return [*head, quote(passage(answer.text, 450))] if answer else head


def _arrows(page: int, pages: int, to: Callable[[int], ButtonData]) -> Rows:
    back = (Button("‹", to(page - 1)),) if page else ()
    forth = (Button("›", to(page + 1)),) if page + 1 < pages else ()
    return ((*back, *forth),) if back or forth else ()


def overview(asked: Sequence[Questionnaire], boards: Sequence[CampaignBoard]) -> Notice:
    """Everything of the monitoring that concerns this person: to answer, and to watch."""
    rows: list[tuple[Button, ...]] = []
    body: list[Html | str] = [bold("Мониторинг")]
    for questionnaire in asked[:CAMPAIGNS_SHOWN]:
        campaign, left = questionnaire.header.campaign, len(questionnaire.remaining)
        state = plural(left, "вопрос", "вопроса", "вопросов") if left else "вы ответили"
        body += ["", *(_headline(each) for each in questionnaire.headers), text(f"Вам: {state}")]
        label = f"{'Ответить' if left else 'Мои ответы'}: {short_period(campaign)}"
        rows.append((Button(label, QuestionnaireButton(campaign.id, 0)),))
    for view in boards[:CAMPAIGNS_SHOWN]:
        campaign = view.header.campaign
        count = f"ответили {len(view.complete)} из {len(view.addressees)}"
        body += ["", _headline(view.header), text(f"{_state(view)}: {count}")]
        label = " · ".join(filter(None, (f"Как отвечают: {short_period(campaign)}", view.header.map_name)))
        rows.append((Button(label, MonitoringBoardButton(campaign.id)),))
    return Notice(body=lines(*body), buttons=(*rows, (Button("‹ Меню", MenuButton()),)))


def _state(view: CampaignBoard) -> str:
    if view.is_early:
        return "Ещё не открыт, ответы уже принимаются"
    return "Завершён" if view.is_over else "Идёт"


def _headline(header: CampaignHeader) -> Html:
    return bold(_capital(of_period(header.campaign))) + text(f", {shortened(header.road_map, 90)}")
