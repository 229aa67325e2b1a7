"""A seed is the same story every time, and together the seeds pass every named point."""

from proof.draw import ErrandKind, draw
from proof.ground import Coordinator, Executor, Ground
from proof.page import POINT_NAMES
from proof.points import Point

GROUND = Ground(
    executors=tuple(
        Executor(
            chat_id=1000 + number,
            duties={"1.1": number, "1.2": number + 10, "1.3": number + 20},
            draft_id=number if number % 2 else None,
        )
        for number in range(1, 7)
    ),
    coordinators=(Coordinator(chat_id=3001, road_map_id=1), Coordinator(chat_id=3002, road_map_id=2)),
    curators=(2001,),
    chats=(1001, 2001),
)


def test_a_seed_can_be_replayed() -> None:
    assert draw(17, GROUND) == draw(17, GROUND) != draw(18, GROUND)


def test_two_hundred_seeds_end_lives_at_every_named_point() -> None:
    drawn = {point for seed in range(1, 201) for life in draw(seed, GROUND).lives for point in life}

    assert drawn == set(Point)


def test_each_seed_has_an_errand_of_every_coordinator_and_together_they_have_all() -> None:
    told = [
        [errand for day in draw(seed, GROUND).days for step in day for errand in step.errands]
        for seed in range(1, 61)
    ]

    assert all({each.chat_id for each in errands} == {3001, 3002} for errands in told)
    assert {each.kind for errands in told for each in errands} == set(ErrandKind)


def test_every_point_has_a_name_in_the_table() -> None:
    assert set(POINT_NAMES) == set(Point)
