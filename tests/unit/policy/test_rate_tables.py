from __future__ import annotations

from decimal import Decimal

import pytest
from tests.unit.policy.small_pack import files, small, with_item

from antu.policy import load_pack
from antu.policy.rates import Ladder

BANDS = "from,to,rate,clause\n0,30,600,附表\n30,35,500,附表\n35,,400,附表\n"


def ladder(bounds: str, *, progressive: bool) -> Ladder:
    declared = f"  bands: {{label: 累进, bounds: {bounds}, progressive: {str(progressive).lower()}}}\n  constants:"
    item = with_item('tier("bands", total_m2)')
    pack = load_pack(files(("pack.yaml", "  constants:", declared), item) | {"rates/bands.csv": BANDS.encode()})
    found = pack.rates["bands"]
    assert isinstance(found, Ladder)
    return found


@pytest.mark.parametrize(
    ("value", "rate"), [("0", 600), ("29.99", 600), ("30", 500), ("34.9999", 500), ("35", 400), ("9999", 400)]
)
def test_a_lower_ladder_holds_its_lower_bound_only(value: str, rate: int) -> None:
    band = ladder("lower", progressive=False).band_of(Decimal(value))
    assert band is not None
    assert band.row.cells["rate"] == rate


@pytest.mark.parametrize(("value", "rate"), [("1", 20), ("10", 20), ("11", 0), ("500", 0)])
def test_a_closed_ladder_holds_both_bounds(value: str, rate: int) -> None:
    found = small().rates["reward"]
    assert isinstance(found, Ladder)
    band = found.band_of(Decimal(value))
    assert band is not None
    assert band.row.cells["rate"] == rate
    assert found.band_of(Decimal(0)) is None


def test_a_progressive_ladder_pays_each_band_at_its_own_rate() -> None:
    parts = ladder("lower", progressive=True).parts_of(Decimal("37.5"))
    assert parts is not None
    assert [part * row.cells["rate"] for part, row in parts] == [18000, 2500, 1000]
    assert ladder("lower", progressive=True).parts_of(Decimal(0)) == ()
    assert ladder("lower", progressive=True).parts_of(Decimal(-1)) is None


def test_a_rate_keeps_the_decimals_that_it_was_written_with() -> None:
    row = small().rates["house_rate"].rows["brick",]  # type: ignore[union-attr]
    assert row.reads["rate"].value == "100.00"
    assert (row.reads["rate"].unit, row.line) == ("元/㎡", 2)


def test_the_unit_of_a_quantity_may_stand_in_a_rate_table() -> None:
    pack = small(
        ("pack.yaml", "house_rate: {label: 房价, unit: 元/㎡", 'house_rate: {label: 房价, unit: "元/{unit}"'),
        ("facts.yaml", "unit: ㎡, minimum", "unit_from: {table: house_rate, by: structure}, minimum"),
        rates_house_rate_csv="structure,label,unit,rate,clause\nbrick,砖,㎡,100.00,附表一\nwood,木,栋,50.50,附表一\n",
    )
    assert pack.unit_of("houses", "area_m2", {"structure": "wood"}) == "栋"
    assert pack.unit_of("houses", "area_m2", {"structure": None}) == ""
    assert pack.rates["house_rate"].rows["wood",].reads["rate"].unit == "元/栋"  # type: ignore[union-attr]


def test_choices_may_come_from_a_rate_table_with_their_synonyms() -> None:
    pack = small(
        ("facts.yaml", "choices: {brick: 砖, wood: 木}", "choices_from: house_rate"),
        rates_house_rate_csv="structure,label,also,rate,clause\nbrick,砖,砖房、砖瓦,100.00,附表一\nwood,木,,50.50,附表一\n",
    )
    choices = pack.facts.tables["houses"].columns["structure"].choices
    assert [(choice.code, choice.label, choice.also) for choice in choices] == [
        ("brick", "砖", ("砖房", "砖瓦")),
        ("wood", "木", ()),
    ]
