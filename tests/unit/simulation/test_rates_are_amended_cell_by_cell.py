"""A changed rate is data; the pack that it makes is loaded and judged like any other."""

from __future__ import annotations

from dataclasses import replace

import pytest

from antu.kernel.errors import BadInput
from antu.policy import PackError, shipped_shelf
from antu.simulation.domain.amending import Amendment, amended_pack, rate_cells, read_amendments

SHELF = shipped_shelf()
PACK = SHELF.get("hunan-demo-2023")
FRAME = "框架 一等"


def amended(value: str = "1300.00") -> list[Amendment]:
    name = next(cell.name for cell in rate_cells(PACK) if cell.name.endswith(FRAME))
    return read_amendments(PACK, [("r1", name, value)])


@pytest.mark.parametrize("pack", SHELF.all(), ids=lambda pack: pack.name)
def test_every_rate_of_a_pack_is_a_cell_with_a_name_of_its_own_and_its_text(pack: object) -> None:
    found = SHELF.get(pack.name)  # type: ignore[attr-defined]
    cells = rate_cells(found)
    assert len({cell.name for cell in cells}) == len(cells) > 0
    assert all(cell.value for cell in cells)


def test_the_amended_pack_has_the_rate_and_another_hash_and_all_else_as_before() -> None:
    made = amended_pack(PACK, amended())
    assert (made.name, made.sha256 == PACK.sha256) == (PACK.name, False)
    changed = [
        (before, after) for before, after in zip(rate_cells(PACK), rate_cells(made), strict=True) if before != after
    ]
    assert [(before.value, after.value) for before, after in changed] == [("1260.00", "1300.00")]
    assert [item.code for item in made.items] == [item.code for item in PACK.items]


def test_nothing_amended_is_the_pack_itself() -> None:
    assert amended_pack(PACK, []) is PACK


def test_the_words_say_what_was_changed_into_what() -> None:
    (only,) = amended()
    assert only.words.endswith("1260.00 → 1300.00")
    assert Amendment.from_json(only.as_json()) == only


@pytest.mark.parametrize("value", ["1.3e3", "一千三", "-5 元", "=1"])
def test_a_rate_that_is_no_number_is_the_packs_own_problem_with_file_and_line(value: str) -> None:
    with pytest.raises(PackError) as refused:
        amended_pack(PACK, amended(value))
    assert {(each.where["file"], each.where["line"]) for each in refused.value.problems} == {
        ("rates/house_rate.csv", 2)
    }


def test_every_wrong_row_of_the_grid_is_told_at_its_place() -> None:
    (good,) = amended()
    with pytest.raises(BadInput) as refused:
        read_amendments(
            PACK, [("r1", good.name, "1"), ("r2", "没有的标准", "1"), ("r3", good.name, "2"), ("r4", "", "")]
        )
    assert [(each.rule, each.where["row"]) for each in refused.value.problems] == [
        ("Y-CELL", "r2"),
        ("Y-CELL", "r3"),
        ("Y-CELL", "r4"),
    ]


def test_a_cell_that_is_no_longer_as_it_was_is_refused() -> None:
    (cell,) = amended()
    for stale in (replace(cell, before="1.00"), replace(cell, line=900), replace(cell, table="no_such")):
        with pytest.raises(BadInput):
            amended_pack(PACK, [stale])
