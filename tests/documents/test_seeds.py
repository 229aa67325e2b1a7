"""Five real documents, kept outside the repository; two of them with everything they should give."""

import json
import re
from typing import Any

import pytest

from documents.reader import read_document
from reports.roadmap_json import roadmap_json
from tests.places import SHARED

pytestmark = pytest.mark.skipif(
    not (SHARED / "seeds").is_dir(), reason="the real documents are not beside this repository"
)


def read(number: str) -> dict[str, Any]:
    path = next((SHARED / "seeds").glob(f"{number}_*.txt"))
    return roadmap_json(read_document(path.read_bytes(), path.name))


@pytest.mark.parametrize("number", ["002", "004"])
def test_a_document_comes_out_as_its_gold_says(number: str) -> None:
    found = read(number)
    gold: dict[str, Any] = json.loads((SHARED / "gold" / f"{number}.json").read_text("utf-8"))
    for key in ("title", "period", "approval", "sections"):
        assert found[key] == gold[key], key
    assert len(found["measures"]) == len(gold["measures"])
    for measure, wish in zip(found["measures"], gold["measures"], strict=True):
        deadline = {key: measure["deadline"][key] for key in wish["deadline"]}
        assert {**{key: measure[key] for key in wish}, "deadline": deadline} == wish


def raw(number: str, line: int, column: int) -> str:
    """A cell of the file as printed, without its tags."""
    path = next((SHARED / "seeds").glob(f"{number}_*.txt"))
    cell = path.read_text("utf-8").split("\n")[line].split("\t")[column]
    return " ".join(re.sub(r"<[^>]+>", " ", cell).split())


def numbers(found: dict[str, Any]) -> list[str]:
    return [measure["number"] for measure in found["measures"]]


def by_number(found: dict[str, Any], number: str, nth: int = 0) -> dict[str, Any]:
    measures: list[dict[str, Any]] = [m for m in found["measures"] if m["number"] == number]
    return measures[nth]


def run(first: int, last: int) -> list[str]:
    return [str(number) for number in range(first, last + 1)]


def under(number: int, count: int) -> list[str]:
    return [f"{number}.{index}" for index in range(1, count + 1)]


class TestSituationsAndSolutions:
    """000: no responsible column, two levels of sections, cells broken over pages."""

    def test_every_measure_is_found_in_its_section(self) -> None:
        found = read("000")
        assert numbers(found) == [*run(1, 15), *run(1, 6), *run(1, 6), "1"]
        printed = [title.split(" ")[0] for title in found["sections"]]
        assert printed == ["1.", "1.1.", "1.2.", "1.3.", "2.", "2.1.", "2.2.", "2.3."]
        counts = [sum(m["section"] == title for m in found["measures"]) for title in found["sections"]]
        assert counts == [0, 6, 2, 7, 0, 6, 6, 1]

    def test_the_period_is_the_school_year_and_no_order_is_named(self) -> None:
        found = read("000")
        assert found["period"] == {"start": "2021-09-01", "end": "2022-08-31"}
        assert found["approval"] is None

    def test_the_body_of_the_upper_heading_answers(self) -> None:
        found = read("000")
        upper, lower = (found["sections"][index].split(" ", 1)[1] for index in (0, 4))
        assert [m["responsibles"] for m in found["measures"]] == [[upper]] * 15 + [[lower]] * 13

    def test_every_cell_of_a_row_broken_over_pages_is_whole(self) -> None:
        found = read("000")
        solution = " ".join(raw("000", line, 3) for line in (9, 11, 14))
        assert by_number(found, "1")["attributes"]["solution"] == solution
        fifteenth = by_number(found, "15")
        assert fifteenth["title"] == f"{raw('000', 37, 1)} {raw('000', 39, 1)}"
        assert fifteenth["attributes"]["risks"] == f"{raw('000', 37, 5)} {raw('000', 39, 5)}"
        hyphenated = raw("000", 46, 5) + raw("000", 49, 5)
        assert by_number(found, "1", 1)["attributes"]["risks"] == hyphenated
        assert set(by_number(found, "5")["attributes"]) == {"situation", "solution", "risks"}

    def test_dates_inside_the_solution_are_offered(self) -> None:
        milestones = by_number(read("000"), "1")["milestones"]
        assert len(milestones) == 11
        assert milestones[0]["deadline_text"] == "октябрь 2021 года"

    @pytest.mark.parametrize(
        ("number", "nth", "text", "kind", "windows"),
        [
            ("5", 0, "", "missing", []),
            ("7", 0, "До 01.09.2021", "dated", [["2021-09-01", "2021-09-01"]]),
            ("8", 0, "2021-2022 уч. год", "ongoing", [["2021-09-01", "2022-08-31"]]),
            ("14", 0, "Сентябрь 2021 года", "dated", [["2021-09-01", "2021-09-30"]]),
            (
                "6",
                1,
                "В течение 2021-2022 уч. года (сентябрь-март)",
                "ongoing",
                [["2021-09-01", "2022-03-31"]],
            ),
            ("3", 2, "Июнь 2022", "dated", [["2022-06-01", "2022-06-30"]]),
        ],
    )
    def test_deadlines(self, number: str, nth: int, text: str, kind: str, windows: list[list[str]]) -> None:
        measure = by_number(read("000"), number, nth)
        assert (measure["deadline_text"], measure["deadline"]["kind"]) == (text, kind)
        assert measure["deadline"]["windows"] == windows


