"""The four sample registers agree with their truth, to the row and to the fen."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from tests.unit.register.records import RecordsAtHand
from tests.unit.register.village import SHELF, places

from antu.households.domain.facts import facts_document
from antu.households.domain.reading import RegisterReading, read_register
from antu.policy import compute, read_facts

REGISTERS = Path(__file__).parents[3] / "demo" / "registers"
TRUTHS = sorted((Path(__file__).parent / "truth").glob("*.truth.json"))
NAMES = [truth.name.removesuffix(".truth.json") for truth in TRUTHS]


@pytest.fixture(scope="module", params=NAMES)
def sample(request: pytest.FixtureRequest) -> tuple[RegisterReading, dict[str, Any]]:
    reading = read_register(REGISTERS / f"{request.param}.xlsx", SHELF, RecordsAtHand())
    truth = Path(__file__).parent / "truth" / f"{request.param}.truth.json"
    return reading, json.loads(truth.read_text(encoding="utf-8"))


def stated(problems: list[dict[str, Any]]) -> list[tuple[object, ...]]:
    return [(each["sheet"], each["row"], each["column"], each["rule"]) for each in problems]


def test_there_are_four_samples() -> None:
    assert len(NAMES) == 4


def test_errors_and_warnings_are_those_of_the_truth_in_its_order(
    sample: tuple[RegisterReading, dict[str, Any]],
) -> None:
    reading, truth = sample
    assert places(reading.errors) == stated(truth["errors"])
    assert places(reading.warnings) == stated(truth["warnings"])


def test_rows_are_counted_as_the_truth_counts_them(sample: tuple[RegisterReading, dict[str, Any]]) -> None:
    reading, truth = sample
    sheets = {
        name: {"rows": each.rows, "accepted": each.accepted, "rejected": each.rejected}
        for name, each in reading.sheets.items()
    }
    assert sheets == truth["sheets"]


def test_the_same_subjects_are_rejected_and_accepted(sample: tuple[RegisterReading, dict[str, Any]]) -> None:
    reading, truth = sample
    assert list(reading.rejected_households) == truth["rejected_households"]
    assert {subject.code: subject.kind for subject in reading.subjects} == {
        code: each["kind"] for code, each in truth["payable"].items()
    }


def test_accepted_subjects_are_paid_what_the_truth_says(sample: tuple[RegisterReading, dict[str, Any]]) -> None:
    reading, truth = sample
    assert reading.pack is not None
    assert reading.project is not None
    for subject in reading.subjects:
        expected = truth["payable"][subject.code]
        estimate = expected.get("estimate") or {}
        assumed = date.fromisoformat(estimate["as_if_signed_on"]) if estimate else None
        document = facts_document(reading.pack, reading.project, subject)
        computed = compute(reading.pack, read_facts(reading.pack, document, signed_on=assumed))
        assert str(computed.totals["payable"]) == (estimate.get("payable") or expected["payable"]), subject.code
        assert str(computed.totals["separate"]) == expected["separate"], subject.code


def test_messages_are_chinese_and_say_what_to_do(sample: tuple[RegisterReading, dict[str, Any]]) -> None:
    reading, _ = sample
    assert all(any("一" <= char <= "鿿" for char in problem.message) for problem in reading.errors + reading.warnings)
    assert all("请" in problem.message for problem in reading.errors)
