"""Made-up registers as Parquet, a file a fact table: drawn by DuckDB from the subjects' numbers, so always the same."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import duckdb
from pyarrow.parquet import read_metadata

from antu.policy import load_pack
from antu.policy.shelf import read_folder, shipped_shelf

if TYPE_CHECKING:
    from antu.policy import Pack

HERE: Final = Path(__file__).resolve().parent
SQL: Final = HERE / "sql"
FLAT, HUNAN = "flat", "hunan"
RATES: Final = {
    FLAT: HERE / "flat/1/rates",
    HUNAN: HERE.parents[1] / "policies/hunan-demo-2023/1/rates",
}
_TABLES: Final = re.compile(r"-- table: (\w+)\n(.*?);", re.DOTALL)
_DRAWN = """
CREATE MACRO roll(k, salt, n) AS CAST(hash(hash(k, salt)) % n AS INTEGER);
CREATE MACRO is_collective(s) AS s % 100 = 99;
CREATE MACRO notice_on(p) AS DATE '2023-01-05' + roll(p, 'notice', 300);
CREATE MACRO population_cutoff_on(p) AS notice_on(p) + roll(p, 'cutoff', 60);
CREATE MACRO sign_start_on(p) AS notice_on(p) + 60 + roll(p, 'start', 60);
CREATE MACRO vacate_by_on(p) AS sign_start_on(p) + 30 + roll(p, 'vacate', 60);
"""


@dataclass(frozen=True, slots=True)
class Register:
    """So many subjects of one policy, numbered from 0, in a folder of Parquet files."""

    policy: str
    subjects: int
    folder: Path

    @property
    def tables(self) -> tuple[str, ...]:
        """The fact tables, as the policy's register names them."""
        return tuple(name for name, _ in drawings(self.policy))

    def file(self, table: str) -> Path:
        """The rows of one fact table, ordered by ``_subject``."""
        return self.folder / f"{table}.parquet"

    @property
    def truth(self) -> Path:
        """What is due to every subject, to the fen, as the hand-written SQL and explain agree it is."""
        return self.folder / "truth.parquet"

    def rows(self) -> int:
        """The rows of all tables that belong to one subject alone."""
        return sum(read_metadata(self.file(name)).num_rows for name in self.tables if name != "project")


def pack_of(policy: str) -> Pack:
    """The policy as this engine reads it."""
    return load_pack(read_folder(HERE / "flat/1")) if policy == FLAT else shipped_shelf().get("hunan-demo-2023")


def drawings(policy: str) -> tuple[tuple[str, str], ...]:
    """The statement that draws each table of a policy."""
    return tuple(_TABLES.findall((SQL / f"{policy}_register.sql").read_text(encoding="utf-8")))


def make_register(policy: str, subjects: int, home: Path) -> Register:
    """The register of this size below ``home``; drawn only where it does not lie there yet."""
    register = Register(policy, subjects, home / f"{policy}-{subjects}")
    if not register.folder.exists():
        draft = register.folder.with_suffix(".draft")
        shutil.rmtree(draft, ignore_errors=True)
        draft.mkdir(parents=True)
        with duckdb.connect() as database:
            database.execute(_DRAWN + f"CREATE MACRO past() AS {subjects}; SET memory_limit = '4GB'")
            database.execute("SET enable_progress_bar = false")
            for name, drawing in drawings(policy):
                database.execute(f"COPY ({drawing}) TO '{draft / name}.parquet' (FORMAT parquet)")
        draft.rename(register.folder)
    return register


def documents(register: Register, first: int) -> list[dict[str, Any]]:
    """The facts of the first subjects in the form of the command line."""
    with duckdb.connect() as database:
        projects = [row for _, row in _rows(database, register, "project")]
        found: list[dict[str, Any]] = []
        for at, subject in _rows(database, register, "subject", first):
            found.append({"subject": subject, "project": projects[at["_project"]]})
        for name in register.tables[2:]:
            for at, row in _rows(database, register, name, first):
                found[at["_subject"]].setdefault(name, []).append(row)
    return found


def _rows(
    database: duckdb.DuckDBPyConnection, register: Register, table: str, past: int | None = None
) -> Iterator[tuple[dict[str, int], dict[str, Any]]]:
    """Each row of the table, apart from where it stands: text for numbers and days, empty columns left out."""
    of_these = "" if past is None else f"WHERE _subject < {past}"
    relation = database.sql(f"SELECT * FROM '{register.file(table)}' {of_these}")
    names = relation.columns
    for row in relation.fetchall():
        values = {name: value for name, value in zip(names, row, strict=True) if value is not None}
        places = {name: values.pop(name) for name in names if name.startswith("_")}
        yield places, {name: value if isinstance(value, bool) else str(value) for name, value in values.items()}
