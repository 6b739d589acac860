"""This engine on Spark beside hand-written Spark SQL, in one session, by turns: the machine warms up for both."""

from __future__ import annotations

import re
from typing import Any, Final

import pyarrow as pa
from pyspark.sql import DataFrame, SparkSession
from pyspark.sql import functions as to

from antu.policy.batch import compile_pack
from antu.policy.batch.spark import Spark
from antu.policy.batch.totals import BatchTotals
from benchmarks.policy.contest import Contestant
from benchmarks.policy.exactness import PAYABLE, SUBJECT
from benchmarks.policy.hand_sql import BIGINT, hand_written
from benchmarks.policy.ours.coded import have_coded
from benchmarks.policy.registers import FLAT, RATES, Register, pack_of

_ANNEXES: Final = {
    "house_rate": "rate",
    "decoration_rate": "rate",
    "fixture_rate": "rate",
    "crop_rate": "rate",
    "grave_rate": "rate",
    "zone_price": "price",
    "land_class_factor": "factor",
}


def contestants(register: Register) -> list[Contestant]:
    """Totals over all households from files, ours and by hand."""
    have_coded(register)
    engine = Spark()
    session = SparkSession.getActiveSession()
    if session is None:
        raise RuntimeError("Spark has no session")
    program = compile_pack(pack_of(register.policy))
    by_hand = _statement(session, register)
    return [
        Contestant(
            "antu Spark", lambda: engine.run_totals(program, register.folder / "coded", register.subjects), _totals,
            register.subjects,
        ),
        Contestant("hand-written Spark SQL", lambda: session.sql(by_hand).toArrow(), _with_subject, register.subjects),
    ]  # fmt: skip


def _statement(session: SparkSession, register: Register) -> str:
    """The hand-written statement in Spark's words, summed up, over tables that are files."""
    for table in register.tables:
        rows = session.read.parquet(str(register.file(table)))
        _whole(rows).createOrReplaceTempView(f"hand_{table}")
    if register.policy != FLAT:
        for name, column in _ANNEXES.items():
            rates = session.read.csv(str(RATES[register.policy] / f"{name}.csv"), header=True)
            fen = (to.col(column).cast("decimal(10, 2)") * 100).cast("bigint")
            rates.withColumn("fen", fen).createOrReplaceTempView(name)
    text = hand_written(register.policy, BIGINT).replace(" // ", " DIV ").replace("datediff('day', ", "datediff(DAY, ")
    text = re.sub(rf"\b(FROM|JOIN) ({'|'.join(register.tables)})\b", r"\1 hand_\2", text)
    names = [name for name in session.sql(text).columns if name not in {SUBJECT, "draft"}]
    return f"SELECT {', '.join(f'CAST(sum({name}) AS BIGINT) AS {name}' for name in names)} FROM ({text})"


def _whole(rows: DataFrame) -> DataFrame:
    for field in rows.schema.fields:
        kind: Any = field.dataType
        if kind.typeName() == "decimal":
            rows = rows.withColumn(field.name, (to.col(field.name) * 10**kind.scale).cast("bigint"))
    return rows


def _totals(found: BatchTotals) -> pa.Table:
    sums = {code: total.sum_fen for code, total in found.items.items()}
    sums[PAYABLE] = found.categories[PAYABLE].sum_fen
    return _with_subject(pa.table({name: pa.array([fen], pa.int64()) for name, fen in sums.items()}))


def _with_subject(sums: pa.Table) -> pa.Table:
    return sums.add_column(0, SUBJECT, pa.array([0], pa.int64()))
