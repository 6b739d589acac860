"""How a problem reads on a page: where it stands in an office's own words, and no name of the program's."""

from __future__ import annotations

import pytest

from antu.kernel.errors import BadInput, Place, Problem


@pytest.mark.parametrize(
    ("where", "words"),
    [
        ({}, "错了（R-X）"),
        ({"sheet": "户", "row": 12, "column": "签约日"}, "户 12 签约日：错了（R-X）"),
        ({"sheet": "Sheet1", "row": 3, "column": "ID"}, "Sheet1 3 ID：错了（R-X）"),
        ({"column": "金额"}, "金额：错了（R-X）"),
        ({"column": "signed_on"}, "错了（R-X）"),
        ({"table": "subject", "row": "B1", "column": "area_m2"}, "错了（R-X）"),
        ({"sheet": None, "row": None, "column": None}, "错了（R-X）"),
    ],
)
def test_a_page_names_places_that_an_office_knows(where: dict[str, Place], words: str) -> None:
    assert BadInput([Problem("R-X", "错了", where)]).words == words
