from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
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
from antu.policy.batch import DuckDB, compile_pack, facts_tables, register_tables, save_tables, write_register
from antu.policy.batch.register_schema import nested_type

GOOD: Mapping[str, Any] = {
    "subject": {"id": "A", "signed_on": "2023-03-10"},
    "project": {"notice_on": "2023-03-01"},
    "houses": [{"id": "H1", "structure": "brick", "area_m2": Decimal("10.01")}],
    "people": [{"id": "P1"}],
}


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "register.parquet"


@pytest.mark.parametrize("name", [folder.name for folder in shipped_shelf().folders()])
def test_a_register_that_is_written_reads_as_the_same_tables(name: str, file: Path) -> None:
    pack = shipped_shelf().get(name)
    facts = case_facts(pack)
    write_register(pack, facts, file)
    read, given = register_tables(pack, file), facts_tables(pack, facts)
    assert read.refused.to_pylist() == []
    for table, rows in given.tables.items():
        if table != "project":
            assert read.tables[table].drop_columns("_project").equals(rows.drop_columns("_project")), table
    program = compile_pack(pack)
    with DuckDB() as engine:
        assert differences(program, facts, engine.run(program, read)) == []


def written(pack: Pack, file: Path, *subjects: Mapping[str, Any]) -> None:
    days = pa.types.is_date32
    arrays = {}
    for name, table in pack.facts.tables.items():
        kind = nested_type(table)
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
    tables = register_tables(pack, file)
    assert tables.refused.to_pylist() == [
        dict(zip(("_subject", "table", "row", "column", "rule"), (1, *each), strict=True)) for each in refused
    ]
    with DuckDB() as engine:
        result = engine.run(compile_pack(pack), tables)
    assert result.refused.equals(tables.refused)
    assert set(result.lines["_subject"].to_pylist()) == {0, 2}
    assert result.subjects["t_payable"].to_pylist() == [160120, 140100]


def test_all_problems_of_a_file_s_form_are_told_together(file: Path) -> None:
    subject = pa.array([{"id": "A", "signed_on": "2023-03-10", "clame": True}])
    houses = pa.array([[{"id": "H1", "structure": 3, "area_m2": 1.5}]])
    pq.write_table(pa.table({"subject": subject, "houses": houses, "hauses": houses, "people": subject}), file)
    with pytest.raises(BadFacts) as caught:
        register_tables(small(), file)
    places = {(each.where["table"], each.where["column"], each.rule) for each in caught.value.problems}
    assert places == {
        ("hauses", None, "F-TABLE"),
        ("project", None, "F-REQUIRED"),
        ("subject", "clame", "F-COLUMN"),
        ("subject", "signed_on", "F-DATE"),
        ("houses", "structure", "F-CHOICE"),
        ("houses", "area_m2", "F-FLOAT"),
        ("people", None, "F-SHAPE"),
    }


def test_a_file_that_is_no_register_is_told(tmp_path: Path) -> None:
    (tmp_path / "text.parquet").write_text("no")
    for name in ("missing.parquet", "text.parquet"):
        with pytest.raises(BadFacts, match="F-FILE"):
            register_tables(small(), tmp_path / name)


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
