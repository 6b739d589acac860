"""Each sample goes in, and ``register show`` gives the figures of its truth file, subject by subject."""

from __future__ import annotations

import json
from argparse import Namespace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from tests.db.registry import SAMPLES, bring_in

from antu.compensation.commands import COMMANDS

pytestmark = pytest.mark.django_db

TRUTHS = Path(__file__).parents[2] / "unit" / "register" / "truth"
NAMES = sorted(path.name.removesuffix(".truth.json") for path in TRUTHS.glob("*.truth.json"))


@pytest.fixture(params=NAMES)
def truth(request: pytest.FixtureRequest) -> dict[str, Any]:
    text = (TRUTHS / f"{request.param}.truth.json").read_text(encoding="utf-8")
    return {**json.loads(text), "name": request.param}


def shown(project: str, capsys: pytest.CaptureFixture[str]) -> dict[str, Any]:
    show = next(each for each in COMMANDS if each.name == "register show")
    asked = Namespace(project=project, signed_on=date(2023, 12, 31), json=True, as_login=None)
    assert show.run(asked) == 0
    answer: dict[str, Any] = json.loads(capsys.readouterr().out)
    return answer


def test_the_import_tells_rows_errors_and_warnings_of_the_truth(truth: dict[str, Any]) -> None:
    told = bring_in(SAMPLES / f"{truth['name']}.xlsx").as_json()
    assert told["sheets"] == truth["sheets"]
    for kind in ("errors", "warnings"):
        places = [{name: each[name] for name in ("sheet", "row", "column", "rule")} for each in told[kind]]  # type: ignore[attr-defined]
        assert places == truth[kind]
    assert told["rejected_households"] == truth["rejected_households"]
    assert told["created"] == sum(count["accepted"] for count in truth["sheets"].values())
    assert (told["updated"], told["unchanged"]) == (0, 0)


def test_every_subject_and_the_totals_are_those_of_the_truth(
    truth: dict[str, Any], capsys: pytest.CaptureFixture[str]
) -> None:
    bring_in(SAMPLES / f"{truth['name']}.xlsx")
    answer = shown(truth["project"]["code"], capsys)
    assert answer["totals"] == truth["totals"]
    assert {each["code"] for each in answer["households"]} == truth["payable"].keys()
    for each in answer["households"]:
        expected = {"estimate": None, **truth["payable"][each["code"]]}
        assert {name: each[name] for name in expected} == expected, each["code"]


def test_an_unsigned_subject_is_estimated_and_not_payable(capsys: pytest.CaptureFixture[str]) -> None:
    bring_in(SAMPLES / "dashuju-2-remaining.xlsx")
    by_code = {each["code"]: each for each in shown("大数据二期", capsys)["households"]}
    assert by_code["DSJ2-003"]["payable"] is None
    assert by_code["DSJ2-003"]["estimate"] == {"as_if_signed_on": "2023-12-31", "payable": "193878.84"}
    assert by_code["DSJ2-001"]["estimate"] is None


def test_without_json_a_person_reads_amounts_marks_and_sums(capsys: pytest.CaptureFixture[str]) -> None:
    bring_in(SAMPLES / "tutorial.xlsx")
    show = next(each for each in COMMANDS if each.name == "register show")
    assert show.run(Namespace(project="SF2023-JX01", signed_on=None, json=False, as_login=None)) == 0
    text = capsys.readouterr().out
    assert "JX-001 崔杰建  200,179.00 元（示例）" in text
    assert "已签约 3 户，应付合计 1,107,611.50 元" in text
