from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from tests.unit.policy.small_pack import facts, small

from antu.policy import BadFacts, check_facts, compute, read_facts
from antu.policy.cell import InexactNumber

PACK = small()


def problems(document: dict[str, Any], signed_on: date | None = None) -> list[tuple[object, object, object, str]]:
    """Table, row, column and rule of each problem."""
    with pytest.raises(BadFacts) as caught:
        read_facts(PACK, document, signed_on=signed_on)
    where = [(each.where, each.rule) for each in caught.value.problems]
    return [(place["table"], place["row"], place["column"], rule) for place, rule in where]


def house(**columns: Any) -> dict[str, Any]:
    return facts(houses=[{"id": "H1", "structure": "brick", "area_m2": "1"} | columns])


def test_good_facts_have_their_defaults_and_exact_values() -> None:
    read = read_facts(PACK, facts(houses=[{"id": "H1", "structure": "brick", "area_m2": "35.20", "built_on": None}]))
    assert read.subject["kind"] == "household"
    assert {**read.tables["houses"][0], "area_m2": "35.20"} == {
        "id": "H1", "structure": "brick", "area_m2": "35.20", "floors": 1, "built_on": None,
    }  # fmt: skip
    assert str(read.tables["houses"][0]["area_m2"]) == "35.20"


def test_facts_written_out_again_read_the_same() -> None:
    read = read_facts(PACK, facts())
    assert read_facts(PACK, read.as_document()) == read


@pytest.mark.parametrize(
    ("column", "given", "rule"),
    [
        ("area_m2", 1.5, "F-FLOAT"), ("area_m2", 100.0, "F-FLOAT"), ("area_m2", InexactNumber("1e2"), "F-FLOAT"),
        ("area_m2", "1e3", "F-NUMBER"), ("area_m2", "+5", "F-NUMBER"), ("area_m2", " 5 ", "F-NUMBER"),
        ("area_m2", "１２", "F-NUMBER"), ("area_m2", "1,000", "F-NUMBER"), ("area_m2", "", "F-NUMBER"),
        ("area_m2", ".5", "F-NUMBER"), ("area_m2", "5.", "F-NUMBER"), ("area_m2", "NaN", "F-NUMBER"),
        ("area_m2", "Infinity", "F-NUMBER"), ("area_m2", "约5", "F-NUMBER"), ("area_m2", True, "F-NUMBER"),
        ("area_m2", ["5"], "F-NUMBER"), ("area_m2", "1" * 80, "F-NUMBER"), ("area_m2", "-0.01", "F-BOUNDS"),
        ("area_m2", -1, "F-BOUNDS"), ("area_m2", "0.00001", "F-DIGITS"), ("area_m2", "100000000", "F-DIGITS"),
        ("area_m2", 10**50, "F-DIGITS"), ("area_m2", None, "F-REQUIRED"),
        ("floors", "1.5", "F-INTEGER"), ("floors", 1.0, "F-FLOAT"), ("floors", 10, "F-BOUNDS"),
        ("floors", "two", "F-NUMBER"),
        ("structure", "Brick", "F-CHOICE"), ("structure", "brick ", "F-CHOICE"), ("structure", "砖", "F-CHOICE"),
        ("structure", 1, "F-CHOICE"), ("structure", None, "F-REQUIRED"), ("structure", ["brick"], "F-CHOICE"),
        ("built_on", "2023-02-30", "F-DATE"), ("built_on", "20230301", "F-DATE"), ("built_on", "2023-3-1", "F-DATE"),
        ("built_on", "2023-W09-3", "F-DATE"), ("built_on", "2023-03-01T00:00:00", "F-DATE"),
        ("built_on", 20230301, "F-DATE"),
        ("built_on", "", "F-DATE"), ("built_on", "２０２３-03-01", "F-DATE"), ("built_on", "0000-01-01", "F-DATE"),
        ("colour", "red", "F-COLUMN"), ("decision", "include", "F-COLUMN"),
    ],
)  # fmt: skip
def test_a_value_that_its_column_does_not_allow_is_refused_at_its_place(column: str, given: object, rule: str) -> None:
    assert problems(house(**{column: given})) == [("houses", "H1", column, rule)]


@pytest.mark.parametrize("given", ["5", 5, "5.0", "005", "5.5000", "-0", 0, "99999999.9999"])
def test_plain_numbers_are_read_as_text_or_integer(given: object) -> None:
    assert read_facts(PACK, house(area_m2=given))


@pytest.mark.parametrize("given", ["3", 3, "3.0"])
def test_a_whole_number_is_good_for_an_integer_column(given: object) -> None:
    assert read_facts(PACK, house(floors=given)).tables["houses"][0]["floors"] == 3


@pytest.mark.parametrize("given", ["true", "", 1, 0, "是", 1.0])
def test_a_mark_is_true_or_false_and_nothing_else(given: object) -> None:
    assert problems(facts(people=[{"id": "P1", "local": given}])) == [("people", "P1", "local", "F-BOOLEAN")]


