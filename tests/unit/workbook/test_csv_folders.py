"""A folder of .csv files named after the sheets."""

from __future__ import annotations

from pathlib import Path

import pytest

from antu.kernel.errors import BadInput
from antu.platform.workbook import read_workbook
from antu.platform.workbook.cells import Fault

TEXT = '户编号,备注\r\nA,"一行\n二行"\r\nB,#REF!\r\n'


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gbk", "gb18030"])
def test_a_folder_is_read_in_each_encoding_that_offices_use(tmp_path: Path, encoding: str) -> None:
    (tmp_path / "户.csv").write_bytes(TEXT.encode(encoding))
    (tmp_path / "项目.CSV").write_bytes("项目编号\n".encode(encoding))
    (tmp_path / "说明.txt").write_text("不读", encoding="utf-8")
    workbook = read_workbook(tmp_path)
    assert sorted(sheet.name for sheet in workbook.sheets) == ["户", "项目"]
    sheet = next(sheet for sheet in workbook.sheets if sheet.name == "户")
    assert [list(row) for row in sheet.rows] == [["户编号", "备注"], ["A", "一行\n二行"], ["B", Fault("#REF!")]]


def test_blank_lines_keep_their_row_numbers(tmp_path: Path) -> None:
    (tmp_path / "户.csv").write_text("\n\n户编号\n", encoding="utf-8")
    assert [list(row) for row in read_workbook(tmp_path).sheets[0].rows] == [[], [], ["户编号"]]


def test_a_folder_without_csv_files_is_refused(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match=r"没有 \.csv"):
        read_workbook(tmp_path)


def test_a_text_in_no_known_encoding_is_refused(tmp_path: Path) -> None:
    (tmp_path / "户.csv").write_bytes(b"\xff\xfe\x00\xd8\x81")
    with pytest.raises(BadInput, match="UTF-8"):
        read_workbook(tmp_path)


def test_a_folder_that_is_too_big_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("antu.platform.workbook.source.FILE_BYTES_MAX", 10)
    (tmp_path / "户.csv").write_text("户编号,备注,说明", encoding="utf-8")
    with pytest.raises(BadInput, match="MB"):
        read_workbook(tmp_path)


def test_a_field_longer_than_a_cell_can_be_is_refused(tmp_path: Path) -> None:
    (tmp_path / "户.csv").write_text("户编号," + "x" * 200_000, encoding="utf-8")
    with pytest.raises(BadInput, match="CSV"):
        read_workbook(tmp_path)
