"""Under whose name a report or a decision stands, and for whom, where a deputy made it."""

from roadmap.control.duty import ReportSource
from roadmap.control.duty_lines import ReportLine


def author(line: ReportLine) -> str:
    """«Речной Борис», «Речной Борис (за: Лугова Анна)»."""
    return BY_RESULT if line.source is ReportSource.RESULT else _signed(line.author, line.author_for)


def decided_by(line: ReportLine) -> str:
    """The same of the decision."""
    return BY_RESULT if line.source is ReportSource.RESULT else _signed(line.decided_by, line.decided_for)


def entered(line: ReportLine) -> str:
    """«, из формы»: how a report came that its author did not type; nothing for all others."""
    return _ENTERED.get(line.source, "")


BY_RESULT = "автоматически по итогам мониторинга"
_ENTERED = {ReportSource.CURATOR: ", внёс куратор", ReportSource.FILE: ", из формы"}


def _signed(name: str, for_whom: str) -> str:
    return f"{name} (за: {for_whom})" if for_whom else name