@pytest.mark.parametrize(
    ("document", "expected"),
    [
        ({}, [("subject", None, None, "F-REQUIRED"), ("project", None, None, "F-REQUIRED")]),
        (facts(subject=[1]), [("subject", None, None, "F-SHAPE")]),
        (facts(project="x"), [("project", None, None, "F-SHAPE")]),
        (facts(subject={}), [("subject", None, "id", "F-REQUIRED"), ("subject", None, "signed_on", "F-REQUIRED")]),
        (facts(subject={"id": 5, "signed_on": "2023-03-10"}), [("subject", None, "id", "F-TEXT")]),
        (facts(subject={"id": " ", "signed_on": "2023-03-10"}), [("subject", None, "id", "F-REQUIRED")]),
        (facts(houses={"id": "H1"}), [("houses", None, None, "F-SHAPE")]),
        (facts(houses="H1"), [("houses", None, None, "F-SHAPE")]),
        (facts(houses=None), [("houses", None, None, "F-SHAPE")]),
        (facts(houses=[1]), [("houses", 1, None, "F-SHAPE")]),
        (facts(hauses=[]), [("hauses", None, None, "F-TABLE")]),
        (facts(people=[{}]), [("people", 1, "id", "F-REQUIRED")]),
        (facts(people=[{"id": "P1"}, {"id": "P1"}, {"id": "P1"}]), [("people", "P1", "id", "F-DUPLICATE")] * 2),
        (facts(people=[{"id": f"P{number}"} for number in range(1001)]), [("people", None, None, "F-ROWS")]),
    ],
)
def test_a_document_of_another_shape_is_refused(document: dict[str, Any], expected: list[object]) -> None:
    assert problems(document) == expected


def test_a_table_holds_a_thousand_rows_and_an_absent_one_none() -> None:
    assert (
        len(read_facts(PACK, facts(people=[{"id": f"P{number}"} for number in range(1000)])).tables["people"]) == 1000
    )
    document = facts()
    del document["people"]
    assert read_facts(PACK, document).tables["people"] == ()


def test_all_problems_of_one_reading_are_told_together_with_the_subject() -> None:
    document = facts(
        subject={"id": "S9", "kind": "village"},
        houses=[{"id": "H1", "structure": "mud", "area_m2": "-1"}, {"id": "H1", "area_m2": 1.5, "structure": "wood"}],
        other=[],
    )
    assert {(table, column) for table, _, column, _ in problems(document)} == {
        ("subject", "kind"), ("subject", "signed_on"), ("houses", "structure"), ("houses", "area_m2"), ("houses", "id"),
        ("other", None),
    }  # fmt: skip
    with pytest.raises(BadFacts) as caught:
        read_facts(PACK, document)
    assert {problem.where["subject"] for problem in caught.value.problems} == {"S9"}


def test_checks_between_columns_run_when_every_value_can_be_read() -> None:
    early = {"id": "S1", "signed_on": "2023-02-28"}
    assert problems(facts(subject=early)) == [("subject", None, "signed_on", "R-DATE-ORDER")]
    assert problems(facts(subject=early, people=[{}])) == [("people", 1, "id", "F-REQUIRED")]


def test_a_message_says_what_was_given_and_what_is_allowed() -> None:
    with pytest.raises(BadFacts, match=r"「面积」（area_m2，单位 ㎡）给的是「-1」，超出范围；应为十进制数（≥ 0）"):
        read_facts(PACK, house(area_m2="-1"))
    with pytest.raises(BadFacts, match=r"没有列「aera_m2」.*是否想写「area_m2」"):
        read_facts(PACK, house(aera_m2="1"))


def test_a_given_signing_day_makes_an_estimate_whatever_the_facts_say() -> None:
    unsigned = facts(subject={"id": "S1"})
    read = read_facts(PACK, unsigned, signed_on=date(2023, 3, 11))
    assert compute(PACK, read).estimate
    assert compute(PACK, read).derived["day"] == "11"
    assert compute(PACK, read_facts(PACK, facts(), signed_on=date(2023, 3, 11))).derived["day"] == "11"
    assert not compute(PACK, read_facts(PACK, facts())).estimate
    assert problems(unsigned, date(2023, 2, 1)) == [("subject", None, "signed_on", "R-DATE-ORDER")]


def test_a_register_row_without_a_signing_day_can_be_checked() -> None:
    assert check_facts(PACK, facts(subject={"id": "S1"})) == ()
    wrong = check_facts(PACK, facts(subject={"id": "S1"}, houses=[{"id": "H1", "structure": "brick"}]))
    assert [problem.where["column"] for problem in wrong] == ["area_m2"]


def test_a_pack_that_reads_no_signing_day_makes_no_estimate_by_one() -> None:
    pack = small(
        ("facts.yaml", "      vacated_on: {label: 腾地日, type: date, from: household.vacated_on}\n", ""),
        ("facts.yaml", "from: household.signed_on", "from: household.vacated_on"),
    )
    with pytest.raises(BadFacts, match="不读签约日"):
        read_facts(pack, facts(), signed_on=date(2023, 3, 11))
