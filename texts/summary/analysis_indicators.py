"""The passage of the written analysis about numbers that were promised."""

from roadmap.language.indicator import number_words
from roadmap.monitoring.campaign import CalendarQuarter
from roadmap.summary.indicators import IndicatorLine, indicator_lines
from roadmap.summary.summary_views import RoadMapSummary
from texts.short import shortened
from texts.summary import summary_words as words
from texts.summary.analysis_passage import LISTED, TITLE, Passage, left_out
from texts.summary.indicator_words import target


def indicators(summary: RoadMapSummary) -> Passage | None:
    """What the numbers of the expected results have come to, beside their targets."""
    lines, quarter = indicator_lines(summary), summary.header.quarter
    if not lines:
        return None
    told = sum(line.latest(quarter) is not None for line in lines)
    return Passage(
        heading="Показатели",
        paragraphs=(f"Показателей с числом: {len(lines)}, число сообщено: {told}.",),
        items=tuple(_line(line, quarter) for line in lines[:LISTED]),
        more=left_out(len(lines) - LISTED, ("показатель", "показателя", "показателей")),
    )


def _line(line: IndicatorLine, quarter: CalendarQuarter | None) -> str:
    """«п. 2.1 «Курсы», Школа № 3: 85 % при цели 90 % (3 кв. 2026: 70)»."""
    duty, latest = line.duty, line.latest(quarter)
    name = f"п. {duty.number} " if duty.number else ""
    head = f"{name}«{shortened(duty.title, TITLE)}», {duty.assignee}"
    wanted = target(line.indicator, is_of_all=line.is_of_all)
    if latest is None:
        return f"{head}: число не сообщено, цель {wanted}"
    former = line.before(latest)
    was = f" ({words.short_quarter(former)}: {number_words(line.values[former])})" if former else ""
    return f"{head}: {number_words(line.values[latest])} при цели {wanted}{was}"
