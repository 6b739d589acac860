from __future__ import annotations

from collections import Counter
from datetime import date
from pathlib import Path

import pyarrow as pa
import pytest
from benchmarks.policy.hand_sql import true_totals
from benchmarks.policy.registers import FLAT, HUNAN, Register, documents, make_register, pack_of
from benchmarks.policy.truth import explained_totals
from pyarrow.parquet import read_table

from antu.policy import compute, read_facts

SUBJECTS = 600


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("registers")


@pytest.fixture(params=[FLAT, HUNAN])
def register(request: pytest.FixtureRequest, home: Path) -> Register:
    return make_register(request.param, SUBJECTS, home)


def test_a_register_is_drawn_alike_each_time(register: Register, tmp_path: Path) -> None:
    again = make_register(register.policy, SUBJECTS, tmp_path)
    for name in register.tables:
        assert read_table(again.file(name)).equals(read_table(register.file(name)))


def test_a_smaller_register_is_the_beginning_of_a_greater_one(register: Register, tmp_path: Path) -> None:
    smaller = make_register(register.policy, 50, tmp_path)
    assert documents(smaller, 50) == documents(register, 50)


def test_every_subject_has_good_facts(register: Register) -> None:
    pack = pack_of(register.policy)
    subjects = [read_facts(pack, document).subject_id for document in documents(register, SUBJECTS)]
    assert subjects == [f"H{number}" for number in range(SUBJECTS)]


def test_the_hand_written_statement_gives_what_explain_gives(register: Register) -> None:
    explained = explained_totals(register, SUBJECTS)
    by_hand = pa.concat_tables(true_totals(register, at_once=SUBJECTS // 3))
    for item in explained.column_names:
        if item in by_hand.column_names:
            assert (item, by_hand[item].to_pylist()) == (item, explained[item].to_pylist())
    assert len(set(explained.column_names) & set(by_hand.column_names)) >= 14


def test_days_lie_on_the_bounds_of_the_ladder_and_of_vacating(register: Register) -> None:
    rows = [(each["subject"], each["project"]) for each in documents(register, SUBJECTS)]
    signed = {_days(project["sign_start_on"], subject["signed_on"]) for subject, project in rows}
    vacated = {
        _days(project["vacate_by_on"], subject["vacated_on"]) for subject, project in rows if "vacated_on" in subject
    }
    assert {0, 9, 10, 19, 20, 29, 30} <= signed
    assert {0, 1} <= vacated
    assert any("vacated_on" not in subject for subject, _ in rows)


def test_hunan_meets_every_rule_and_every_item_with_about_fourteen_rows_a_subject(home: Path) -> None:
    register, pack = make_register(HUNAN, SUBJECTS, home), pack_of(HUNAN)
    computed = [compute(pack, read_facts(pack, document)) for document in documents(register, SUBJECTS)]
    rules = Counter(decision.rule for each in computed for decision in each.eligibility)
    assert {"E01", "E02", "E03", "E08", "E09", "E10", "E12", "E13", "E14", "E15", "E16", "E17", "E18"} <= rules.keys()
    assert {item.code for item in pack.items} == {line.code for each in computed for line in each.lines}
    assert 13 < register.rows() / SUBJECTS < 15


def _days(start: str, end: str) -> int:
    return (date.fromisoformat(end) - date.fromisoformat(start)).days
