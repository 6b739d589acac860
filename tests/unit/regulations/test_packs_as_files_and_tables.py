"""A pack's files as a folder, its rates as rows of texts, and what two packs say otherwise."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import openpyxl
import pytest
from tests.village_pack import rules_of, village_files

from antu.kernel.errors import BadInput
from antu.policy import Pack, load_pack, shipped_shelf
from antu.policy.load import content_sha256
from antu.regulations.domain import pack_files
from antu.regulations.domain.pack_checking import check_pack, misfits
from antu.regulations.domain.pack_comparing import Change, Part, changes_of, counted_words, unchanged
from antu.regulations.domain.pack_files import files_kept, files_of_zip, kept_files, with_head, zip_of
from antu.regulations.domain.pack_head import read_identity
from antu.regulations.domain.pack_rates import as_written, changed_rows, rate_sheets, with_rows
from antu.regulations.domain.pack_reading import formulas_of, rates_of, steps_of_pack
from antu.regulations.domain.pack_workbook import read_rates, write_rates

PACKS = shipped_shelf().all()


@pytest.mark.parametrize("pack", PACKS, ids=lambda pack: pack.name)
def test_a_pack_survives_a_zip_and_a_row_to_the_byte(pack: Pack) -> None:
    files = pack.files
    assert files_of_zip(zip_of(files, "a/1")) == dict(files)
    assert files_kept(kept_files(files)) == dict(files)
    assert zip_of(files, "a/1") == zip_of(dict(reversed(list(files.items()))), "a/1")


def test_a_zip_of_two_packs_a_bomb_or_a_locked_one_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    two = BytesIO()
    with ZipFile(two, "w") as archive:
        archive.writestr("a/1/pack.yaml", "id: a")
        archive.writestr("b/1/pack.yaml", "id: b")
    whole = zip_of({"pack.yaml": b"id: a\n" * 100}, "a/1")
    at = whole.index(b"pack.yaml") + len("pack.yaml")
    for content in (two.getvalue(), b"", b"PK\x03\x04 broken", whole[:at] + b"\xff" * 8 + whole[at + 8 :]):
        with pytest.raises(BadInput) as refused:
            files_of_zip(content)
        assert rules_of(refused.value) == ["P-FILE"]
    with ZipFile(two, "w") as archive:
        archive.writestr("a/1/pack.yaml", "id: a")
        with pytest.warns(UserWarning, match="Duplicate"):
            archive.writestr("a/1/pack.yaml", "id: b")
    with pytest.raises(BadInput, match="有两份"):
        files_of_zip(two.getvalue())
    monkeypatch.setattr(pack_files, "BYTES_MAX", 100)
    with pytest.raises(BadInput, match="太大"):
        files_of_zip(zip_of({"pack.yaml": b"x" * 101}, "a/1"))


@pytest.mark.parametrize("pack", PACKS, ids=lambda pack: pack.name)
def test_another_number_and_other_days_change_nothing_else(pack: Pack) -> None:
    files = pack.files
    begins, ends = date(2030, 1, 1), date(2031, 12, 31)
    changed = with_head(files, version="77", valid_from=begins, valid_to=ends)
    head = read_identity(changed)
    assert (head.version, head.valid_from, head.valid_to) == ("77", begins, ends)
    assert check_pack(changed).holds
    back = with_head(changed, version="78", valid_from=begins, valid_to=None)
    assert read_identity(back).valid_to is None
    assert load_pack(back).valid_to is None
    assert {name for name in files if files[name] != changed[name]} == {"pack.yaml"}


@pytest.mark.parametrize("pack", PACKS, ids=lambda pack: pack.name)
def test_rates_written_back_unchanged_are_the_same_pack(pack: Pack, tmp_path: Path) -> None:
    files = pack.files
    sheets = rate_sheets(files)
    assert [sheet.name for sheet in sheets] == list(pack.rates)
    for sheet in sheets:
        written, lines = with_rows(files, sheet, sheet.rows)
        assert changed_rows(sheet, next(each for each in rate_sheets(written) if each.name == sheet.name)) == ""
        assert sorted(set(lines.values())) == list(range(len(sheet.rows)))
    taken = read_rates(write_rates(sheets, tmp_path / "rates.xlsx"), sheets)
    assert [each.rows for each in taken] == [sheet.rows for sheet in sheets]


def test_tabs_are_called_as_people_call_the_tables_and_read_by_either_name(tmp_path: Path) -> None:
    sheets = rate_sheets(village_files())
    path = write_rates(sheets, tmp_path / "rates.xlsx")
    book = openpyxl.load_workbook(path)
    assert book.sheetnames == ["房屋补偿标准", "签约奖标准", "单项标准"]
    for name, tab in zip(("house_rate", "签约奖（sign_reward）", "constants"), book.worksheets, strict=True):
        tab.title = name
    book.save(path)
    assert [each.rows for each in read_rates(path, sheets)] == [sheet.rows for sheet in sheets]
    book.copy_worksheet(book["house_rate"]).title = "房屋补偿标准"
    book.save(path)
    with pytest.raises(BadInput, match="是同一张标准表"):
        read_rates(path, sheets)


def test_tables_that_are_called_alike_or_at_length_have_tabs_of_their_own(tmp_path: Path) -> None:
    one, two, three = (
        replace(sheet, label=label)
        for sheet, label in zip(rate_sheets(village_files()), ("标准", "标准", "很长的名称：甲/乙" * 9), strict=True)
    )
    path = write_rates((one, two, three), tmp_path / "rates.xlsx")
    tabs = openpyxl.load_workbook(path).sheetnames
    assert tabs[:2] == ["标准（house_rate）", "标准（sign_reward）"]
    assert tabs[2].endswith("（constants）")
    assert [each.sheet for each in read_rates(path, (one, two, three))] == [one, two, three]


def test_a_number_from_a_workbook_keeps_the_decimals_of_its_column() -> None:
    assert as_written(Decimal(980), ["900.00", "1260.00"]) == "980.00"
    assert as_written(Decimal("980.5"), ["900.00"]) == "980.50"
    assert as_written(Decimal("980.125"), ["900.00"]) == "980.125"
    assert as_written(Decimal(3), ["40.00", "3"]) == "3"
    assert as_written(Decimal(40), ["40.00", "3"]) == "40.00"
    assert as_written(Decimal(1), ["cash", "flat"]) == "1"


def test_dates_marks_and_errors_in_a_workbook_are_told_by_their_cells(tmp_path: Path) -> None:
    sheets = rate_sheets(village_files())
    path = write_rates(sheets, tmp_path / "rates.xlsx")
    book = openpyxl.load_workbook(path)
    book["签约奖标准"]["A2"] = date(2023, 1, 10)
    book["房屋补偿标准"]["D2"] = True
    book["单项标准"].delete_cols(1)
    book.save(path)
    with pytest.raises(BadInput) as refused:
        read_rates(path, sheets)
    places = {(each.where.get("sheet"), each.where.get("row")) for each in refused.value.problems}
    assert places == {("签约奖标准", 2), ("房屋补偿标准", 2), ("单项标准", 1)}


@pytest.mark.parametrize("pack", PACKS, ids=lambda pack: pack.name)
def test_every_rate_and_every_named_step_is_read(pack: Pack) -> None:
    rates = list(rates_of(pack))
    assert len({rate.place for rate in rates}) == len(rates)
    assert all(rate.clause and rate.row for rate in rates)
    assert all(formula.words for formula in formulas_of(pack))
    files = pack.files["items.yaml"].decode()
    for step in steps_of_pack(pack):
        assert f"{step.name}:" in files


def changes(**replaced: tuple[str, str]) -> list[tuple[Part, Change, str, str, str]]:
    found = changes_of(load_pack(village_files()), load_pack(village_files("1", **replaced)))
    return [(each.part, each.change, each.aspect, each.before, each.after) for each in found]


def test_what_changed_is_told_by_its_part() -> None:
    assert changes() == []
    assert changes(items_yaml=("amount: area_m2 * rate", "amount: 2 * area_m2 * rate")) == [
        (
            Part.ITEM,
            Change.CHANGED,
            "怎样算",
            "建筑面积 × 房屋补偿标准（按结构）",
            "2 × 建筑面积 × 房屋补偿标准（按结构）",
        )
    ]
    assert changes(eligibility_yaml=("evidence: 死亡证明", "evidence: 死亡证明或注销证明")) == [
        (Part.RULE, Change.CHANGED, "应备证据", "死亡证明", "死亡证明或注销证明")
    ]
    assert changes(pack_yaml=("valid_from: 2023-01-01", "valid_from: 2023-01-02"))[0][2] == "施行日期"
    ladder = changes(rates_sign_reward_csv=("11,20,20.00,第四条\n21,", "11,25,20.00,第四条\n26,"))
    assert [kind for _, kind, *_ in ladder] == [Change.ADDED, Change.ADDED, Change.GONE, Change.GONE]


def test_a_rate_has_its_difference_and_share() -> None:
    before = load_pack(village_files())
    after = load_pack(village_files("2", rates_house_rate_csv=("600.00", "500.00")))
    (rate,) = [each for each in changes_of(before, after) if each.part is Part.RATE]
    assert (str(rate.difference), rate.percent) == ("-100.00", "-16.7%")
    assert unchanged(before, after)[Part.ITEM] == len(before.items)
    assert counted_words(changes_of(before, before)) == "没有不同"


def test_two_packs_that_have_nothing_in_common_are_compared() -> None:
    one, other = PACKS[0], PACKS[-1]
    there, back = changes_of(one, other), changes_of(other, one)
    added, gone = (
        [each.what for each in there if each.change is Change.ADDED],
        [each.what for each in back if each.change is Change.GONE],
    )
    assert sorted(added) == sorted(gone) != []


def term(version: str, begins: str, ends: str = "") -> Pack:
    days = f"valid_from: {begins}" + (f"\nvalid_to: {ends}" if ends else "")
    return load_pack(village_files(version, pack_yaml=("valid_from: 2023-01-01", days)))


OPEN, ENDED = ("1", "2023-01-01", ""), ("1", "2023-01-01", "2023-12-31")


@pytest.mark.parametrize(
    ("others", "new", "count"),
    [
        ([], ("1", "2023-01-01"), 0),
        ([OPEN], ("2", "2024-01-01"), 0),
        ([OPEN], ("2", "2023-01-01"), 0),
        ([ENDED], ("2", "2024-01-01"), 0),
        ([ENDED], ("2", "2024-01-02"), 1),
        ([ENDED], ("2", "2023-12-31"), 1),
        ([OPEN], ("2", "2022-01-01"), 1),
        ([("9", "2023-01-01", "")], ("10", "2022-12-31"), 1),
        ([ENDED, ("3", "2025-01-01", "")], ("2", "2024-01-01", "2024-12-31"), 0),
        ([ENDED, ("3", "2025-01-01", "")], ("2", "2024-01-01", "2024-11-30"), 1),
    ],
)
def test_validity_fits_beside_the_other_versions(
    others: list[tuple[str, str, str]], new: tuple[str, ...], count: int
) -> None:
    assert len(misfits(term(*new), [term(*each) for each in others])) == count


def test_the_check_of_the_same_files_is_remembered_by_their_content() -> None:
    assert check_pack(village_files()) is check_pack(dict(village_files()))
    broken = {**village_files(), "items.yaml": b"items: ["}
    assert check_pack(broken).pack is None
    assert not check_pack(broken).holds
    assert content_sha256(broken) != content_sha256(village_files())


def test_a_key_is_called_what_its_own_table_of_facts_calls_it() -> None:
    files = shipped_shelf().get("hunan-demo-2023").files
    sheets = {each.name: each for each in rate_sheets(files)}
    called = [sheets[name].label_of("kind") for name in ("fixture_rate", "crop_rate", "grave_rate")]
    assert called == ["附属设施", "青苗", "坟墓"]
