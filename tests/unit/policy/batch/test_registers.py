from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from tests.unit.policy.batch.agreement import case_facts, differences
from tests.unit.policy.batch.random_facts import random_facts
from tests.unit.policy.small_pack import small

from antu.policy import BadFacts, Pack, shipped_shelf
from antu.policy.batch import (
    DuckDB,
    FactsTables,
    RegisterReader,
    check_shape,
    compile_pack,
    facts_tables,
    rows_of_documents,
    rows_of_file,
    save_tables,
    write_register,
)
from antu.policy.batch.register import column_type
from antu.policy.batch.register_rows import nested_type

GOOD: Mapping[str, Any] = {
    "subject": {"id": "A", "signed_on": "2023-03-10"},
    "project": {"notice_on": "2023-03-01"},
    "houses": [{"id": "H1", "structure": "brick", "area_m2": Decimal("10.01")}],
    "people": [{"id": "P1"}],
}


def read(pack: Pack, path: Path, assumed: Sequence[date | None] = ()) -> FactsTables:
    """The register's file as tables."""
    (batch,) = pq.read_table(path).combine_chunks().to_batches()
    with DuckDB() as engine:
        return RegisterReader(pack, engine).tables(rows_of_file(pack, batch), assumed or [None] * batch.num_rows)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "register.parquet"


@pytest.mark.parametrize("name", [folder.name for folder in shipped_shelf().folders()])
def test_a_register_that_is_written_reads_as_the_same_tables(name: str, file: Path) -> None:
    pack = shipped_shelf().get(name)
    facts = case_facts(pack)
    write_register(pack, facts, file)
    tables, given = read(pack, file), facts_tables(pack, facts)
    assert tables.refused.to_pylist() == []
    for table, rows in given.tables.items():
        if table != "project":
            assert tables.tables[table].drop_columns("_project").equals(rows.drop_columns("_project")), table
    program = compile_pack(pack)
    with DuckDB() as engine:
        assert differences(program, facts, engine.run(program, tables)) == []


def written(pack: Pack, file: Path, *subjects: Mapping[str, Any]) -> None:
    days = pa.types.is_date32
    arrays = {}
    for name, table in pack.facts.tables.items():
        kind = nested_type(table, {each.name: column_type(each) for each in table.columns.values()})
        struct = kind if table.is_single else kind.value_type
        loose = pa.struct(
            [
                (field.name, pa.string() if days(field.type) else _wider(field.type))
                for field in (struct.field(place) for place in range(struct.num_fields))
            ]
        )
        given = pa.array([each.get(name) for each in subjects], loose if table.is_single else pa.list_(loose))
        arrays[name] = given.cast(_with_days(loose, struct) if table.is_single else pa.list_(_with_days(loose, struct)))
    pq.write_table(pa.table(arrays), file)


def _wider(kind: pa.DataType) -> pa.DataType:
    return pa.decimal128(30, 6) if pa.types.is_decimal(kind) else kind


def _with_days(loose: pa.DataType, struct: pa.DataType) -> pa.DataType:
    fields = [(loose.field(place), struct.field(place)) for place in range(struct.num_fields)]
    return pa.struct([(own.name, kept.type if pa.types.is_date32(kept.type) else own.type) for own, kept in fields])


def house(**values: object) -> Mapping[str, Any]:
    return {**GOOD, "houses": [{**GOOD["houses"][0], **values}]}


@pytest.mark.parametrize(
    ("subject", "refused"),
    [
        (house(area_m2=Decimal(-1)), [("houses", 0, "area_m2", "F-BOUNDS")]),
        (house(area_m2=Decimal("1.00001")), [("houses", 0, "area_m2", "F-DIGITS")]),
        (house(area_m2=Decimal(10) ** 20), [("houses", 0, "area_m2", "F-DIGITS")]),
        (house(area_m2=None), [("houses", 0, "area_m2", "F-REQUIRED")]),
        (house(floors=Decimal(10)), [("houses", 0, "floors", "F-BOUNDS")]),
        (house(floors=Decimal("1.5")), [("houses", 0, "floors", "F-INTEGER")]),
        (house(structure="stone"), [("houses", 0, "structure", "F-CHOICE")]),
        (house(structure=None), [("houses", 0, "structure", "F-REQUIRED")]),
        (house(id=" \u3000"), [("houses", 0, "id", "F-REQUIRED")]),
        (
            {**GOOD, "houses": [*GOOD["houses"], *GOOD["houses"]]},
            [("houses", 1, "id", "F-DUPLICATE")],
        ),
        ({**GOOD, "people": [{"id": f"P{place}"} for place in range(4)]}, [("people", None, None, "F-ROWS")]),
        ({**GOOD, "subject": {"id": "A"}}, [("subject", None, "signed_on", "F-REQUIRED")]),
        ({**GOOD, "project": {}}, [("project", None, "notice_on", "F-REQUIRED")]),
        (
            {**GOOD, "subject": {"id": "A", "signed_on": "2023-02-28"}},
            [("subject", None, "signed_on", "R-DATE-ORDER")],
        ),
    ],
)
def test_a_row_that_breaks_a_range_or_a_check_is_listed_and_its_subject_has_no_lines(
    file: Path, subject: Mapping[str, Any], refused: list[tuple[str, int | None, str | None, str]]
) -> None:
    pack = small(("facts.yaml", "    label: 人员\n", "    label: 人员\n    rows_max: 3\n"))
    written(pack, file, GOOD, subject, {**GOOD, "subject": {"id": "B", "signed_on": "2023-03-11"}})
    tables = read(pack, file)
    assert tables.refused.to_pylist() == [
        dict(zip(("_subject", "table", "row", "column", "rule"), (1, *each), strict=True)) for each in refused
    ]
    with DuckDB() as engine:
        result = engine.run(compile_pack(pack), tables)
    assert result.refused.equals(tables.refused)
    assert set(result.lines["_subject"].to_pylist()) == {0, 2}
    assert result.subjects["t_payable"].to_pylist() == [160120, 140100]


