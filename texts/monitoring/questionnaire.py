"""The quarterly monitoring: the prompt, the questions, the thanks."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from roadmap.clock import local_date
from roadmap.control.duty import ReportOutcome
from roadmap.control.duty_lines import DutyLine
from roadmap.language.indicator import number_words
from roadmap.monitoring.campaign_views import CampaignQuestion, CampaignReminder, Questionnaire
from services.buttons.duties import OpenDutyButton
from services.buttons.monitoring import (
    AllOnTrackButton,
    AllUnchangedButton,
    AnswerButton,
    DifficultyButton,
    FormOutButton,
    QuestionButton,
    QuestionnaireButton,
    SheetOutButton,
    TellButton,
    UnchangedButton,
)
from services.buttons.people import MenuButton
from services.notice import Button, ButtonStyle, Html, Notice, bold, italic, lines, quote, text
from texts.control.duty_words import name, waiting_words
from texts.control.outcomes import OUTCOME_WORDS
from texts.monitoring.words import answer_mark, answer_words, of_period, short_period
from texts.plural import day, form, plural
from texts.short import moment, passage, shortened

PER_PAGE = 8
TITLE_LENGTH = 90
WHOSE_LENGTH = 60
ROAD_MAP_LENGTH = 160
MAPS_SHOWN = 4
Rows = tuple[tuple[Button, ...], ...]


def reminder(view: CampaignReminder) -> Notice:
    """What arrives unasked: the prompt that opens a campaign, or the nudge before it closes."""
    asked = view.questionnaire
    if not view.is_nudge:
        return questionnaire(asked)
    title = f"Напоминаем: осталось ответить по {_measures_dative(len(asked.remaining))}"
    return questionnaire(asked, title=title)


def questionnaire(asked: Questionnaire, page: int = 0, *, title: str | None = None) -> Notice:
    """What is asked, eight measures a page, and how to answer."""
    pages = max(1, -(-len(asked.questions) // PER_PAGE))
    page = min(max(page, 0), pages - 1)
    first = page * PER_PAGE
    shown = asked.questions[first : first + PER_PAGE]
    heading = f"Мониторинг {of_period(asked.header.campaign)}"
    return Notice(
        body=lines(
            bold(title or heading),
            heading if title else None,
            *(italic(shortened(each.road_map, ROAD_MAP_LENGTH)) for each in asked.headers[:MAPS_SHOWN]),
            "",
            _call(asked),
            "",
            *(_line(asked, first + offset, question) for offset, question in enumerate(shown)),
            "" if pages > 1 else None,
            f"Страница {page + 1} из {pages}" if pages > 1 else None,
        ),
        buttons=_questionnaire_buttons(asked, first, len(shown), page, pages),
    )


def _call(asked: Questionnaire) -> Html:
    """What is wanted, or thanks."""
    until = moment(asked.header.campaign.closes_at, asked.time_zone, now=asked.now)
    left = len(asked.remaining)
    if left == 0:
        change = "" if asked.is_over else f" Ответ можно изменить до {until}."
        return text(f"Спасибо! Ответы приняты: {_measures(len(asked.questions))}.{change}")
    if asked.is_over:
        return text(f"Мониторинг завершён {until}. Ответить можно и сейчас, с отметкой «с опозданием».")
    if asked.is_early:
        opens = moment(asked.header.campaign.opens_at, asked.time_zone, now=asked.now)
        return text(f"Мониторинг откроется {opens}. Ответить можно уже сейчас, изменить ответ до {until}.")
    total = len(asked.questions)
    wanted = (
        f"по {_measures_dative(total)}" if left == total else f"ещё по {_measures_dative(left)} из {total}"
    )
    return text(f"Ответьте, пожалуйста, {wanted} до {until}. На каждый вопрос одно нажатие.")


def _measures(count: int) -> str:
    return plural(count, "мероприятие", "мероприятия", "мероприятий")


def _measures_dative(count: int) -> str:
    return plural(count, "мероприятию", "мероприятиям", "мероприятиям")


def _line(asked: Questionnaire, place: int, question: CampaignQuestion) -> Html:
    duty = question.duty
    mark = answer_mark(question.answer) if question.answer else "▫️"
    whose = f" ({shortened(duty.assignee, WHOSE_LENGTH)})" if asked.has_several_assignees else ""
    state = answer_words(question.answer) if question.answer else _when(duty, asked.today)
    head = text(f"{mark} {place + 1}) ") + name(duty, TITLE_LENGTH) + whose
    return head + Html(" — ") + italic(state)


def _when(duty: DutyLine, today: date) -> str:
    """The duty's day as this person needs it now."""
    if duty.waits_for_curator:
        return waiting_words(duty, today)
    due_on = duty.owed_by or duty.original_due_on
    if due_on is None:
        return "постоянно"
    return f"срок {'был ' if due_on < today else ''}{day(due_on, today=today)}"