class TestGroupsAndAmendments:
    """001: one cell a line, groups with sub-rows, misprinted numbers, notes of later orders."""

    def test_every_measure_and_sub_measure_is_found_in_order(self) -> None:
        expected = [
            *run(1, 3),
            *under(3, 10),
            "4",
            "5",
            *under(5, 3),
            *run(6, 13),
            *under(11, 5),
            *run(14, 29),
        ]
        expected += [*under(27, 5), "30", *under(28, 8), "31", *under(29, 3), *run(32, 42)]
        assert numbers(read("001")) == expected

    def test_sections_and_notes_are_told_apart(self) -> None:
        found = read("001")
        assert [sum(m["section"] == title for m in found["measures"]) for title in found["sections"]] == [
            23, 17, 5, 20, 3, 8,
        ]  # fmt: skip
        assert [note["measures"] for note in found["amendments"]] == [["9", "10"], ["21"], ["27"]]
        assert found["approval"] == {"number": "1104", "date": "2020-05-20"}
        assert found["edition"] == {"number": "362", "date": "2020-02-18"}

    def test_sub_rows_inherit_what_their_group_has_merged(self) -> None:
        found = read("001")
        for number in under(3, 10):
            measure = by_number(found, number)
            assert measure["parent"] == "3" and measure["deadline_inherited"]
            assert measure["deadline_text"] == "Май-август 2020"
            assert measure["expected_result"] == by_number(found, "3")["expected_result"] != ""
        assert by_number(found, "5.3")["responsibles"] == by_number(found, "5")["responsibles"]
        assert len(by_number(found, "5")["responsibles"]) == 3

    def test_misprinted_sub_rows_stand_under_the_row_they_are_printed_under(self) -> None:
        found = read("001")
        parents = {
            number: by_number(found, number)["parent"] for number in ("11.1", "11.5", "27.1", "28.8", "29.3")
        }
        assert parents == {"11.1": "13", "11.5": "13", "27.1": "29", "28.8": "30", "29.3": "31"}
        assert not by_number(found, "11.2")["deadline_inherited"]
        assert by_number(found, "13")["title"].endswith(":")
        assert by_number(found, "20")["deadline_text"] == "Ежегодно (январь-февраль)"

    @pytest.mark.parametrize(
        ("number", "kind", "count", "first", "last"),
        [
            ("1", "dated", 1, "2020-04-01", "2020-04-30"),
            ("5", "recurring", 4, "2020-08-01", "2023-09-30"),
            ("11", "dated", 4, "2020-09-01", "2023-05-31"),
            ("11.2", "dated", 5, "2020-05-01", "2023-08-31"),
            ("18", "recurring", 4, "2020-09-01", "2023-11-30"),
            ("22", "dated", 3, "2021-01-01", "2023-06-20"),
            ("27.2", "recurring", 13, "2020-11-01", "2023-12-31"),
            ("28.3", "ongoing", 4, "2020-10-01", "2023-12-31"),
            ("28.4", "unscheduled", 0, "", ""),
            ("33", "unscheduled", 0, "", ""),
            ("36", "recurring", 16, "2020-01-01", "2023-12-31"),
            ("42", "ongoing", 1, "2020-01-01", "2023-12-31"),
        ],
    )
    def test_deadlines(self, number: str, kind: str, count: int, first: str, last: str) -> None:
        deadline = by_number(read("001"), number)["deadline"]
        windows = deadline["windows"]
        assert (deadline["kind"], len(windows)) == (kind, count)
        assert not windows or (windows[0][0], windows[-1][1]) == (first, last)


