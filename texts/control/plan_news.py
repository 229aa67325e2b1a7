"""To the people of a plan: what was changed of it."""

from services.buttons.duties import MyDutiesButton
from services.notice import Button, Html, Notice, bold, lines
from services.plan.plan_news import Concern, NewsLine, PlanNews
from texts.control.change_words import change_words, earlier_words
from texts.control.duty_words import measure_name
from texts.plural import day, plural
from texts.short import shortened

SHOWN = 10
TITLE_LENGTH = 120


def plan_changed(news: PlanNews) -> Notice:
    """One message, however many edits: each measure with what it was and what it became."""
    shown, left = news.lines[:SHOWN], len(news.lines) - SHOWN
    return Notice(
        body=lines(
            bold("Изменения в дорожной карте"),
            f"{shortened(news.title, 200)}, в ред. от {day(news.changed_on, today=news.today)}",
            *(_line(line, news) for line in shown),
            "",
            f"И ещё {plural(left, 'мероприятие', 'мероприятия', 'мероприятий')}: все в «Моих мероприятиях»."
            if left > 0
            else None,
        ),
        buttons=((Button("Мои мероприятия", MyDutiesButton("", 0)),),),
    )


def _line(line: NewsLine, news: PlanNews) -> Html:
    content = line.after if line.before is None or line.concern is Concern.TAKEN_ON else line.before
    return lines("", measure_name(content.number, content.title, TITLE_LENGTH), *_said(line, news))


def _said(line: NewsLine, news: PlanNews) -> list[str]:
    deadline = shortened(line.after.deadline_text, 80)
    changed = change_words(line.before, line.after, line.aspects, news.names) if line.before else []
    match line.concern:
        case Concern.CHANGED:
            return [words[0].upper() + words[1:] for words in changed]
        case Concern.TAKEN_ON:
            own = f", вам {earlier_words(line.days_earlier)}" if line.days_earlier else ""
            return [f"Теперь отвечаете вы. Срок: «{deadline}»{own}" if deadline else "Теперь отвечаете вы."]
        case Concern.TAKEN_OFF:
            return ["Больше не за вами: отчёт не нужен."]
        case Concern.DROPPED:
            return ["Исключено из плана: отчёт не нужен, присланное сохранено."]
        case Concern.CANCELLED:
            reason = shortened(line.after.reason, 200)
            return [f"Отменено: {reason}. Отчёт не нужен." if reason else "Отменено. Отчёт не нужен."]
        case Concern.PAUSED:
            return ["Приостановлено: напоминаний не будет, просрочки тоже."]
        case Concern.RESUMED:
            return [f"Снова в работе. Срок: «{deadline}»" if deadline else "Снова в работе."]
