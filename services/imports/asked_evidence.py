"""Rows of a document under review whose results name something to bring."""

from roadmap.imports.answering import rows_with_duty
from roadmap.imports.questions import Import
from roadmap.language.asked_evidence import proposed_rule
from roadmap.plan.evidence_rule import EvidenceRule
from services.imports.forecasting import measure_name
from services.imports.row_views import AskedEvidence, EvidenceLine


def asked_evidence(imported: Import) -> AskedEvidence:
    """Each of them with its rule, in document order; while none is chosen, words are enough."""
    measures = imported.proposal.measures
    lines = [
        EvidenceLine(
            row=row,
            name=measure_name(measures[row]),
            result=measures[row].expected_result,
            proposed=proposed_rule(measures[row].expected_result),
            rule=measures[row].evidence or EvidenceRule.WORDS,
        )
        for row in sorted(rows_with_duty(measures))
    ]
    named = [line for line in lines if line.proposed.asks_for_file or line.rule.asks_for_file]
    return AskedEvidence(import_id=imported.id, lines=tuple(named))
