"""A code in a measure leads through the audit to the schools it is about."""

from dataclasses import replace

from roadmap.deadlines.deadline import Missing
from roadmap.imports.proposal import ProposedMeasure, RiskFactor, concerned

MEASURE = ProposedMeasure(
    number="1", parent=None, section="", title="Семинар", deadline_text="", deadline=Missing(), confidence=1
)


def factor(code: str, organisations: str) -> RiskFactor:
    return RiskFactor(code=code, factor="", parameter="", organisations=organisations)


AUDIT = (factor("1.1", "Школы № 2, 9"), factor("1.2", "Гимназия № 4"), factor("2.1", "Школы № 2, 9"))


def test_the_schools_of_every_code_are_named_once() -> None:
    measure = replace(MEASURE, attributes={"risk_codes": ("1.1", "2.1")})
    assert concerned(measure, AUDIT) == ("Школы № 2, 9",)


def test_an_unknown_code_and_a_measure_without_codes_concern_nobody() -> None:
    assert concerned(replace(MEASURE, attributes={"risk_codes": ("7.7",)}), AUDIT) == ()
    assert concerned(MEASURE, AUDIT) == ()
