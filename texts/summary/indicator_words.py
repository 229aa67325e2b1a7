"""Words of the indicators: what a report says they have come to."""

from roadmap.language.indicator import Indicator, indicator_of, number_words

SHEET = "Показатели"
HINT = "Число из графы «Результат» и то, что сообщили исполнители; прочерк: числа в этом квартале не было."


def came_to(value: float | None, result: str) -> str:
    """«Показатель: 85 % (цель 90)»; nothing where no number was told or none is wanted."""
    found = indicator_of(result)
    if value is None or found is None:
        return ""
    return f"Показатель: {number_words(value)} {found.unit} (цель {number_words(found.target)})"


def with_value(text: str, value: float | None, result: str) -> str:
    """The words of a report and under them what the indicator has come to."""
    return "\n".join(part for part in (text, came_to(value, result)) if part)


def target(indicator: Indicator, *, is_of_all: bool = False) -> str:
    """«40 педагогов на всех»."""
    return f"{number_words(indicator.target)} {indicator.unit}" + (" на всех" if is_of_all else "")
