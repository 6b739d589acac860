"""Where stored and computed values differ is named place by place, whatever differs."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from antu.compensation.domain.proving import (
    NONE,
    TOLD_MAX,
    BatchAmounts,
    Difference,
    StoredVersion,
    differences,
    json_differences,
    line_values,
)
from antu.policy import Computation, Facts, compute, read_facts, shipped_shelf
from antu.policy.cases import read_cases

PACK = shipped_shelf().get("hunan-demo-2023")


def a_case() -> tuple[Facts, Computation]:
    """The richest worked case of the demo pack that gives its own signing day."""
    cases = (each for each in read_cases(PACK) if each.items is not None and each.signed_on is None)
    read = (read_facts(PACK, each.facts) for each in cases)
    return max(((facts, compute(PACK, facts)) for facts in read), key=lambda each: len(each[1].lines))


FACTS, ANSWER = a_case()


def stored(**changes: object) -> StoredVersion:
    """What would be stored of it."""
    lines = {place: line_values(line) for place, line in enumerate(ANSWER.lines, start=1)}
    signed_on = FACTS.subject["signed_on"]
    assert isinstance(signed_on, date)
    kept = StoredVersion(ANSWER.as_json(full=True), ANSWER.payable.fen, ANSWER.draft, PACK.status, signed_on, lines)
    return replace(kept, **changes)  # type: ignore[arg-type]


def batch() -> BatchAmounts:
    """What the engine says when it agrees."""
    lines = {(line.code, line.row or ""): line.amount.fen for line in ANSWER.lines}
    return BatchAmounts(lines, {name: amount.fen for name, amount in ANSWER.totals.items()}, ANSWER.draft)


def found(kept: StoredVersion, engine: BatchAmounts | None) -> list[Difference]:
    return differences(PACK, kept, FACTS, ANSWER, engine)


def test_where_three_readings_agree_there_is_nothing_to_say() -> None:
    assert found(stored(), batch()) == []
    assert found(stored(), None) == []


def test_an_engine_that_differs_from_explain_is_a_finding_though_what_is_stored_is_right() -> None:
    first = ANSWER.lines[0]
    key = (first.code, first.row or "")
    engine = batch()
    engine = replace(engine, lines={**engine.lines, key: engine.lines[key] + 1})
    (only,) = found(stored(), engine)
    assert (only.column, only.stored, only.explain) == ("amount", str(first.amount), str(first.amount))
    assert only.batch != only.explain


def test_a_line_that_only_the_engine_has_or_has_not_is_a_finding() -> None:
    engine = batch()
    first = ANSWER.lines[0]
    key = (first.code, first.row or "")
    lacking = {name: fen for name, fen in engine.lines.items() if name != key}
    assert [(each.column, each.batch) for each in found(stored(), replace(engine, lines=lacking))] == [("amount", NONE)]
    more = replace(engine, lines={**engine.lines, ("ghost", "B9"): 100})
    assert [(each.column, each.code, each.row, each.batch) for each in found(stored(), more)] == [
        ("line", "ghost", "B9", "1.00")
    ]


def test_an_item_that_the_engine_leaves_to_explain_is_no_finding() -> None:
    code = ANSWER.lines[0].code
    lines = {key: fen for key, fen in batch().lines.items() if key[0] != code}
    assert found(stored(), BatchAmounts(lines, None, ANSWER.draft, frozenset({code}))) == []


def test_what_the_engine_refuses_and_explain_does_not_is_a_finding() -> None:
    assert [(each.column, each.batch) for each in found(stored(), BatchAmounts(refused="buildings F-RANGE"))] == [
        ("facts", "buildings F-RANGE")
    ]


def test_of_a_determination_that_differs_everywhere_the_rest_is_counted() -> None:
    told = found(stored(computation={}, lines={}), batch())
    assert len(told) <= TOLD_MAX + 1
    wholly = {
        place: {**values, "clause": "x", "trace": {"notes": ["y"] * 200}} for place, values in stored().lines.items()
    }
    told = found(stored(lines=wholly), batch())
    assert len(told) == TOLD_MAX + 1
    assert told[-1].column == "more"


def test_json_is_compared_to_the_leaf_and_the_type() -> None:
    before = {"a": [1, {"b": "1"}], "c": None, "d": "x"}
    after = {"a": [1, {"b": 1}, 3], "c": None, "e": ""}
    assert list(json_differences(before, after, "t")) == [
        ("t.a[1].b", "1", "1"),
        ("t.a[2]", "", "3"),
        ("t.e", "", ""),
        ("t.d", "x", ""),
    ]
