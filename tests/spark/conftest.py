"""One session for every test of Spark: starting Java and warming it up takes longer than most of them."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from pyspark.sql import SparkSession

from antu.policy.batch.spark import Spark, settings_of


@pytest.fixture(scope="session")
def spark() -> Iterator[Spark]:
    """An engine in a session for few rows: two partitions, and Java compiling quickly rather than well."""
    few = {
        "spark.sql.shuffle.partitions": "2",
        "spark.sql.adaptive.enabled": "false",
        "spark.driver.extraJavaOptions": "-XX:TieredStopAtLevel=1",
    }
    builder = SparkSession.builder.master("local[2]").appName("antu tests")
    for name, value in (settings_of() | few).items():
        builder = builder.config(name, value)
    session = builder.getOrCreate()
    yield Spark(session=session)
    session.stop()
