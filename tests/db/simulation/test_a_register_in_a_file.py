"""A register in Parquet is simulated without a record: exact, its refusals named, its towns where it has them."""

from __future__ import annotations

import json
from argparse import Namespace
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from tests.db.registry import shelf_with

from antu.kernel.errors import BadInput
from antu.kernel.money import Money
from antu.policy import compute, read_facts
from antu.policy.cases import read_cases
from antu.regulations.selectors import pack_shelf
from antu.simulation.commands import COMMANDS
from antu.simulation.models import Simulation

pytestmark = pytest.mark.django_db

PACK = pack_shelf().get("hunan-demo-2023@1")
CASES = [case.facts for case in read_cases(PACK) if case.items is not None and case.signed_on is None]
DEARER = {"rates/house_rate.csv": ("砖混 二等,980.00", "砖混 二等,990.01")}


def typed(value: Any) -> Any:
    """As a register's file types it: numbers as decimals, days as days."""
    if isinstance(value, dict):
        return {name: typed(each) for name, each in value.items()}
    if isinstance(value, list):
        return [typed(each) for each in value]
    if isinstance(value, str) and len(value) == 10 and value[4] == value[7] == "-":
        return date.fromisoformat(value)
    return (
        Decimal(value) if isinstance(value, str) and value.replace(".", "").isdecimal() and value[0] != "0" else value
    )


def texts(rows: Any) -> list[dict[str, Any]]:
    """Rows of a child table, their numbers as texts."""
    return [
        {name: value if isinstance(value, bool | str) else str(value) for name, value in row.items()} for row in rows
    ]


def written(folder: Path, **more: Any) -> Path:
    """The demo pack's worked cases as a register, each subject with further columns."""
    rows: list[dict[str, Any]] = [
        {
            name: typed(case.get(name)) if table.is_single else texts(case.get(name, []))
            for name, table in PACK.facts.tables.items()
        }
        for case in CASES
    ]
    for number, row in enumerate(rows):
        row["subject"] = {**row["subject"], **more, "id": f"S-{number:04d}"}
    path = folder / "register.parquet"
    pq.write_table(pa.Table.from_pylist(rows), path)
    return path


def asked(path: Path, **changes: Any) -> Namespace:
    given = {"pack": "hunan-demo-2023@2", "against": "hunan-demo-2023@1", "register": path, "project": None}
    given |= {"engine": "duckdb", "signed_on": date(2023, 6, 1), "json": True, "as_login": None}
    return Namespace(**given | changes)


@pytest.fixture(autouse=True)
def _two_versions(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shelf = shelf_with(tmp_path, ("hunan-demo-2023", "2", DEARER))
    monkeypatch.setattr("antu.simulation.selectors.packs.pack_shelf", lambda: shelf)


def run(given: Namespace, capsys: pytest.CaptureFixture[str]) -> tuple[int, dict[str, Any]]:
    (command,) = COMMANDS
    status = command.run(given)
    return status, json.loads(capsys.readouterr().out)


def test_it_comes_to_what_explain_says_of_each_and_keeps_nothing(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    status, told = run(asked(written(tmp_path, town="甲镇")), capsys)
    payable = Money.total(compute(PACK, read_facts(PACK, facts)).payable for facts in CASES)
    assert (status, told["refused"], told["households"]) == (0, [], len(CASES))
    assert told["totals"]["against"] == str(payable)
    assert [(each["town"], each["difference"]) for each in told["towns"]] == [("甲镇", told["totals"]["difference"])]
    assert told["towns_known"] is True
    assert "subject.town" in told["not_read"]
    assert not Simulation.objects.exists()


def test_without_a_column_of_towns_they_are_not_known(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    _, told = run(asked(written(tmp_path)), capsys)
    assert told["towns_known"] is False
    assert [each["town"] for each in told["towns"]] == [None]


def test_a_row_that_a_pack_refuses_is_listed_with_its_columns_and_counted_on_neither_side(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = written(tmp_path)
    rows = pq.read_table(path).to_pylist()
    rows[0]["subject"]["mode"] = "castle"
    rows[0]["project"]["zone"] = "IX"
    pq.write_table(pa.Table.from_pylist(rows), path)
    status, told = run(asked(path), capsys)
    assert (status, told["households"], told["refused_households"]) == (1, len(CASES) - 1, 1)
    assert {(each["subject"], each["table"], each["column"]) for each in told["refused"]} == {
        ("S-0000", "subject", "mode"),
        ("S-0000", "project", "zone"),
    }


def test_a_refused_row_without_an_id_is_named_by_its_place_in_the_file(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = written(tmp_path)
    rows = pq.read_table(path).to_pylist()
    rows[1]["subject"]["id"] = None
    pq.write_table(pa.Table.from_pylist(rows, schema=pq.read_schema(path)), path)
    code, answer = run(asked(path), capsys)
    assert code == 1
    assert {(each["subject"], each["rule"]) for each in answer["refused"]} == {("第 2 行", "F-REQUIRED")}


def test_who_has_not_signed_is_taken_to_sign_on_the_assumed_day(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = written(tmp_path)
    rows = pq.read_table(path).to_pylist()
    for row in rows:
        row["subject"]["signed_on"] = None
    pq.write_table(pa.Table.from_pylist(rows), path)
    _, told = run(asked(path, signed_on=date(2023, 8, 1)), capsys)
    owed = Money.total(compute(PACK, read_facts(PACK, each, signed_on=date(2023, 8, 1))).payable for each in CASES)
    assert told["totals"]["against"] == str(owed)


def test_a_file_that_is_no_register_is_refused(tmp_path: Path) -> None:
    (command,) = COMMANDS
    path = tmp_path / "x.parquet"
    path.write_text("PAR?", encoding="utf-8")
    for wrong in (path, tmp_path / "none.parquet"):
        with pytest.raises(BadInput, match="户册文件"):
            command.run(asked(wrong))
    pq.write_table(pa.table({"a": [1]}), path)
    with pytest.raises(BadInput, match="subject"):
        command.run(asked(path))