def _questionnaire_buttons(asked: Questionnaire, first: int, count: int, page: int, pages: int) -> Rows:
    campaign_id = asked.header.campaign.id
    rows: list[tuple[Button, ...]] = []
    if following := asked.next_unanswered(first - 1):
        started = len(asked.remaining) < len(asked.questions)
        label = "Продолжить" if started else "Отвечать по порядку"
        rows.append(
            (Button(label, QuestionButton(campaign_id, following.duty.id), style=ButtonStyle.PRIMARY),)
        )
    if same := len(asked.remaining_unchanged):
        label = f"Всё без изменений: {same}"
        rows.append((Button(label, AllUnchangedButton(campaign_id), style=ButtonStyle.SUCCESS),))
    if running := len(asked.remaining_ongoing):
        label = f"Всё идёт по плану: {running} {form(running, 'постоянное', 'постоянных', 'постоянных')}"
        rows.append((Button(label, AllOnTrackButton(campaign_id), style=ButtonStyle.SUCCESS),))
    numbers = [
        Button(str(first + offset + 1), QuestionButton(campaign_id, asked.questions[first + offset].duty.id))
        for offset in range(count)
    ]
    rows += [tuple(numbers[start : start + 4]) for start in range(0, len(numbers), 4)]
    if pages > 1:
        back = [Button("‹", QuestionnaireButton(campaign_id, page - 1))] if page else []
        forth = [Button("›", QuestionnaireButton(campaign_id, page + 1))] if page + 1 < pages else []
        rows.append((*back, *forth))
    if asked.remaining:
        word = Button("📄 Заполнить в Word", FormOutButton(campaign_id))
        rows.append((word, Button("📊 В Excel", SheetOutButton(campaign_id))))
    return (*rows, (Button("‹ Меню", MenuButton()),))


def question(asked: Questionnaire, place: int) -> Notice:
    """One measure with its one-tap answers."""
    chosen = asked.questions[place]
    duty = chosen.duty
    return Notice(
        body=lines(
            f"Мониторинг {of_period(asked.header.campaign)}, {place + 1} из {len(asked.questions)}",
            "",
            name(duty, 700),
            (Html("Ожидаемый результат: ") + text(shortened(duty.result, 500))) if duty.result else None,
            (Html("Срок по плану: ") + text(shortened(duty.deadline_text, 200)))
            if duty.deadline_text
            else None,
            _due(duty, asked.today),
            (Html("За кого: ") + text(shortened(duty.assignee, 120)))
            if asked.has_several_assignees
            else None,
            *_goal(chosen),
            *_given(chosen),
            *_former(asked, chosen),
            "",
            _ask(asked, chosen),
        ),
        buttons=_answers(asked, place),
    )


def _due(duty: DutyLine, today: date) -> Html | None:
    due_on = duty.owed_by or duty.original_due_on
    if due_on is None:
        return None
    return Html("Контрольная дата: ") + text(
        day(due_on, today=today) + (", прошла" if due_on < today and not duty.waits_for_curator else "")
    )


def _ask(asked: Questionnaire, chosen: CampaignQuestion) -> str:
    if not chosen.choices(asked.today):
        return "Отчёт у куратора. Отменить или изменить его можно в карточке."
    if chosen.answer is not None and chosen.answer.is_returned:
        return "Отчёт вернули на доработку. Как идёт работа сейчас?"
    if chosen.answer is not None:
        return "Ответ можно изменить."
    return "Что изменилось?" if chosen.can_stay(asked.today) else "Как идёт работа?"


def _goal(chosen: CampaignQuestion) -> tuple[Html, ...]:
    """The number the measure is to come to."""
    found = chosen.indicator
    if found is None:
        return ()
    return (
        text(f"Показатель: цель {number_words(found.target)} {found.unit}. Число можно прислать с ответом."),
    )


def _former(asked: Questionnaire, chosen: CampaignQuestion) -> tuple[Html | None, ...]:
    """What was said last time, while nothing is said this time."""
    former = chosen.former
    if former is None or chosen.answer is not None:
        return ()
    on = day(local_date(former.created_at, asked.time_zone), today=asked.today)
    came_to = f", показатель {number_words(former.value)}" if former.value is not None else ""
    said = quote(passage(former.text, 400)) if former.text else None
    return (text(f"В прошлый раз ({on}): {answer_words(former)}{came_to}"), said)


def _given(chosen: CampaignQuestion) -> tuple[Html | None, ...]:
    if chosen.answer is None:
        return ()
    words = answer_words(chosen.answer)
    late = ", с опозданием" if chosen.answer.is_late else ""
    said = quote(passage(chosen.answer.text, 600)) if chosen.answer.text else None
    extra = [f"показатель {number_words(chosen.answer.value)}"] if chosen.answer.value is not None else []
    extra += [f"вложений: {chosen.answer.evidence_count}"] if chosen.answer.evidence_count else []
    return Html("Ответ: ") + bold(words) + text(
        f" ({', '.join([shortened(chosen.answer.author, WHOSE_LENGTH), *extra])}{late})"
    ), said


