"""A seed is the same story every time, and together the seeds pass every named point."""

from proof.draw import draw
from proof.ground import Executor, Ground
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
    curators=(2001,),
    chats=(1001, 2001),
)


def test_a_seed_can_be_replayed() -> None:
    assert draw(17, GROUND) == draw(17, GROUND) != draw(18, GROUND)


def test_two_hundred_seeds_end_lives_at_every_named_point() -> None:
    drawn = {point for seed in range(1, 201) for life in draw(seed, GROUND).lives for point in life}

    assert drawn == set(Point)


def test_every_point_has_a_name_in_the_table() -> None:
    assert set(POINT_NAMES) == set(Point)
