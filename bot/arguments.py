"""Types of command-line arguments. A value that does not fit is wrong usage: exit status 2."""

import argparse
from datetime import date

from roadmap.deadlines.period import PlanPeriod
from texts import command_line as words


def plan_period(text: str) -> PlanPeriod:
    """«2021-01-01..2021-12-31»."""
    start, _, end = text.partition("..")
    try:
        return PlanPeriod(start=date.fromisoformat(start), end=date.fromisoformat(end))
    except ValueError as error:
        raise argparse.ArgumentTypeError(words.not_a_period(text)) from error
