"""The versions of one pack follow each other day by day: what does not is told before any household."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from tests.unit.policy.small_pack import small
from tests.unit.policy.test_shelf import put

from antu.policy import Pack
from antu.policy.validity import validity_problems, validity_words
from antu.site.cli import main


def version(number: str, start: str, end: str = "") -> Pack:
    until = f"valid_to: {end}\n" if end else ""
    return small(
        ("pack.yaml", 'version: "1"', f'version: "{number}"'),
        ("pack.yaml", "valid_from: 2023-01-01\n", f"valid_from: {start}\n{until}"),
    )


def told(*packs: Pack) -> str:
    return "".join(str(each.message) for each in validity_problems(packs[-1], packs[:-1]))


@pytest.mark.parametrize(
    ("first", "second", "says"),
    [
        (("2023-01-01", "2023-12-31"), ("2024-01-01", ""), "接续版本 1"),
        (("2023-01-01", "2024-02-28"), ("2024-02-29", "2024-12-31"), "接续版本 1"),
        (("2023-01-01", ""), ("2024-06-01", ""), "自 2024-06-01 起接替版本 1（那一版没有写废止日）"),
        (("2023-01-01", ""), ("2023-01-01", ""), "与版本 1 同日起，更正并代替它"),
        (("2023-01-01", "2023-12-31"), ("2023-01-01", "2023-12-31"), "更正并代替它"),
    ],
)
def test_a_version_that_follows_as_it_should_says_how(
    first: tuple[str, str], second: tuple[str, str], says: str
) -> None:
    one, two = version("1", *first), version("2", *second)
    assert told(one, two) == ""
    assert says in validity_words(two, [one])


@pytest.mark.parametrize(
    ("first", "second", "says"),
    [
        (
            ("2023-01-01", "2023-12-31"),
            ("2024-01-02", ""),
            "中间 2024-01-01 没有有效的版本；应写 valid_from: 2024",
        ),
        (("2023-01-01", "2023-12-31"), ("2024-03-01", ""), "中间 2024-01-01 至 2024-02-29 没有有效的版本"),
        (("2023-01-01", "2023-12-31"), ("2023-12-31", ""), "2023-12-31 有两个版本；应写 valid_from: 2024-01-01"),
        (("2023-01-01", "2023-12-31"), ("2023-07-01", ""), "2023-07-01 至 2023-12-31 有两个版本"),
        (("2023-01-01", ""), ("2022-12-31", ""), "早于它前面的版本 1（2023-01-01 起）"),
    ],
)
def test_a_gap_an_overlap_and_a_start_too_early_are_told_at_the_later_version(
    first: tuple[str, str], second: tuple[str, str], says: str
) -> None:
    one, two = version("1", *first), version("2", *second)
    assert says in told(one, two)
    (problem,) = validity_problems(two, [one])
    assert (problem.rule, problem.where) == ("P-VALIDITY", {"file": "pack.yaml", "line": 9, "key": "valid_from"})
    assert validity_words(two, [one]) == ""


def test_only_the_version_directly_before_counts() -> None:
    one, two = version("1", "2022-01-01"), version("2", "2023-01-01", "2023-12-31")
    assert told(one) == ""
    assert validity_words(one, []) == ""
    assert "没有有效的版本" in told(one, two, version("3", "2024-02-01"))
    assert told(one, two, version("3", "2024-01-01")) == ""


def test_a_writer_learns_of_it_by_the_check(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    start = "valid_from: 2023-01-01\n"
    put(tmp_path, "1", "small", ("pack.yaml", start, f"{start}valid_to: 2023-12-31\n"))
    put(tmp_path, "10", "small", ("pack.yaml", start, "valid_from: 2024-02-01\n"))
    broken = put(tmp_path, "9")
    (broken / "items.yaml").unlink()
    assert main(("policy", "check", str(tmp_path / "small/10"), "--json")) == 1
    (result,) = json.loads(capsys.readouterr().out)
    assert (result["ok"], result["cases"], result["notes"]) == (False, 2, [])
    (error,) = result["errors"]
    assert (error["rule"], error["file"], error["line"], error["key"]) == ("P-VALIDITY", "pack.yaml", 9, "valid_from")
    put(tmp_path, "11", "small", ("pack.yaml", start, "valid_from: 2024-03-01\n"))
    assert main(("policy", "check", str(tmp_path / "small/11"))) == 0
    assert "有效期：自 2024-03-01 起接替版本 10" in capsys.readouterr().out
