"""Worked cases of a pack: facts and what must come of them, written by hand, run whenever the pack is checked."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date

from antu.kernel.errors import Place as Where
from antu.kernel.errors import Problem
from antu.policy.block import Block
from antu.policy.cell import InexactNumber
from antu.policy.computation import CATEGORIES, PAYABLE
from antu.policy.compute import Computation, compute
from antu.policy.facts import RepeatedKeys, read_facts
from antu.policy.faults import BadFacts, Faults, Place
from antu.policy.pack import Pack
from antu.policy.source import Entry, Mapped, Scalar, Series, read_yaml

_FOLDER = "cases/"
#: What totals are called, as a case writes them.
_TOTALS = {PAYABLE: "应付合计", **{code: f"{word}合计" for code, word in CATEGORIES.items()}}
_INTEGER = re.compile(r"-?(?:0|[1-9]\d{0,30})", re.ASCII)
_CHECKED = ("items", "totals", "derived", "eligibility")


@dataclass(frozen=True, slots=True)
class Case:
    """One worked case: its facts, an assumed signing day or none, and either figures or refused columns.

    ``items`` are compared exactly, in order; ``totals``, ``derived`` and ``eligibility`` where they are given.
    """

    file: str
    id: str
    facts: Mapping[str, object]
    signed_on: date | None
    items: Mapping[str, str] | None
    totals: Mapping[str, str]
    derived: Mapping[str, str]
    eligibility: Mapping[str, str]
    draft: bool
    errors: frozenset[tuple[str, str]] = field(default_factory=frozenset)
    note: str = ""

    @property
    def key(self) -> str:
        """What names it among all cases of the pack."""
        return f"{self.file.removeprefix(_FOLDER).removesuffix('.yaml')}/{self.id}"


def read_cases(pack: Pack) -> tuple[Case, ...]:
    """The pack's cases, in order of file and place; PackError where a case file cannot be read."""
    faults = Faults()
    files = sorted(name for name in pack.files if name.startswith(_FOLDER))
    cases = [case for name in files for case in _read_file(name, pack.files[name], faults)]
    if not cases and not faults.problems:
        faults.add(Place(_FOLDER), "P-CASE", "没有一个算例；没有算例的办法无从核对，请在 cases/ 下写出事实和应得的数")
    faults.raise_any()
    return tuple(cases)


def run_case(pack: Pack, case: Case) -> tuple[Problem, ...]:
    """What does not come out as the case says; nothing when it holds."""
    where: dict[str, Where] = {"file": case.file, "case": case.id}
    return tuple(Problem("P-CASE", message, where) for message in _differences(pack, case))


def _differences(pack: Pack, case: Case) -> Iterator[str]:
    try:
        computation = compute(pack, read_facts(pack, case.facts, signed_on=case.signed_on))
    except BadFacts as error:
        yield from _refused(case, error)
        return
    if case.items is None:
        yield f"应拒绝 {_columns(case.errors)}，却算出了 {computation.payable} 元"
        return
    yield from _different_figures(case, computation)


def _refused(case: Case, error: BadFacts) -> Iterator[str]:
    found = frozenset((str(each.where["table"]), str(each.where["column"])) for each in error.problems)
    if case.items is not None:
        yield "应能算出，却被拒绝：" + "；".join(str(problem) for problem in error.problems)
    elif found != case.errors:
        yield f"应拒绝 {_columns(case.errors)}，实际拒绝 {_columns(found)}"


def _columns(pairs: frozenset[tuple[str, str]]) -> str:
    return "、".join(f"{table}.{column}" for table, column in sorted(pairs)) or "（无）"


def _different_figures(case: Case, computation: Computation) -> Iterator[str]:
    found = {line.key: str(line.amount) for line in computation.lines}
    expected = case.items or {}
    for key in {**expected, **found}:
        if expected.get(key) != found.get(key):
            yield f"「{key}」应为 {expected.get(key, '没有这一行')}，算得 {found.get(key, '没有这一行')}"
    if list(expected) != list(found) and expected == found:
        yield f"各行次序应为 {'、'.join(expected)}，算得 {'、'.join(found)}"
    totals = {name: str(amount) for name, amount in computation.totals.items()}
    decided = {each.row: f"{each.rule} {each.decision}" for each in computation.eligibility}
    sides = ((case.totals, totals), (case.derived, computation.derived), (case.eligibility, decided))
    for wanted, given in sides:
        for key, value in wanted.items():
            if given.get(key) != value:
                yield f"「{_TOTALS.get(key, key)}」应为 {value}，算得 {given.get(key, '没有')}"
    if case.draft != computation.draft:
        yield "应为待会审的草稿" if case.draft else "不应是待会审的草稿"


def _read_file(name: str, content: bytes, faults: Faults) -> Iterator[Case]:
    entry = read_yaml(name, content, faults)
    if isinstance(entry, Series):
        for item in entry.entries:
            if isinstance(item, Mapped):
                yield _case(Block(name, item, faults))
            else:
                faults.add(Place(name, item.line), "P-SHAPE", "每个算例应为映射，如 - id: H1")
    elif entry is not None:
        faults.add(Place(name, entry.line), "P-SHAPE", "算例文件应为列表，每个算例以「- id:」开头")


def _case(block: Block) -> Case:
    case_id, note = block.text("id", "H1"), block.optional("note")
    facts = plain_entry(block.entry("facts"))
    if not isinstance(facts, Mapping):
        block.fault("facts", "P-SHAPE", "facts 应为映射，写法同 JSON：subject、project 和各表")
        facts = {}
    expected = block.block("expect")
    errors = frozenset(_error(found) for found in block.blocks("expect_errors"))
    if (expected is None) == (not errors):
        block.fault("expect", "P-KEY-MISSING", "expect（应得的数）和 expect_errors（应拒绝的列）要写且只写一个")
    figures = {name: expected.strings(name) if expected else {} for name in _CHECKED}
    draft = expected.flag("draft") if expected else False
    signed_on = block.day("signed_on")
    if expected:
        expected.finish()
    block.finish()
    items = figures["items"] if expected else None
    return Case(
        block.file,
        case_id,
        facts,
        signed_on,
        items,
        figures["totals"],
        figures["derived"],
        figures["eligibility"],
        draft,
        errors,
        note,
    )


def _error(block: Block) -> tuple[str, str]:
    table, column = block.text("table", "buildings"), block.optional("column") or str(None)
    block.finish()
    return table, column


def plain_entry(entry: Entry | None) -> object:
    """A YAML entry as JSON would give it: text, integers, marks, lists, mappings; a float stays an InexactNumber."""
    match entry:
        case Series(entries=entries):
            return [plain_entry(each) for each in entries]
        case Mapped(pairs=pairs):
            mapping = RepeatedKeys((key.text, plain_entry(value)) for key, value in pairs)
            names = [key.text for key, _ in pairs]
            mapping.repeated = tuple(dict.fromkeys(name for name in names if names.count(name) > 1))
            return mapping
        case Scalar():
            return _plain_scalar(entry)
        case None:
            return None


def _plain_scalar(scalar: Scalar) -> object:
    match scalar.kind:
        case "null":
            return None
        case "float":
            return InexactNumber(scalar.text)
        case "bool" if scalar.text in {"true", "false"}:
            return scalar.text == "true"
        case "int" if _INTEGER.fullmatch(scalar.text):
            return int(scalar.text)
        case _:  # a day, and codes such as 0101 or no, stay as they are typed
            return scalar.text
