"""Whom the words of a document may mean: the likeliest first, then by name."""

from collections.abc import Callable, Sequence
from difflib import SequenceMatcher
from typing import TypeVar

from roadmap.ids import UnitId
from roadmap.imports.proposal import ResponsibleKind
from roadmap.imports.questions import Question
from roadmap.language.unit_names import kind_of_name
from roadmap.natural_order import natural
from roadmap.people.persons import Person, Unit, UnitKind
from roadmap.people.unit_search import bears_words, closest_first, has_other_number, unit_tokens
from roadmap.wording import name_key, normal
from services.imports.question_views import Choices, Homes, PersonChoice, SchoolMark, SchoolMarks, UnitChoice

PAGE_SIZE = 8
MOST_FOUND = 10
LIKELY = 0.5
SIMILAR = 0.7
"""Whole names of bodies share the words «школа» and «центр»: they have to share more."""
T = TypeVar("T")


def unit_choices(question: Question, units: Sequence[Unit], page: int) -> Choices:
    """A page of units and groups, the department itself among them."""
    shown, page, pages = _page(_likeliest(question, units, lambda unit: unit.name), page)
    return Choices(
        question_id=question.id,
        words=question.words,
        page=page,
        pages=pages,
        units=tuple(UnitChoice(id=unit.id, name=unit.name, kind=unit.kind) for unit in shown),
    )


def found_choices(
    question: Question, units: Sequence[Unit], persons: Sequence[Person], typed: str
) -> Choices:
    """Units, groups and people these typed words mean."""
    who = [one for one in persons if name_key(typed) in name_key(one.name)][:MOST_FOUND]
    where = closest_first(typed, units, lambda unit: (unit.name,), lambda unit: unit.kind)[:MOST_FOUND]
    return Choices(
        question_id=question.id,
        words=question.words,
        page=0,
        pages=1,
        units=tuple(UnitChoice(id=unit.id, name=unit.name, kind=unit.kind) for unit in where),
        persons=tuple(PersonChoice(id=one.id, name=one.name, post=one.post) for one in who),
        typed=" ".join(typed.split()),
    )


def homes(
    question: Question,
    units: Sequence[Unit],
    post: str,
    first: Sequence[UnitId | None],
    page: int,
    typed: str = "",
) -> Homes:
    """A page of units, `first` before the others; groups are nobody's place of work.

    `typed`: only those these words mean.
    """
    places = [unit for unit in units if unit.kind is not UnitKind.GROUP]
    if typed:
        order = closest_first(typed, places, lambda unit: (unit.name,), lambda unit: unit.kind)
    else:
        at = {unit_id: place for place, unit_id in enumerate(first)}
        order = sorted(places, key=lambda unit: (at.get(unit.id, len(first)), normal(unit.name)))
    shown, page, pages = _page(order, page)
    return Homes(
        question_id=question.id,
        words=question.words,
        post=post,
        units=tuple(UnitChoice(id=unit.id, name=unit.name, kind=unit.kind) for unit in shown),
        page=page,
        pages=pages,
        typed=" ".join(typed.split()),
    )


def person_choices(question: Question, persons: Sequence[Person], page: int) -> Choices:
    """A page of people."""
    shown, page, pages = _page(_likeliest(question, persons, lambda person: person.name), page)
    return Choices(
        question_id=question.id,
        words=question.words,
        page=page,
        pages=pages,
        persons=tuple(PersonChoice(id=person.id, name=person.name, post=person.post) for person in shown),
    )


def resembling(question: Question, units: Sequence[Unit], persons: Sequence[Person]) -> str:
    """The name of the known unit or person the words resemble most; "" where none is close."""
    found = resembled(question, units, persons)
    return found.name if found else ""


def resembled(question: Question, units: Sequence[Unit], persons: Sequence[Person]) -> Unit | Person | None:
    """The known unit or person the words resemble most; None where none is close."""
    is_person = question.hint is ResponsibleKind.PERSON
    if not is_person and (only := _only_bearer(question, units)):
        return only
    same_number = [unit for unit in units if not has_other_number(question.words, unit.name)]
    known: list[Unit | Person] = [*persons] if is_person else [*same_number]
    closeness = [(_alike(question.subject, normal(one.name)), at) for at, one in enumerate(known)]
    close, at = max(closeness, default=(0.0, 0))
    return known[at] if close >= (LIKELY if is_person else SIMILAR) else None


def _only_bearer(question: Question, units: Sequence[Unit]) -> Unit | None:
    """The one unit with all these words in its name, or the one of the kind with the number they name."""
    bearers = [unit for unit in units if bears_words(question.words, unit.name)]
    if len(bearers) == 1:
        return bearers[0]
    numbers = [token for token in unit_tokens(question.words) if token.isdigit()]
    kind = kind_of_name(question.words)
    if len(numbers) != 1 or kind is UnitKind.OTHER:
        return None
    numbered = [unit for unit in units if unit.kind is kind and bears_words(numbers[0], unit.name)]
    return numbered[0] if len(numbered) == 1 else None


def school_marks(question: Question, units: Sequence[Unit], page: int) -> SchoolMarks:
    """A page of the department's schools with those of the group ticked."""
    schools = sorted(
        (unit for unit in units if unit.kind is UnitKind.SCHOOL), key=lambda unit: natural(unit.name)
    )
    shown, page, pages = _page(schools, page)
    return SchoolMarks(
        question_id=question.id,
        words=question.words,
        schools=tuple(SchoolMark(id=u.id, name=u.name, is_marked=u.id in question.marks) for u in shown),
        page=page,
        pages=pages,
        marked=sum(school.id in question.marks for school in schools),
        total=len(schools),
    )


def _likeliest(question: Question, candidates: Sequence[T], name: Callable[[T], str]) -> list[T]:
    def rank(candidate: T) -> tuple[float, str]:
        alike = _alike(question.subject, normal(name(candidate)))
        return (-alike if alike >= LIKELY else 0.0, normal(name(candidate)))

    return sorted(candidates, key=rank)


def _alike(words: str, name: str) -> float:
    """A shared surname or a shared long word counts even where the rest of the letters differ."""
    letters = SequenceMatcher(a=words, b=name, autojunk=False).ratio()
    said, known = set(words.replace(".", " ").split()), set(name.replace(".", " ").split())
    longest = max((len(word) for word in said & known), default=0)
    return max(letters, LIKELY + longest / 100 if longest > 3 else 0.0)


def _page(candidates: list[T], page: int) -> tuple[list[T], int, int]:
    pages = max(1, -(-len(candidates) // PAGE_SIZE))
    page = min(max(page, 0), pages - 1)
    return candidates[page * PAGE_SIZE : (page + 1) * PAGE_SIZE], page, pages
