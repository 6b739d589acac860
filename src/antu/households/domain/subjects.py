"""From read rows to subjects with all that they own."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from antu.households.domain.layout import PROJECT_SHEET, SUBJECT_SHEET
from antu.households.domain.rejection import Verdict
from antu.households.domain.sheets import RegisterSheets, subject_code
from antu.households.domain.subject import Child, ProjectRow, Subject, Values
from antu.platform.workbook import Row

_KEYS = frozenset({"household", "id"})


def project_row(register: RegisterSheets) -> ProjectRow | None:
    """The project as the file gives it, in the district's words where the district gave a field.

    ``pack`` is the id of the pack, or ``ID@VERSION`` where the file names a version.
    """
    if register.project is None:
        return None
    values, extra = _split(register, PROJECT_SHEET, register.project)
    given = register.known_project.values if register.known_project else {}
    kept = {field: value for field, value in given.items() if value not in {None, ""}}
    pack = register.layout.pack
    name = pack.name if "@" in str(values.get("pack")) else pack.id
    return ProjectRow(register.project.number, {**values, **kept, "pack": name}, extra)


def read_subjects(register: RegisterSheets, verdict: Verdict) -> Iterator[Subject]:
    """The accepted subjects, in the order of the file; registered ones that only bring rows come last."""
    owned: dict[str, dict[str, list[Child]]] = {}
    for key, row in register.owned():
        if verdict.accepts(key, row):
            owned.setdefault(subject_code(row), {}).setdefault(key, []).append(_child(register, key, row))
    for code, row in register.subjects.items():
        if verdict.accepts(SUBJECT_SHEET, row):
            yield replace(_subject(register, code, row), children=_frozen(owned.get(code, {})))
    for code, children in owned.items():
        if code not in register.subjects:
            yield Subject(code, None, {}, {}, _frozen(children))


def _subject(register: RegisterSheets, code: str, row: Row) -> Subject:
    values, extra = _split(register, SUBJECT_SHEET, row)
    return Subject(code, row.number, values, extra)


def _child(register: RegisterSheets, key: str, row: Row) -> Child:
    """The row as a child, made once: subjects are read again whenever a rule rejects another."""
    child = register.children.get((key, row.number))
    if child is None:
        values, extra = _split(register, key, row)
        child = register.children[key, row.number] = Child(str(row.values["id"]), row.number, values, extra)
    return child


def _split(register: RegisterSheets, key: str, row: Row) -> tuple[Values, Values]:
    extras = register.layout.sheets[key].extras
    left_out = extras if key == PROJECT_SHEET else extras | _KEYS
    own = {field: value for field, value in row.values.items() if field not in left_out}
    if not extras:
        return own, {}
    return own, {field: row.values[field] for field in row.values if field in extras}


def _frozen(children: dict[str, list[Child]]) -> dict[str, tuple[Child, ...]]:
    return {key: tuple(rows) for key, rows in children.items()}
