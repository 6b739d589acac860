"""Run by ``.ci/run``, which installs Spark: every line that explaining gives, in ``local[2]``."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.unit.policy.batch.agreement import case_facts, differences
from tests.unit.policy.batch.random_facts import random_facts
from tests.unit.policy.batch.test_edges_agree import FORMULAS, MORE, last
from tests.unit.policy.small_pack import Change, small

from antu.policy import Pack, shipped_shelf
from antu.policy.batch import DuckDB, compile_pack, facts_tables, save_tables
from antu.policy.batch.spark import Spark


def all_formulas() -> Pack:
    """One pack with every formula of the edges as an item, and numbers of more than 18 digits."""
    changes: list[Change] = [*MORE, ("facts.yaml", "欠款, type: decimal", "欠款, type: decimal, digits: 20")]
    safe = [(amount, keys) for amount, keys in FORMULAS if "/ counted" not in amount and "- 1)" not in amount]
    for number, (amount, keys) in enumerate(reversed(safe)):
        changes.append(last(amount, **keys | {"code": f"extra_{number}"}))
    return small(*changes)


@pytest.mark.timeout(1200)
@pytest.mark.parametrize("name", [folder.name for folder in shipped_shelf().folders()])
def test_spark_gives_every_line_and_value_that_explaining_gives(spark: Spark, name: str) -> None:
    pack = shipped_shelf().get(name)
    facts, program = case_facts(pack) + random_facts(pack, 6, 30), compile_pack(pack)
    assert differences(program, facts, spark.run(program, facts_tables(pack, facts))) == []


@pytest.mark.timeout(1200)
def test_spark_is_as_exact_at_every_edge(spark: Spark) -> None:
    pack = all_formulas()
    facts, program = random_facts(pack, 8, 60), compile_pack(pack)
    assert program.unfit == ()
    assert differences(program, facts, spark.run(program, facts_tables(pack, facts))) == []


@pytest.mark.timeout(1200)
def test_spark_gives_the_totals_that_duckdb_gives_from_memory_and_from_disk(spark: Spark, tmp_path: Path) -> None:
    pack = shipped_shelf().get("hunan-demo-2023")
    program, tables = compile_pack(pack), facts_tables(pack, random_facts(pack, 2, 100))
    save_tables(tables, tmp_path)
    with DuckDB() as engine:
        totals = engine.run_totals(program, tables)
    assert spark.run_totals(program, tables) == totals
    assert spark.run_totals(program, tmp_path, at_once=60) == totals
