from __future__ import annotations

import pytest
from tests.unit.policy.small_pack import CASES, Change, small

from antu.policy import PackError
from antu.policy.cases import plain_entry, read_cases, run_case
from antu.policy.cell import InexactNumber
from antu.policy.faults import Faults
from antu.policy.source import read_yaml


def messages(*changes: Change) -> list[str]:
    pack = small(*changes)
    return [problem.message for case in read_cases(pack) for problem in run_case(pack, case)]


def test_the_cases_of_the_small_pack_hold() -> None:
    assert messages() == []


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ('house/H1: "1001.00"', 'house/H1: "1001.01"', "「house/H1」应为 1001.01，算得 1001.00"),
        ('house/H1: "1001.00", ', "", "「house/H1」应为 没有这一行"),
        ('moving: "400.00", ', 'moving: "400.00", extra: "1.00", ', "「extra」应为 1.00，算得 没有这一行"),
        ('moving: "400.00", reward: "200.20"', 'reward: "200.20", moving: "400.00"', "次序"),
        ('payable: "1601.20"', 'payable: "1601.30"', "「应付合计」应为 1601.30"),
        ('day: "10"', 'day: "10.0"', "「day」应为 10.0，算得 10"),
        ("P1: A2 include", "P1: A1 include", "「P1」应为 A1 include，算得 A2 include"),
        ("eligibility: {P1: A2 include}", "draft: true", "应为待会审的草稿"),
        ("expect:\n    items", "signed_on: 2023-03-11\n  expect:\n    items", "「reward」应为 200.20，算得 0.00"),
        ('area_m2: "10.01"', "area_m2: 10.01", "却被拒绝"),
        ('area_m2: "-1"', 'area_m2: "1"', "应拒绝 houses.area_m2，却算出了"),
        (
            "{table: houses, column: area_m2}",
            "{table: houses, column: id}",
            "应拒绝 houses.id，实际拒绝 houses.area_m2",
        ),
    ],
)
def test_a_case_that_does_not_come_out_is_told(old: str, new: str, says: str) -> None:
    found = messages(("cases/cases.yaml", old, new))
    assert any(says in each for each in found), found


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("  expect_errors:\n    - {table: houses, column: area_m2}\n", "", "写且只写一个"),
        ("- id: ONE\n", "- idd: ONE\n", "「id」"),
        ('payable: "1601.20"', "payable: 1601.20", "引号"),
        ("  facts:\n    subject: {id: ONE", "  facts: 1\n  fakts:\n    subject: {id: ONE", "facts 应为映射"),
        (CASES, "id: ONE\n", "列表"),
        (CASES, "- ONE\n", "映射"),
        (CASES, "[]\n", "没有一个算例"),
    ],
)
def test_a_case_file_that_cannot_be_read_is_told(old: str, new: str, says: str) -> None:
    with pytest.raises(PackError, match=says):
        read_cases(small(("cases/cases.yaml", old, new)))


def test_yaml_facts_mean_what_they_look_like() -> None:
    faults = Faults()
    text = b"{a: 0101, b: 12, c: 1.5, d: true, e: no, f: 2023-03-01, g: null, h: '7', i: [1_0], j: {k: l}, a2: -3}"
    assert plain_entry(read_yaml("x.yaml", text, faults)) == {
        "a": "0101", "b": 12, "c": InexactNumber("1.5"), "d": True, "e": "no", "f": "2023-03-01", "g": None, "h": "7",
        "i": ["1_0"], "j": {"k": "l"}, "a2": -3,
    }  # fmt: skip
    assert faults.problems == []
