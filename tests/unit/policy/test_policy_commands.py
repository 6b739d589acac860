from __future__ import annotations

import io
import json
import sys
from pathlib import Path
from typing import Any

import pytest
from tests.unit.policy.small_pack import facts, files

from antu.policy import shipped_shelf
from antu.site.cli import main

PACK = "hunan-demo-2023"
HOUSEHOLD = {
    "subject": {"id": "SF-001", "kind": "household", "signed_on": "2023-06-08"},
    "project": {
        "land": "collective", "zone": "I", "notice_on": "2023-03-01", "population_cutoff_on": "2023-04-20",
        "sign_start_on": "2023-06-01", "vacate_by_on": "2023-08-31",
    },
}  # fmt: skip


@pytest.fixture
def ask(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Any:
    def run(*words: str, stdin: object = None) -> tuple[int, Any, list[str]]:
        text = stdin if isinstance(stdin, str) else json.dumps(stdin)
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(text.encode())))
        status = main(words)
        out, err = capsys.readouterr()
        return status, (json.loads(out) if out[:1] in {"{", "["} else out), err.splitlines()

    return run


def unsigned(subject: str = "SF-002") -> dict[str, Any]:
    return HOUSEHOLD | {"subject": {"id": subject, "kind": "household"}}


def test_one_subject_gives_one_answer_and_an_array_an_array(ask: Any) -> None:
    status, answer, err = ask("compute", PACK, "-", stdin=HOUSEHOLD)
    assert (status, answer["subject"], err) == (0, "SF-001", [])
    assert answer["pack"]["sha256"] == shipped_shelf().get(PACK).sha256
    other = HOUSEHOLD | {"subject": HOUSEHOLD["subject"] | {"id": "SF-000"}}
    status, answers, _ = ask("compute", f"{PACK}@1", "-", stdin=[HOUSEHOLD, other])
    assert [each["subject"] for each in answers] == ["SF-001", "SF-000"]
    assert ask("compute", PACK, "-", stdin=[])[:2] == (0, [])


def test_bad_facts_of_all_subjects_are_told_and_nothing_is_computed(ask: Any) -> None:
    status, answer, err = ask("compute", PACK, "-", stdin=[HOUSEHOLD, unsigned("A"), unsigned("B") | {"houses": []}])
    assert status == 2
    assert list(answer) == ["errors"]
    assert [(each["subject"], each["table"], each["row"], each["column"]) for each in answer["errors"]] == [
        ("A", "subject", None, "signed_on"),
        ("B", "houses", None, None),
        ("B", "subject", None, "signed_on"),
    ]
    assert len(err) == 3
    assert all(each["message"] for each in answer["errors"])


def test_a_signing_day_makes_an_estimate_of_the_unsigned(ask: Any) -> None:
    status, answer, _ = ask("compute", PACK, "-", "--signed-on", "2023-06-11", stdin=unsigned())
    assert (status, answer["estimate"], answer["derived"]["sign_day"]) == (0, True, "11")
    assert "estimate" not in ask("compute", PACK, "-", stdin=HOUSEHOLD)[1]
    assert ask("compute", PACK, "-", "--signed-on", "11.6.2023", stdin=unsigned())[0] == 2


def test_a_sheet_for_people_is_printed_instead_of_json(ask: Any) -> None:
    status, sheet, _ = ask("compute", PACK, "-", "--explain", stdin=[HOUSEHOLD, HOUSEHOLD])
    assert status == 0
    assert sheet.count("补偿计算书") == 2
    status, nothing, err = ask("compute", PACK, "-", "--explain", stdin=unsigned())
    assert (status, nothing) == (2, "")
    assert len(err) == 1


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("compute", "hunan-demo-2022", "-"), "是否想写「hunan-demo-2023」"),
        (("compute", PACK, "/nowhere/facts.json"), "没有这个文件"),
        (("compute", PACK, "/"), "打不开"),
        (("compute", "./nowhere", "-"), "没有 pack.yaml"),
        (("policy", "check", "nobody"), "没有补偿办法「nobody」"),
    ],
)
def test_what_cannot_be_found_is_told(ask: Any, words: tuple[str, ...], says: str) -> None:
    status, _, err = ask(*words, stdin=HOUSEHOLD)
    assert status == 2
    assert says in err[0]


def test_packs_are_listed_with_version_status_validity_and_hash(ask: Any) -> None:
    packs = {each["id"]: each for each in ask("policy", "list", "--json")[1]}
    assert packs[PACK]["status"] == "synthetic"
    assert packs[PACK]["valid_from"] == "2023-01-01"
    assert len(packs[PACK]["sha256"]) == 64
    text = ask("policy", "list")[1]
    assert "演示标准（合成），非任何机关发布" in text


def test_shipped_packs_pass_their_check(ask: Any) -> None:
    status, results, _ = ask("policy", "check", "--json")
    assert status == 0
    assert {each["pack"] for each in results} >= {PACK, "wuhan-wuchang-2019"}
    assert all(each["ok"] and each["cases"] > 20 and each["errors"] == [] for each in results)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    place = tmp_path / "small" / "1"
    for name, content in files().items():
        (place / name).parent.mkdir(parents=True, exist_ok=True)
        (place / name).write_bytes(content)
    return place


def test_a_writer_checks_and_computes_with_a_folder(ask: Any, folder: Path) -> None:
    assert ask("policy", "check", str(folder))[0] == 0
    assert ask("compute", str(folder), "-", stdin=facts())[1]["totals"]["payable"] == "1601.20"


def test_a_case_that_fails_and_a_pack_that_does_not_load_give_1(ask: Any, folder: Path) -> None:
    rate = folder / "rates/house_rate.csv"
    rate.write_text(rate.read_text().replace("100.00", "100.01"))
    status, results, _ = ask("policy", "check", str(folder), "--json")
    assert status == 1
    assert results[0]["errors"][0]["case"] == "ONE"
    assert "应为 1001.00，算得 1001.10" in results[0]["errors"][0]["message"]
    (folder / "items.yaml").unlink()
    status, results, _ = ask("policy", "check", str(folder), PACK, "--json")
    assert (status, [each["ok"] for each in results]) == (1, [False, True])
    assert ask("policy", "check", str(folder))[0] == 1