class TestRiskAudit:
    """003: an audit of risk factors, then a plan of eight columns that points to its codes."""

    def test_every_measure_is_found(self) -> None:
        found = read("003")
        assert numbers(found) == run(1, 44)
        assert found["sections"] == [] and found["approval"] == {"number": "4", "date": "2023-03-01"}
        assert found["period"] == {"start": "2023-01-01", "end": "2024-12-31"}

    def test_the_audit_is_read_over_its_page_breaks(self) -> None:
        factors = read("003")["risk_factors"]
        codes = [
            *under(1, 4),
            *under(2, 4),
            *under(3, 3),
            *under(4, 4),
            *under(5, 4),
            *under(6, 3),
            *under(7, 2),
        ]
        assert [factor["code"] for factor in factors] == codes
        assert [factors[0][key] for key in ("factor", "parameter", "organisations")] == [
            raw("003", 41, column) for column in (1, 2, 4)
        ]
        assert factors[3]["factor"] == factors[0]["factor"]
        assert factors[6]["parameter"] == f"{raw('003', 47, 2)} {raw('003', 49, 2)}"

    def test_codes_are_lists_and_all_means_all(self) -> None:
        found = read("003")
        chosen = {
            number: by_number(found, number)["attributes"]["risk_codes"] for number in ("5", "10", "36", "42")
        }
        assert chosen == {
            "5": ["1.1"],
            "10": ["1.2", "1.3"],
            "36": ["4.1", "4.2", "4.3"],
            "42": ["6.1", "6.2", "6.3"],
        }
        assert len(by_number(found, "1")["attributes"]["risk_codes"]) == 24

    def test_cells_are_whole_and_in_their_columns(self) -> None:
        found = read("003")
        thirteenth = by_number(found, "13")["attributes"]
        assert thirteenth["audience"] == f"{raw('003', 87, 4)} {raw('003', 89, 4)}"
        assert thirteenth["place"] == f"{raw('003', 87, 5)} {raw('003', 89, 5)}"
        assert by_number(found, "31")["attributes"]["form"] == ""
        assert by_number(found, "8")["title"] == f"{raw('003', 80, 1)} {raw('003', 82, 1)}"
        assert [len(by_number(found, number)["responsibles"]) for number in ("3", "6", "17", "20", "27")] == [
            1, 1, 3, 1, 2,
        ]  # fmt: skip

    @pytest.mark.parametrize(
        ("number", "kind", "windows"),
        [
            ("1", "dated", [["2023-03-01", "2023-03-31"]]),
            ("4", "dated", [["2023-09-01", "2023-09-30"], ["2024-09-01", "2024-09-30"]]),
            ("14", "unscheduled", []),
            ("31", "recurring", [["2023-01-01", "2023-12-31"], ["2024-01-01", "2024-12-31"]]),
            ("34", "recurring", [["2023-06-01", "2023-06-30"], ["2024-06-01", "2024-06-30"]]),
            ("44", "ongoing", [["2023-01-01", "2024-12-31"]]),
        ],
    )
    def test_deadlines(self, number: str, kind: str, windows: list[list[str]]) -> None:
        deadline = by_number(read("003"), number)["deadline"]
        assert (deadline["kind"], deadline["windows"]) == (kind, windows)
