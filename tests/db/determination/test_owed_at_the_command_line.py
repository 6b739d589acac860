"""The register's amounts at the command line: the signing day that it assumes, and who may read them."""

from __future__ import annotations

import json
from argparse import ArgumentError, ArgumentParser, Namespace
from pathlib import Path

import pytest
from tests.db.registry import bring_in_book, standing
from tests.unit.register.village import village
from tests.web.people import person_who_may

from antu.compensation.commands import COMMANDS
from antu.kernel.errors import Forbidden

SHOW = next(each for each in COMMANDS if each.name == "register show")


def words(*given: str) -> Namespace:
    parser = ArgumentParser(exit_on_error=False)
    SHOW.arguments(parser)
    return parser.parse_args(["--project", "SF-T1", *given], Namespace(json=True, as_login=None))


@pytest.mark.parametrize("day", ["2023-02-30", "昨天", "31/12/2023"])
def test_a_day_that_does_not_exist_is_refused_with_how_to_write_it(day: str) -> None:
    with pytest.raises(ArgumentError, match=f"「{day}」不是日期"):
        words("--signed-on", day)


@pytest.mark.django_db
def test_the_signed_are_printed_with_what_was_determined_whatever_day_is_assumed(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    bring_in_book(village(), tmp_path)
    for day in ("2023-05-20", "2023-06-20"):
        assert SHOW.run(words("--signed-on", day)) == 0
        assert str(standing("H-1").payable) in json.dumps(json.loads(capsys.readouterr().out))


@pytest.mark.django_db
def test_who_may_not_see_the_register_is_told_no_amount(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    bring_in_book(village(), tmp_path)
    asked = words("--signed-on", "2023-05-20")
    asked.as_login = person_who_may("report.view", "settlement.view").username
    with pytest.raises(Forbidden):
        SHOW.run(asked)
    assert capsys.readouterr().out == ""
