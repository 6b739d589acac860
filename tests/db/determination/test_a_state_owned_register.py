"""The demo's state-owned register: other columns and sheets, another rounding, all by its own pack."""

from __future__ import annotations

import json
from argparse import Namespace
from datetime import date
from pathlib import Path

import pytest
from demo.build_state_register import build
from tests.db.registry import STATE_OWNED, bring_in, household, standing

from antu.compensation.commands import COMMANDS
from antu.households.models import ExtraRow, Household
from antu.platform.workbook import read_workbook
from antu.projects.models import Project

pytestmark = pytest.mark.django_db

PAYABLE = {
    # 39.99㎡: house 279930, decoration 5998.5→5999, moving 1000, transition 1800×3, meters 500 + 500,
    # subsidy 40×7000×0.2, hardship 2×15000, reward 40000, cash reward 40×7000×0.1, small area 22500, floor 0.01×7000
    "GSS-001": 279930 + 5999 + 1000 + 5400 + 500 + 500 + 56000 + 30000 + 40000 + 28000 + 22500 + 70,
    # 62.3㎡ swapped for a flat under construction: 85.2 × 8200.5 = 698682.6 is charged in whole yuan
    "GSS-003": 423640 + 7476 + 2000 + 52332 + 500 + 500 + 200 + 2080 + 40000 - 698683,
    # 96.8㎡ mixed: (96.8 − 60.15) × 7100 × 0.30 = 78064.5
    "GSS-005": 687280 + 2000 + 81312 + 500 + 700 + 300 + 40000 + 78065 - 499245,
    # shop: house 530880, moving 1000, meters 980 + 650, 5 % of the house line for the standstill, second reward
    "GSS-007": 530880 + 1000 + 1630 + 26544 + 15000,
}


def test_it_goes_in_without_error_or_warning() -> None:
    outcome = bring_in(STATE_OWNED)
    assert (outcome.errors, outcome.warnings, outcome.exit_status) == ((), (), 0)
    assert outcome.sheets["调换房"].accepted == 4


@pytest.mark.parametrize("code", PAYABLE)
def test_households_are_owed_what_a_pocket_calculator_says(code: str) -> None:
    bring_in(STATE_OWNED)
    assert str(standing(code).payable) == f"{PAYABLE[code]}.00"


def test_a_ready_flat_is_charged_to_the_fen() -> None:
    bring_in(STATE_OWNED)
    assert str(standing("GSS-004").lines.get(code="swap_price").amount) == "-615183.04"
    assert standing("GSS-004").payable.fen % 100


def test_the_pack_s_own_columns_and_tables_are_kept_beside_the_register() -> None:
    bring_in(STATE_OWNED)
    kept = household("GSS-008")
    assert (kept.mode, kept.extra["tenure"], kept.extra["area_m2"]) == ("cash", "private", "71.355")
    assert kept.extra["cash_subsidy"] is True
    row = ExtraRow.objects.get(household=kept, table="unregistered")
    assert row.extra == {"area_m2": "11.813", "unit_price": "7050", "ratio": "0.85"}
    assert standing("GSS-008").facts["unregistered"] == [{"id": "U1", **row.extra}]


def test_its_figures_are_shown_with_what_its_pack_does_not_count_left_out(capsys: pytest.CaptureFixture[str]) -> None:
    bring_in(STATE_OWNED)
    show = next(each for each in COMMANDS if each.name == "register show")
    show.run(Namespace(project="SL2023-G5", signed_on=date(2023, 12, 31), json=True, as_login=None))
    answer = json.loads(capsys.readouterr().out)
    assert answer["totals"] == {
        "payable": "2881404.96", "household": "2881404.96", "collective": "0.00", "separate": "0.00",
        "signed": 8, "unsigned": 2,
    }  # fmt: skip
    held_out = next(each for each in answer["households"] if each["code"] == "GSS-009")
    assert held_out["estimate"] == {"as_if_signed_on": "2023-12-31", "payable": "-199003.00"}
    assert (held_out["resettlement_population"], held_out["legal_area_m2"]) == (None, None)


def test_everything_in_it_is_marked_as_invented() -> None:
    bring_in(STATE_OWNED)
    assert not Household.objects.filter(is_sample=False).exists()
    assert not ExtraRow.objects.filter(is_sample=False).exists()
    assert not Project.objects.get().is_sample


def test_the_committed_file_is_what_its_script_writes(tmp_path: Path) -> None:
    build(tmp_path / STATE_OWNED.name)
    assert read_workbook(tmp_path / STATE_OWNED.name) == read_workbook(STATE_OWNED)
