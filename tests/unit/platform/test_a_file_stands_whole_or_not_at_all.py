from __future__ import annotations

from pathlib import Path

import pytest

from antu.platform.whole_file import whole_file


def test_what_was_written_takes_the_place_in_a_folder_made_for_it(tmp_path: Path) -> None:
    path = tmp_path / "结算" / "表.xlsx"
    with whole_file(path) as unfinished:
        unfinished.write_text("新", encoding="utf-8")
        assert not path.exists()
    assert path.read_text(encoding="utf-8") == "新"
    assert list(path.parent.iterdir()) == [path]


def test_a_failure_leaves_the_file_that_stood(tmp_path: Path) -> None:
    path = tmp_path / "表.xlsx"
    path.write_text("旧", encoding="utf-8")
    with pytest.raises(ZeroDivisionError):
        _write_half(path)
    assert path.read_text(encoding="utf-8") == "旧"
    assert list(tmp_path.iterdir()) == [path]


def _write_half(path: Path) -> float:
    with whole_file(path) as unfinished:
        unfinished.write_text("半", encoding="utf-8")
        return 1 / 0
