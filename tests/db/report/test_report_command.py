"""``report YEAR`` as scripts call it."""

from __future__ import annotations

import json
from argparse import ArgumentParser, Namespace
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from tests.districts.files import QINGHE

from antu.performance.commands import COMMANDS
from antu.performance.models import Expenditure
from antu.platform.actor import SYSTEM
from antu.platform.exchange import import_district

pytestmark = pytest.mark.django_db

(REPORT,) = COMMANDS


@pytest.fixture(autouse=True)
def _district() -> None:
    import_district(SYSTEM, QINGHE)


def run(*words: str, as_json: bool = True) -> int:
    parser = ArgumentParser()
    REPORT.arguments(parser)
    return REPORT.run(parser.parse_args(words, Namespace(json=as_json, as_login=None)))


def printed(capsys: pytest.CaptureFixture[str]) -> Any:
    return json.loads(capsys.readouterr().out)


def test_figures_and_identities_as_json(capsys: pytest.CaptureFixture[str]) -> None:
    assert run("2024") == 0
    document = printed(capsys)
    assert set(document) == {"figures", "identities"}
    figures = {figure["id"]: figure for figure in document["figures"]}
    assert figures["outreach.reach"] == {
        "id": "outreach.reach",
        "label": "深度触达人数",
        "value": "25000",
        "printed": "25000+",
        "unit": "人",
        "rows": 2,
        "rows_url": "/report/2024/figures/outreach.reach/",
    }
    assert figures["key.paused"]["names"] == ["南门市场"]
    assert all(identity["holds"] is True for identity in document["identities"])


def test_the_rows_of_a_figure_as_json(capsys: pytest.CaptureFixture[str]) -> None:
    assert run("2024", "--rows", "budget.expenditure") == 0
    document = printed(capsys)
    assert (document["id"], document["how"]) == ("budget.expenditure", "sum")
    assert [row["value"] for row in document["rows"]] == ["50", "30", "12.345678"]
    assert all(row["url"].startswith("/records/") and "工资" in row["label"] for row in document["rows"][:2])


def test_the_rows_of_every_figure_come_to_its_value(capsys: pytest.CaptureFixture[str]) -> None:
    run("2024")
    for figure in printed(capsys)["figures"]:
        assert run("2024", "--rows", figure["id"]) == 0
        document = printed(capsys)
        rows = document["rows"]
        counted = len(rows) if document["how"] == "count" else sum(Fraction(row["value"]) for row in rows)
        assert (len(rows), counted) == (figure["rows"], Fraction(figure["value"]))


def test_a_report_is_written_and_its_path_printed(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    assert run("2024", "--out", str(tmp_path), as_json=False) == 0
    assert Path(capsys.readouterr().out.strip()).is_file()
    assert run("2024", "--out", str(tmp_path)) == 0
    assert Path(printed(capsys)["file"]).is_file()


def test_people_can_read_figures_identities_and_rows(capsys: pytest.CaptureFixture[str]) -> None:
    assert run("2024", as_json=False) == 0
    assert "plan.initial.state.area  年初国有涉征  3000㎡" in capsys.readouterr().out
    assert run("2024", "--rows", "done.state.area", as_json=False) == 0
    assert "老车站地块 2024-08-08 完成  2999.99" in capsys.readouterr().out


def test_an_identity_that_fails_gives_status_1(capsys: pytest.CaptureFixture[str]) -> None:
    Expenditure.objects.create(year=2024, month=12, kind="gift", subject="不明", amount_fen=100)
    assert run("2024") == 1
    holds = {each["text"]: each["holds"] for each in printed(capsys)["identities"]}
    assert holds["budget.basic + budget.project = budget.expenditure"] is False
    assert run("2024", as_json=False) == 1
    assert "不成立  budget.basic + budget.project = budget.expenditure" in capsys.readouterr().out
