"""What is typed finds its command; what is wrong with it is said in Chinese, in JSON where that was asked for."""

from __future__ import annotations

import json
import subprocess
import sys
from argparse import Namespace

import pytest

from antu.kernel.errors import BadInput, DoesNotHold, Problem
from antu.platform.commands import Command
from antu.site import cli
from antu.site.commands import find_command


def typed(*words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, "-m", "antu.site.cli", *words], capture_output=True, text=True, check=False)


def test_two_words_find_a_command_and_leave_the_rest() -> None:
    command, rest = find_command(["register", "show", "--project", "SF2023-JX01"])
    assert command.name == "register show"
    assert rest == ["--project", "SF2023-JX01"]


@pytest.mark.parametrize("words", [["fly"], ["register"], ["register", "fly"], [""]])
def test_an_unknown_command_is_refused_with_those_that_there_are(words: list[str]) -> None:
    with pytest.raises(BadInput, match="register import"):
        find_command(words)


def test_help_lists_every_command_in_chinese() -> None:
    said = typed("--help")
    assert said.returncode == 0
    assert said.stderr == ""
    assert "report" in said.stdout
    assert "用法" in said.stdout


def test_a_missing_argument_is_bad_input() -> None:
    said = typed("compute")
    assert said.returncode == 2
    assert "缺少参数" in said.stderr


def test_with_json_an_error_is_one_document_on_standard_output() -> None:
    said = typed("report", "--json", "--year", "2023")
    assert said.returncode == 2
    assert [error["rule"] for error in json.loads(said.stdout)["errors"]] == ["C-ARGUMENTS"]


def test_a_command_that_needs_no_records_touches_no_home(tmp_path: object) -> None:
    home = f"{tmp_path}/home"
    program = f"import os; os.environ['ANTU_HOME'] = {home!r}; from antu.site.cli import main; main(['policy', 'list'])"
    program += "; import sys; print('django' in sys.modules, os.path.exists(os.environ['ANTU_HOME']))"
    said = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert said.stdout.splitlines()[-1] == "False False"


def offered(monkeypatch: pytest.MonkeyPatch, fault: BaseException, *, speaks_json: bool = False) -> None:
    def run(_arguments: Namespace) -> int:
        raise fault

    command = Command("try", "试", run=run, needs_records=False, speaks_json=speaks_json)
    monkeypatch.setattr(cli, "find_command", lambda words: (command, words[1:]))


def test_what_does_not_hold_ends_with_1_and_a_line_each(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    offered(monkeypatch, DoesNotHold([Problem("I-SUM", "两数不等"), Problem("I-SUM", "另外两数不等", {"row": 3})]))
    assert cli.main(["try"]) == 1
    assert capsys.readouterr().err == "两数不等（I-SUM）\n3：另外两数不等（I-SUM）\n"


def test_a_command_that_speaks_json_says_its_errors_in_json_too(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    offered(monkeypatch, BadInput(Problem("F-X", "不对", {"table": "houses", "row": "B1"})), speaks_json=True)
    assert cli.main(["try"]) == 2
    errors = {"errors": [{"table": "houses", "row": "B1", "rule": "F-X", "message": "不对"}]}
    assert json.loads(capsys.readouterr().out) == errors


def test_a_fault_of_ours_is_not_mistaken_for_an_answer(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    offered(monkeypatch, ZeroDivisionError())
    assert cli.main(["try"]) not in {0, 1, 2, 3}
    assert "程序的错误" in capsys.readouterr().err
