"""Words of `vekha api`."""

from roadmap.people.api_keys import ApiKey

GIVE = "дать ключ; он печатается один раз"
NAME = "для чего ключ, например «дашборд области»"
LIST = "какие ключи даны и когда ими пользовались"
REVOKE = "отозвать ключ: сразу перестаёт действовать"
NUMBER = "номер ключа из списка"
NONE = "Ключей нет. Дать ключ: vekha api give «для чего»."


def given(number: int) -> str:
    """Beside the key itself, which went to standard output."""
    return f"Это ключ № {number}. Сохраните его сейчас: второй раз он не показывается."


def line(key: ApiKey) -> str:
    """«2  дашборд области  дан 01.09.2026  использован 14.09.2026»."""
    used = f"использован {key.used_on:%d.%m.%Y}" if key.used_on else "не использован"
    state = f"отозван {key.revoked_at:%d.%m.%Y}" if key.revoked_at else used
    return f"{key.id}\t{key.name}\tдан {key.created_at:%d.%m.%Y}\t{state}"


def revoked(key: ApiKey) -> str:
    """After it."""
    return f"Ключ № {key.id} («{key.name}») больше не действует."
