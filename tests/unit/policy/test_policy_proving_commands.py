from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from tests.unit.policy.small_pack import files

from antu.policy.proving import kept
from antu.site.cli import main


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    place = tmp_path / "small" / "1"
    for name, content in files().items():
        (place / name).parent.mkdir(parents=True, exist_ok=True)
        (place / name).write_bytes(content)
    return place


@pytest.fixture
def check(capsys: pytest.CaptureFixture[str]) -> Any:
    def run(*words: str) -> tuple[int, str]:
        status = main(("policy", "check", *words))
        return status, capsys.readouterr().out

    return run


def test_checking_says_whether_a_proof_of_these_bytes_is_kept(check: Any, folder: Path) -> None:
    assert "有留存的证明" in check("hunan-demo-2023")[1]
    assert "没有这份内容的证明；请运行 policy check --prove" in check(str(folder))[1]
    assert json.loads(check(str(folder), "--json")[1])[0]["proof"] == {"kept": False}


def test_a_proof_is_made_and_told_and_not_kept_of_an_office_s_own_folder(check: Any, folder: Path) -> None:
    before = kept.KEPT.read_bytes()
    status, text = check(str(folder), "--prove", "--keep", "--households", "30")
    assert status == 0
    assert "证明：30 户、" in text
    assert "有 0 处不同；没有留存" in text
    assert kept.KEPT.read_bytes() == before
    status, text = check(str(folder), "--prove", "--households", "30", "--json")
    proof = json.loads(text)[0]["proof"]
    assert (status, proof["holds"], proof["households"], proof["differences"]) == (0, True, 30, [])
    assert proof["reached"]["kinds"]["标准"] == {"reached": 3, "of": 3}


def test_households_without_an_answer_are_counted_with_the_formula_that_stops(check: Any, folder: Path) -> None:
    ladder = folder / "rates/reward.csv"
    ladder.write_text(ladder.read_text().replace("11,,0.00", "11,20,0.00"))
    status, text = check(str(folder), "--prove", "--households", "60")
    assert status == 0
    assert "户没有答案：补偿项「奖励」算不出：「奖」只有 1 至 20 的档，没有" in text
    (stopped,) = json.loads(check(str(folder), "--prove", "--households", "60", "--json")[1])[0]["proof"]["unanswered"]
    assert stopped["formula"] == "补偿项「奖励」"
    assert f"有 {stopped['households']} 户没有答案：{stopped['why']}" in text


def test_wrongs_are_counted_and_survivors_named(check: Any, folder: Path) -> None:
    status, text = check(str(folder), "--mutate", "--households", "30")
    assert status == 0
    assert "改错：发现 " in text
    assert "没有发现：facts.yaml:27 9 → 10" in text


def test_a_pack_whose_case_fails_is_not_proved(check: Any, folder: Path) -> None:
    rate = folder / "rates/house_rate.csv"
    rate.write_text(rate.read_text().replace("100.00", "100.01"))
    status, text = check(str(folder), "--prove", "--json")
    assert status == 1
    assert "proof" not in json.loads(text)[0]
    assert "没有做证明和改错；请先改好以上问题" in check(str(folder), "--prove")[1]