def test_what_the_pack_does_not_have_is_not_read_and_other_types_are_refused_where_they_stand(file: Path) -> None:
    subject = pa.array([{"id": "A", "signed_on": "2023-03-10", "clame": True}])
    houses = pa.array([[{"id": "H1", "structure": 3, "area_m2": 1.5}]])
    people = pa.array([[None]], pa.list_(pa.struct({"id": pa.string()})))
    pq.write_table(pa.table({"subject": subject, "houses": houses, "hauses": houses, "people": people}), file)
    places = {(each["table"], each["column"], each["rule"]) for each in read(small(), file).refused.to_pylist()}
    assert places == {
        ("project", "notice_on", "F-REQUIRED"),
        ("houses", "structure", "F-CHOICE"),
        ("houses", "area_m2", "F-FLOAT"),
        ("people", "id", "F-REQUIRED"),
    }


def test_tables_in_another_shape_than_rows_are_told_together() -> None:
    rows = pa.struct({"id": pa.string()})
    with pytest.raises(BadFacts) as caught:
        check_shape(
            small(), pa.schema({"subject": pa.list_(rows), "project": rows, "houses": rows, "people": pa.int8()})
        )
    assert [(each.where["table"], each.rule) for each in caught.value.problems] == [
        ("subject", "F-SHAPE"),
        ("houses", "F-SHAPE"),
        ("people", "F-SHAPE"),
    ]


def test_an_assumed_day_stands_for_what_was_given_and_is_checked_like_it(file: Path) -> None:
    unsigned = {**GOOD, "subject": {"id": "B"}}
    written(small(), file, GOOD, unsigned, unsigned, GOOD)
    days = [None, date(2023, 3, 11), date(2023, 2, 28), date(2023, 3, 12)]
    tables = read(small(), file, days)
    assert [(each["_subject"], each["rule"]) for each in tables.refused.to_pylist()] == [(2, "R-DATE-ORDER")]
    assert tables.tables["subject"]["signed_on"].to_pylist() == [date(2023, 3, 10), days[1], days[3]]


def test_documents_are_read_as_the_same_tables_as_their_facts() -> None:
    pack = small()
    facts = random_facts(pack, 3, 60)
    with DuckDB() as engine:
        found = RegisterReader(pack, engine).tables(
            rows_of_documents(pack, [each.as_document() for each in facts]), [None] * len(facts)
        )
    refused = set(found.refused["_subject"].to_pylist())
    kept = [each for place, each in enumerate(facts) if place not in refused]
    assert kept
    for name, table in facts_tables(pack, kept).tables.items():
        if name != "project":
            own = [each for each in table.column_names if not each.startswith("_")]
            assert found.tables[name].select(own).equals(table.select(own)), name


def test_totals_are_those_of_the_lines_from_memory_and_from_disk_in_parts(tmp_path: Path) -> None:
    pack = shipped_shelf().get("hunan-demo-2023")
    facts, program = random_facts(pack, 4, 150), compile_pack(pack)
    tables = facts_tables(pack, facts)
    save_tables(tables, tmp_path)
    with DuckDB(memory_limit="1GB") as engine:
        result = engine.run(program, tables)
        totals, parts = engine.run_totals(program, tables), engine.run_totals(program, tmp_path, at_once=40)
    assert parts == totals
    assert (totals.subjects, totals.refused) == (result.subjects.num_rows, result.refused.num_rows)
    assert totals.drafts == sum(result.subjects["draft"].to_pylist())
    for code, total in (*totals.items.items(), *totals.categories.items()):
        name = f"i_{code}" if code in totals.items else f"t_{code}"
        amounts = [int(each) for each in result.subjects[name].to_pylist()]
        assert (total.sum_fen, total.subjects) == (sum(amounts), sum(1 for each in amounts if each)), name
        assert (total.least_fen, total.greatest_fen) == (min(amounts), max(amounts)), name


def test_a_project_that_many_subjects_have_stands_once() -> None:
    pack = small()
    facts = random_facts(pack, 1, 40)
    copies = [replace(each, project=dict(each.project)) for each in facts]
    tables = facts_tables(pack, copies)
    assert tables.tables["project"].num_rows <= 5
    assert tables.tables["subject"].equals(facts_tables(pack, facts).tables["subject"])
