"""What the handbook shows of a computation sheet is what the program prints for the handbook's own example."""

import re

import pytest
from tests.docs.pages import HANDBOOK

from antu.site.cli import main


def test_every_excerpt_of_the_sheet_is_printed_for_the_example(capsys: pytest.CaptureFixture[str]) -> None:
    example = HANDBOOK / "examples" / "household.json"
    assert main(["compute", "hunan-demo-2023", str(example), "--explain"]) == 0
    sheet = capsys.readouterr().out
    excerpts = re.findall(r"```\n(.*?)\n```", (HANDBOOK / "household.md").read_text(encoding="utf-8"), re.DOTALL)
    assert len(excerpts) == 4
    for excerpt in excerpts:
        assert excerpt in sheet