def _answers(asked: Questionnaire, place: int) -> Rows:
    chosen, campaign_id = asked.questions[place], asked.header.campaign.id
    rows = [(key,) for key in _answer_keys(chosen, campaign_id, asked)]
    if rows:
        rows += [(key,) for key in _in_words(chosen, campaign_id, asked)]
    if not rows:
        rows = [(Button("Открыть карточку", OpenDutyButton(chosen.duty.id)),)]
    back = Button("‹ К списку", QuestionnaireButton(campaign_id, place // PER_PAGE))
    following = asked.next_unanswered(place)
    if following is None or following.duty.id == chosen.duty.id:
        return (*rows, (back,))
    skip = "Пропустить ›" if chosen.answer is None else "Дальше ›"
    return (*rows, (back, Button(skip, QuestionButton(campaign_id, following.duty.id))))


def _in_words(chosen: CampaignQuestion, campaign_id: int, asked: Questionnaire) -> tuple[Button, ...]:
    """The draft by words; of what is overdue its state is named before, for none can be supposed."""
    if chosen.standing_answer is not None:
        said, outcome = "Добавить слова, число, файл", ""
    elif ReportOutcome.ON_TRACK in chosen.choices(asked.today):
        said, outcome = "Словами, числом, с файлом", ""
    elif chosen.duty.evidence.asks_for_file:
        return ()  # its «Выполнено» opens the draft already
    else:
        said, outcome = "Выполнено: словами, числом, с файлом", ReportOutcome.DONE.value
    return (Button(f"✍️ {said}", TellButton(campaign_id, chosen.duty.id, outcome)),)


def _answer_keys(chosen: CampaignQuestion, campaign_id: int, asked: Questionnaire) -> Sequence[Button]:
    duty = chosen.duty
    keys = []
    if chosen.answer is None and chosen.can_stay(asked.today) and chosen.former is not None:
        same = f"Без изменений: {OUTCOME_WORDS[chosen.former.outcome]}"
        keys.append(
            Button(same, UnchangedButton(campaign_id, duty.id, duty.version), style=ButtonStyle.PRIMARY)
        )
    for outcome in chosen.choices(asked.today):
        data = AnswerButton(campaign_id, duty.id, duty.version, outcome.value)
        if outcome is ReportOutcome.DONE and duty.evidence.asks_for_file:
            start = TellButton(campaign_id, duty.id, outcome.value)
            keys.append(Button("Выполнено, с подтверждением", start, style=ButtonStyle.SUCCESS))
        elif outcome is ReportOutcome.DONE:
            keys.append(Button("Выполнено", data, style=ButtonStyle.SUCCESS))
        elif outcome is ReportOutcome.ON_TRACK:
            keys.append(Button("Идёт по плану", data))
        elif outcome is ReportOutcome.NOT_STARTED:
            keys.append(Button("Не начато", data))
        else:
            keys.append(
                Button("Есть трудности", DifficultyButton(campaign_id, duty.id), style=ButtonStyle.DANGER)
            )
    return keys


def ask_difficulty(asked: Questionnaire, place: int) -> Notice:
    duty = asked.questions[place].duty
    return Notice(
        body=lines(
            name(duty, 300),
            "",
            "Напишите одним сообщением, что мешает и какая помощь нужна. Это увидит куратор.",
        ),
        buttons=((Button("Отмена", QuestionButton(asked.header.campaign.id, duty.id)),),),
    )


def nothing_asked(answered: Sequence[Questionnaire], next_on: date | None, today: date) -> Notice:
    """Nothing to answer now, and when it comes; no day while no road map is in force."""
    campaigns = [each.header.campaign for each in answered]
    earlier = [
        (Button(f"Мои ответы: {short_period(each)}", QuestionnaireButton(each.id, 0)),) for each in campaigns
    ]
    when = (
        f"Ближайший мониторинг начнётся {day(next_on, today=today)}: я напишу."
        if next_on
        else "Вопросы приходят в последние рабочие дни квартала."
    )
    return Notice(
        body=lines(bold("Мониторинг"), "", "Сейчас вас не спрашивают.", when),
        buttons=(*earlier, (Button("‹ Меню", MenuButton()),)),
    )


def recorded(outcome: ReportOutcome) -> str:
    """The toast after one tap."""
    return f"Записано: {OUTCOME_WORDS[outcome]}"


def after_words(following: Notice, outcome: ReportOutcome = ReportOutcome.DIFFICULTY) -> Notice:
    """What comes next, under a word that the typed answer has arrived."""
    said = italic(f"{recorded(outcome)}. Куратор это увидит.")
    return replace(following, body=lines(said, "", following.body))


def recorded_unchanged(count: int) -> str:
    return f"Записано «без изменений»: {_measures(count)}" if count else "Уже записано"


def recorded_ongoing(count: int) -> str:
    return f"Записано «идёт по плану»: {_measures(count)}" if count else "Уже записано"


CHANGED = "Пока вы смотрели, здесь уже всё изменилось. Вот как сейчас."
