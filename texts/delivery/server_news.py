"""To the coordinator: something about the server that somebody has to put right."""

from zoneinfo import ZoneInfo

from services.delivery.server_news import BackupNews, RoomNews
from services.notice import Notice, bold, lines
from texts.plural import day


def room_is_short(view: RoomNews) -> Notice:
    """How much is left, what it stops, whom to tell."""
    stopped = (
        "Пока всё работает; когда место кончится, бот перестанет принимать файлы, а потом и слова."
        if view.takes_files
        else "Файлы уже не принимаются. Слова и кнопки пока работают."
    )
    return Notice(
        body=lines(
            bold(f"Место на сервере кончается: осталось {view.free_mb} МБ"),
            "",
            stopped,
            "Перешлите это тому, кто обслуживает сервер: нужно освободить место или увеличить диск. Приём "
            "возобновится сам.",
        )
    )


def backup_is_late(view: BackupNews) -> Notice:
    """Since when there has been none, and whom to tell."""
    if view.last_at is None:
        since = "Резервной копии ещё не было"
    else:
        shown = view.last_at.astimezone(ZoneInfo(view.time_zone))
        since = f"Последняя резервная копия: {day(shown.date())}, {shown:%H:%M}"
    return Notice(
        body=lines(
            bold(since),
            "",
            "Если сервер сломается сейчас, всё, что сделано после неё, пропадёт. Перешлите это тому, кто "
            "обслуживает сервер: причина в журнале бота, проверка командой vekha check.",
        )
    )
