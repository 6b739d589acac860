"""Compares computing at once with explaining, subject by subject, down to every line and derived value."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction

from antu.policy import Computation, Facts, Pack, compute, read_facts
from antu.policy.batch import BatchResult, Program
from antu.policy.cases import read_cases
from antu.policy.faults import BadFacts


def case_facts(pack: Pack) -> list[Facts]:
    """The facts of every case of the pack that can be read."""
    facts = []
    for case in read_cases(pack):
        try:
            facts.append(read_facts(pack, case.facts, signed_on=case.signed_on))
        except BadFacts:
            assert case.errors
    return facts


def differences(program: Program, facts: Sequence[Facts], result: BatchResult) -> list[str]:
    """Every way in which the result is not what explaining gives."""
    return list(_differences(program, facts, result))


def _differences(program: Program, facts: Sequence[Facts], result: BatchResult) -> Iterator[str]:
    beyond = set(result.beyond.column("_subject").to_pylist())
    explained = [None if place in beyond else _explained(program.pack, each) for place, each in enumerate(facts)]
    refused = sorted(place for place, each in enumerate(explained) if each is None and place not in beyond)
    if result.refused.column("_subject").to_pylist() != refused:
        yield f"refused {result.refused.to_pylist()}, should be {refused}"
    lines = [tuple(line.values()) for line in result.lines.to_pylist()]
    wanted = list(_lines(program, facts, explained))
    if lines != wanted:
        yield f"lines: {set(lines) ^ set(wanted)}" if set(lines) != set(wanted) else "lines: their order"
    rows = result.subjects.to_pylist()
    if [row["_subject"] for row in rows] != [place for place, each in enumerate(explained) if each]:
        yield "subjects: others than explained"
        return
    for row, computation in zip(rows, filter(None, explained), strict=True):
        yield from _subject(program, row, computation)


def _explained(pack: Pack, facts: Facts) -> Computation | None:
    try:
        return compute(pack, facts)
    except BadFacts:
        return None


def _lines(
    program: Program, facts: Sequence[Facts], explained: Sequence[Computation | None]
) -> Iterator[tuple[int, int, int | None, int]]:
    places = {item.code: (number, item.per) for number, item in enumerate(program.pack.items)}
    unfit = {each.code for each in program.unfit}
    for subject, (given, computation) in enumerate(zip(facts, explained, strict=True)):
        for line in computation.lines if computation else ():
            item, per = places[line.code]
            rows = [str(row["id"]) for row in given.tables.get(per, ())]
            if line.code not in unfit:
                yield subject, item, None if line.row is None else rows.index(line.row), line.amount.fen


def _subject(program: Program, row: dict[str, int], computation: Computation) -> Iterator[str]:
    found = {
        value.name: Fraction(int(row[value.name]), 10**value.scale) / int(row[value.over] if value.over else 1)
        for value in (*program.derived, *program.items, *program.totals)
    }
    unfit = {each.code for each in program.unfit}
    wanted = {f"d_{name}": Fraction(value) for name, value in computation.derived.items() if name not in unfit}
    wanted |= {f"t_{name}": Fraction(amount.fen, 100) for name, amount in computation.totals.items()}
    for item in program.pack.items:
        fen = sum(line.amount.fen for line in computation.lines if line.code == item.code)
        wanted[f"i_{item.code}"] = Fraction(fen, 100)
    for name, value in wanted.items():
        if name in found and found[name] != value:
            yield f"{computation.subject}: {name} is {found[name]}, should be {value}"
    if any(name.startswith("d_") and name not in found for name in wanted):
        yield f"{computation.subject}: derived values are missing"
    if row["draft"] != computation.draft:
        yield f"{computation.subject}: draft is {row['draft']}"
