"""What every refusal says to the person: short, and what to do next."""

from roadmap.errors import DocumentRefused, VekhaError


def explain(error: VekhaError) -> str:
    """The Russian sentence for a refusal."""
    match error:
        case DocumentRefused(reason=reason, detail=detail):
            return _document(reason, detail)
        case _:
            return "Не получилось. Повторите ещё раз; если не поможет, напишите координатору."


def _document(reason: str, detail: str) -> str:
    return f"Файл не прочитан: {reason} {detail}".strip()
