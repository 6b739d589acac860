"""Computing with Apache Spark, on this machine or on a cluster. An extra: ``requirements/spark.txt`` and Java."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import pyarrow as pa

from antu.kernel.errors import OutsideMissing, Problem
from antu.policy.batch.dialects import Dialect
from antu.policy.batch.engine import Engine

if TYPE_CHECKING:
    from pyspark.sql import SparkSession

_LOCAL = "local[2]"


class Spark(Engine):
    """An engine in a session of its own, or in one that is given; ``master`` as Spark writes it.

    Raises OutsideMissing (exit status 3) where pyspark or Java is missing.
    """

    dialect = Dialect.SPARK

    def __init__(self, master: str = _LOCAL, session: SparkSession | None = None) -> None:
        self._own = session is None
        self._session = session or _session(master)

    def close(self) -> None:
        """Ends the session, if it is the engine's own."""
        if self._own:
            self._session.stop()

    def _provide(self, name: str, table: pa.Table) -> None:
        self._session.createDataFrame(table).createOrReplaceTempView(name)

    def _provide_file(self, name: str, file: Path, part: range | None) -> None:
        rows = self._session.read.parquet(str(file))
        if part is not None:
            rows = rows.where(rows["_subject"].between(part.start, part.stop - 1))
        rows.createOrReplaceTempView(name)

    def _forget(self, name: str) -> None:
        self._session.catalog.dropTempView(name)

    def _create(self, name: str, text: str) -> None:
        self._session.sql(text).cache().createOrReplaceTempView(name)

    def _drop(self, name: str) -> None:
        self._session.table(name).unpersist()
        self._session.catalog.dropTempView(name)

    def _fetch(self, text: str) -> pa.Table:
        return self._session.sql(text).toArrow()


def _session(master: str) -> SparkSession:
    try:
        from pyspark.sql import SparkSession as Session  # noqa: PLC0415 — an extra, imported only when asked for
    except ImportError as error:
        message = "没有安装 Spark；请运行 .venv/bin/pip install -r requirements/spark.txt，或改用 DuckDB"
        raise OutsideMissing(Problem("S-SPARK", message)) from error
    if shutil.which("java") is None:
        message = "Spark 要用 Java，这台机器没有；请以 root 执行 apt-get install default-jre-headless，或改用 DuckDB"
        raise OutsideMissing(Problem("S-JAVA", message))
    builder = Session.builder.master(master).appName("antu")
    for name, value in settings_of().items():
        builder = builder.config(name, value)
    return builder.getOrCreate()


def settings_of() -> dict[str, str]:
    """What a session must be set to so that it computes exactly: errors are raised, days are days."""
    return {
        "spark.sql.ansi.enabled": "true",
        "spark.sql.session.timeZone": "UTC",
        "spark.sql.execution.arrow.pyspark.enabled": "true",
        "spark.sql.shuffle.partitions": "8",
        "spark.ui.enabled": "false",
        "spark.ui.showConsoleProgress": "false",
    }
