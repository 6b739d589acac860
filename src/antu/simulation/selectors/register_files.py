"""Subjects of a register in a Parquet file: one row a subject, its child tables as lists of structs."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property, partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import pyarrow as pa
import pyarrow.parquet as pq

from antu.kernel.errors import BadInput, Problem
from antu.policy import Pack
from antu.policy.numbers import day_from
from antu.policy.schema import PROJECT, SUBJECT
from antu.simulation.domain.comparing import Who
from antu.simulation.selectors.subjects import Chunk, Source

if TYPE_CHECKING:
    from antu.policy.batch import TableRows

#: So many rows are read, and go through an engine, at a time: planning costs the engine a third of a second each time.
AT_A_TIME: Final = 20_000
_VACATED_ON: Final = "household.vacated_on"


@dataclass(frozen=True, slots=True)
class _FileChunk:
    """Some rows of the file."""

    sources: Sequence[Source]
    batch: pa.RecordBatch

    def rows(self, pack: Pack) -> Mapping[str, TableRows]:
        """Their facts under a pack."""
        from antu.policy.batch import rows_of_file  # noqa: PLC0415 - SQL engines load slowly

        return rows_of_file(pack, self.batch)


@dataclass(frozen=True)
class FileSources:
    """The subjects of the file. Columns that a pack does not have are not read; :meth:`not_read` names them.

    The towns are those of ``subject.town``; without it they are not known. Raises BadInput for what is no register.
    """

    path: Path
    packs: tuple[Pack, Pack]
    signed_on: date

    @cached_property
    def _file(self) -> pq.ParquetFile:
        from antu.policy.batch import check_shape  # noqa: PLC0415 - as above

        try:
            file = pq.ParquetFile(self.path)
        except (OSError, pa.ArrowInvalid) as error:
            what = f"打不开户册文件 {self.path}：应为 Parquet 文件，一行一户，列有 {SUBJECT}、{PROJECT} 和各表"
            raise BadInput(Problem("Y-REGISTER", what)) from error
        if SUBJECT not in file.schema_arrow.names:
            what = f"{self.path} 没有 {SUBJECT} 列；应有 {SUBJECT}、{PROJECT}（结构）和各表（结构的列表）"
            raise BadInput(Problem("Y-REGISTER", what))
        for pack in self.packs:
            check_shape(pack, file.schema_arrow)
        return file

    def count(self) -> int:
        """How many rows the file has."""
        return int(self._file.metadata.num_rows)

    @property
    def has_towns(self) -> bool:
        """Whether the file says in which town each subject is."""
        return "town" in self._columns().get(SUBJECT, ())

    def not_read(self) -> list[str]:
        """Columns that neither pack has, as ``table.column``."""
        return [
            f"{table}.{column}"
            for table, columns in self._columns().items()
            for column in columns
            if not any(table in each.facts.tables and column in each.facts.tables[table].columns for each in self.packs)
        ]

    def chunks(self) -> Iterator[Chunk]:
        """The subjects in the order of the file."""
        first = 1
        for batch in self._file.iter_batches(batch_size=AT_A_TIME):
            yield _FileChunk(list(self._sources(batch, first)), batch)
            first += batch.num_rows

    def _columns(self) -> Mapping[str, tuple[str, ...]]:
        return {field.name: _names(field.type) for field in self._file.schema_arrow}

    def _sources(self, batch: pa.RecordBatch, first: int) -> Iterator[Source]:
        nobody = pa.nulls(batch.num_rows)
        given = [batch.column(name) if name in batch.schema.names else nobody for name in (SUBJECT, PROJECT)]
        pairs = zip(*(each.to_pylist() for each in given), strict=True)
        for place, (subject, project) in enumerate(pairs):
            yield self._source(subject or {}, project or {}, first + place, partial(_document, batch, place))

    def _source(self, subject: Mapping[str, Any], project: Mapping[str, Any], number: int, document: Any) -> Source:
        own = self._day(subject, "signing")
        who = Who(
            subject=str(subject.get("id") or f"第 {number} 行"),
            kind=str(subject.get("kind") or ""),
            town=subject.get("town") or None,
            project=str(project.get("name") or project.get("id") or ""),
            signed_on=own or self.signed_on,
            vacated_on=self._day(subject, "vacating"),
            is_signed=own is not None,
        )
        return Source(who, "", document, None if own else self.signed_on)

    def _day(self, subject: Mapping[str, Any], what: str) -> date | None:
        days = (_day_of(subject.get(name)) for name in self._day_columns[what])
        return next((day for day in days if day), None)

    @cached_property
    def _day_columns(self) -> Mapping[str, list[str]]:
        subjects = [pack.facts.tables[SUBJECT].columns.values() for pack in self.packs]
        signing = [pack.facts.signing_column for pack in self.packs]
        return {
            "signing": list(dict.fromkeys(column.name for column in signing if column)),
            "vacating": list(
                dict.fromkeys(each.name for columns in subjects for each in columns if each.source == _VACATED_ON)
            ),
        }


def _names(kind: pa.DataType) -> tuple[str, ...]:
    inner = kind.value_type if pa.types.is_list(kind) or pa.types.is_large_list(kind) else kind
    return tuple(field.name for field in inner) if pa.types.is_struct(inner) else ()


def _day_of(given: object) -> date | None:
    if isinstance(given, str):
        return day_from(given)
    return given if isinstance(given, date) and not isinstance(given, datetime) else None


def _document(batch: pa.RecordBatch, place: int, pack: Pack) -> dict[str, object]:
    """The facts of one row as the pack reads them: only its own tables and columns, numbers as text."""
    row = batch.slice(place, 1).to_pylist()[0]
    document: dict[str, object] = {}
    for name, table in pack.facts.tables.items():
        given = row.get(name)
        if table.is_single:
            document[name] = _written(given or {}, table.columns)
        elif given is not None:
            document[name] = [_written(each or {}, table.columns) for each in given]
    return document


def _written(given: Mapping[str, Any], columns: Mapping[str, object]) -> dict[str, object]:
    from antu.policy.batch.register_columns import text_of  # noqa: PLC0415 - SQL engines load slowly

    return {name: text_of(value) for name, value in given.items() if name in columns and value is not None}
