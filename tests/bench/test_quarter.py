"""Two schools live three weeks of the simulated quarter under the former and the present default."""

import re
from datetime import timedelta
from pathlib import Path

from bench.quarter import FIRST, LADDERS, Lived, live, tables
from bench.quarter_life import Said
from roadmap.delivery.kinds import DeliveryKind
from roadmap.people.persons import Role

THREE_WEEKS = FIRST + timedelta(days=20)


async def test_less_is_said_by_the_present_default_and_nothing_is_told_late(tmp_path: Path) -> None:
    former, present = [await live(tmp_path, name, ladder, 2, THREE_WEEKS) for name, ladder in LADDERS]
    assert 0 < _digests_of_reporters(present) < _digests_of_reporters(former)
    for lived in (former, present):
        assert len(lived.quarter.asked) > 20
        assert not lived.quarter.asked.keys() - lived.quarter.maps.keys()
        assert all(said.at >= said.planned for said in lived.quarter.said)
        assert {said.person for said in _of(lived, DeliveryKind.REPORT_SUBMITTED)} == {
            lived.quarter.one(Role.CURATOR).id
        }
        assert lived.quarter.decided
        assert all(one.since <= one.at for one in lived.quarter.decided)
    weekly, kinds, soon = tables([former, present], schools=2)
    assert [row[0] for row in weekly.rows[:2]] == ["those who report"] * 2
    assert kinds.rows[-1] == ("all", str(len(former.quarter.said)), str(len(present.quarter.said)))
    assert all(verdict.is_kept for table in (weekly, soon) for verdict in table.verdicts)
    for words, *values in soon.rows:
        if words.startswith(("told late", "messages that left")):
            assert all(re.fullmatch(r"0 of \d+", value) for value in values), words


def _digests_of_reporters(lived: Lived) -> int:
    reporters = {person.id for person in lived.quarter.people if person.role is Role.EXECUTOR}
    return sum(said.person in reporters for said in _of(lived, DeliveryKind.DIGEST))


def _of(lived: Lived, kind: DeliveryKind) -> list[Said]:
    return [said for said in lived.quarter.said if said.kind is kind]
