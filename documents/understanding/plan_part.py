"""One plan of a document: what stands above it, its rows, its audit. A file may hold several."""

from collections.abc import Iterable, Sequence

from documents.understanding.amendments import amendment
from documents.understanding.bare_sections import promote_bare_rows
from documents.understanding.captions import last_caption, put_first
from documents.understanding.entry import Heading, MeasureEntry
from documents.understanding.header import Header
from documents.understanding.introducing import with_headings
from documents.understanding.joining import Vocabulary
from documents.understanding.ledger import Fate, Ledger, Line, Row
from documents.understanding.measures import Context, build_measures
from documents.understanding.plan_period import guess_period, period_of_lines, period_of_title
from documents.understanding.preamble import find_approval, find_edition, find_title
from documents.understanding.risk_audit import RiskAudit
from documents.understanding.road_map_tables import PlanRows
from documents.understanding.sections import sections_of, set_levels
from documents.understanding.signatures import is_signature
from roadmap.deadlines.of_plan import with_opening_august
from roadmap.deadlines.period import PlanPeriod
from roadmap.imports.proposal import Proposal, ProposedMeasure
from roadmap.problem import Problem


def _mended(heading: Heading) -> Problem:
    return Problem(code="heading-mended", facts={"text": " | ".join(heading.pieces)})


class PlanPart:
    """Grows while the document is walked; `proposal` puts everything together and claims the places."""

    def __init__(self, vocabulary: Vocabulary, ledger: Ledger, *, soft_breaks: bool) -> None:
        self.preamble: list[Line] = []
        self.rows = PlanRows(vocabulary, ledger)
        self.audit = RiskAudit(vocabulary, ledger)
        self.has_plan = False
        self.has_captions = False
        self.titles: list[str] = []
        self._first_caption = Line("", ())
        self._vocabulary = vocabulary
        self._ledger = ledger
        self._soft_breaks = soft_breaks

    @property
    def title(self) -> str:
        """What the lines above the first table call the plan."""
        return find_title(self._above)

    @property
    def period(self) -> PlanPeriod | None:
        """The days its title or another line above the table names."""
        return period_of_title(self.title) or period_of_lines(self._above)

    @property
    def _above(self) -> list[str]:
        return [line.text for line in self.preamble]

    def begin(self, captions: Sequence[Line]) -> None:
        """The first table of the plan comes, without a numbered heading above it."""
        self._first_caption = last_caption(captions)

    def take(self, header: Header, rows: Sequence[Row], *, has_numbers: bool) -> None:
        """Rows under a heading of a plan or of an audit."""
        if header.is_plan:
            self.has_plan = True
            self.rows.take(header, rows, has_numbers=has_numbers)
        else:
            self.audit.take(header, rows)

    def proposal(self, period: PlanPeriod | None) -> Proposal:
        """The plan as read; `period` overrides the one found."""
        headings, entries = promote_bare_rows(self.rows.headings, self.rows.entries)
        self._claim_signatures(headings[entries[-1].heading + 1 :])
        headings = headings[: entries[-1].heading + 1]
        title = self.title
        if self.has_captions and self._first_caption.text not in title and entries[0].heading == -1:
            headings = put_first(self._first_caption, headings, entries)
        set_levels(headings, frozenset(entry.heading for entry in entries))
        sections = sections_of(headings)
        found = period or self.period
        context = Context(
            sections=sections,
            vocabulary=self._vocabulary,
            known_codes=tuple(factor.code for factor in self.audit.factors),
            soft_breaks=self._soft_breaks,
            period=found,
        )
        measures = with_headings(build_measures(entries, context))
        self._claim(headings, entries)
        found, doubts = self._guessed(period, measures)
        if not title:
            doubts = (*doubts, Problem(code="road-map-title-missing"))
        doubts = (*doubts, *map(_mended, filter(lambda heading: heading.is_mended, headings)))
        return Proposal(
            title=title,
            period=found,
            approval=find_approval(self._above),
            edition=find_edition(self._above),
            sections=sections,
            measures=measures,
            risk_factors=self.audit.factors,
            amendments=tuple(amendment(note.text) for note in self.rows.notes),
            problems=(*doubts, *self.rows.problems),
        )

    def _guessed(
        self, found: PlanPeriod | None, measures: Sequence[ProposedMeasure]
    ) -> tuple[PlanPeriod | None, tuple[Problem, ...]]:
        if found is not None:
            return found, ()
        if self.period is not None:
            return with_opening_august(self.period, (measure.deadline for measure in measures)), ()
        return guess_period((measure.deadline_text for measure in measures), find_approval(self._above))

    def _claim(self, headings: Iterable[Heading], entries: Iterable[MeasureEntry]) -> None:
        for entry in entries:
            for places in entry.sources.values():
                self._ledger.claim(Fate.MEASURE, places)
        for heading in headings:
            self._ledger.claim(Fate.SECTION, heading.places)
        for note in self.rows.notes:
            self._ledger.claim(Fate.AMENDMENT, note.places)
        for line in self.preamble:
            self._ledger.claim(Fate.PREAMBLE, line.places)

    def _claim_signatures(self, headings: Iterable[Heading]) -> None:
        """Headings after the last measure head nothing: signatures, or rests."""
        for heading in headings:
            if is_signature(heading.title):
                self._ledger.claim(Fate.SIGNATURE, heading.places)
