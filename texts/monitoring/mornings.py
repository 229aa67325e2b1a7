"""What the monitoring still asks, as a block of the digest."""

from dataclasses import replace

from services.buttons.monitoring import DigestQuestionnaireButton
from services.monitoring.mornings import Morning, StillAsked
from services.notice import Button, Html, Notice, bold, lines
from texts.plural import plural
from texts.reminding.digest import digest
from texts.short import moment, shortened

TITLE = "Мониторинг"
MAPS_LENGTH = 90


def morning(view: Morning) -> Notice:
    """One message for the whole morning: the digest, and the monitoring below it."""
    notice = digest(view.digest)
    if view.asked is None:
        return notice
    key = (Button(f"{TITLE}: {view.asked.remaining}", DigestQuestionnaireButton(view.asked.campaign_id)),)
    kept = len(notice.buttons) if view.digest.card is not None else -1
    return replace(
        notice,
        body=lines(notice.body, "", bold(TITLE), _left(view.asked, view)),
        buttons=(*notice.buttons[:kept], key, *notice.buttons[kept:]),
    )


def _left(asked: StillAsked, view: Morning) -> Html:
    until = moment(asked.closes_at, view.digest.actor.time_zone, now=view.now)
    return lines(left_words(asked.remaining, until, asked.maps))


def left_words(count: int, until: str, maps: tuple[str, ...] = ()) -> str:
    """«5 вопросов без ответа, ответить до 31 марта, 18:00»."""
    left = plural(count, "вопрос", "вопроса", "вопросов")
    of_maps = f" ({shortened(', '.join(maps), MAPS_LENGTH)})" if maps else ""
    return f"{left} без ответа{of_maps}, ответить до {until}"
