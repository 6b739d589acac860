from __future__ import annotations

import pytest
from tests.unit.policy.batch.agreement import case_facts, differences

from antu.policy import Pack, shipped_shelf
from antu.policy.batch import DuckDB, compile_pack, facts_tables


@pytest.fixture(params=[folder.name for folder in shipped_shelf().folders()])
def pack(request: pytest.FixtureRequest) -> Pack:
    return shipped_shelf().get(request.param)


def test_duckdb_gives_every_line_and_value_that_explaining_gives(pack: Pack) -> None:
    facts, program = case_facts(pack), compile_pack(pack)
    with DuckDB() as engine:
        result = engine.run(program, facts_tables(pack, facts))
    assert result.lines.num_rows > len(facts)
    assert differences(program, facts, result) == []


def test_everything_in_a_shipped_pack_fits(pack: Pack) -> None:
    assert compile_pack(pack).unfit == ()


def test_no_subjects_give_no_lines(pack: Pack) -> None:
    with DuckDB() as engine:
        result = engine.run(compile_pack(pack), facts_tables(pack, []))
    assert (result.lines.num_rows, result.subjects.num_rows, result.refused.num_rows) == (0, 0, 0)
