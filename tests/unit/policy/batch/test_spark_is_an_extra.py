from __future__ import annotations

import shutil
import sys

import pytest
from tests.unit.policy.small_pack import small

from antu.kernel.errors import OutsideMissing
from antu.policy.batch import compile_pack
from antu.policy.batch.dialects import Dialect, sql_text
from antu.policy.batch.spark import Spark


def test_without_pyspark_the_error_says_how_to_install_it(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in [name for name in sys.modules if name.split(".")[0] == "pyspark"] + ["pyspark", "pyspark.sql"]:
        monkeypatch.setitem(sys.modules, name, None)
    with pytest.raises(OutsideMissing, match=r"pip install -r requirements/spark\.txt") as caught:
        Spark()
    assert caught.value.exit_status == 3


def test_without_java_the_error_says_how_to_install_it(monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("pyspark")
    monkeypatch.setattr(shutil, "which", lambda _name: None)
    with pytest.raises(OutsideMissing, match="apt-get install default-jre-headless"):
        Spark()


def test_each_engine_reads_wide_numbers_in_its_own_words() -> None:
    wide = small(
        ("facts.yaml", "area_m2: {label: 面积, type: decimal", "area_m2: {label: 面积, type: decimal, digits: 20")
    )
    queries = compile_pack(wide).queries
    for dialect, own, other in ((Dialect.DUCKDB, "INT128", "DECIMAL(38"), (Dialect.SPARK, "DECIMAL(38", "INT128")):
        text = " ".join(sql_text(query.select, dialect) for query in queries)
        assert own in text
        assert other not in text
        assert "antu_" not in text.lower()
