"""To the coordinator: the disk of the server is filling up."""

from services.delivery.room import RoomNews
from services.notice import Notice, bold, lines


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
