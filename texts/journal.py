"""What the journal says of faults that last: one line a minute, with what to do."""

from texts.errors import explain_trouble

_OTHER = {
    "no-telegram": (
        "Telegram не отвечает. Проверьте сеть и настройку PROXY; бот ждёт связи, ничего не потеряно."
    ),
    "slow": "База или диск не отвечают дольше 10 секунд. Проверьте сервер базы, диск и сетевую папку.",
    "schema": "Схему базы изменила другая программа. Обновите все копии бота до одной версии.",
    "damaged": "База повреждена. Остановите бота и верните её из резервной копии: vekha restore.",
    "backup-late": "Резервной копии не было больше полутора суток. Причина в журнале выше; vekha backup.",
    "low-room": "Место на диске кончается. Освободите его или увеличьте диск.",
}


def fault(code: str) -> str:
    """One sentence for the operator; the bot goes on by itself once it is put right."""
    if code in _OTHER:
        return _OTHER[code]
    return f"С базой или диском неладно: {explain_trouble(code)}. Бот продолжит сам."
