"""What two people typed into one household is joined where it can be; where it can not, the clerk chooses."""

from __future__ import annotations

from dataclasses import replace

from antu.households.domain.merging import ABSENT, NOW, PRESENT, ROW, TYPED, Conflict, merge, resolved
from antu.households.domain.texts import row_texts
from antu.households.domain.typed import HEAD, TypedHousehold, TypedRow

BASE = TypedHousehold(
    {"household": "H-1", "phone": "1", "note": ""},
    {"fixture": (TypedRow("7", {"id": "S1", "quantity": "2"}), TypedRow("8", {"id": "S2", "quantity": "5"}))},
)


def typed(base: TypedHousehold = BASE, *rows: TypedRow, **own: str) -> TypedHousehold:
    """The household with other texts of its own, and these rows in place of those of the same key, or added."""
    fixtures = {row.key: row for row in (*base.of("fixture"), *rows)}
    return TypedHousehold({**base.own, **own}, {"fixture": tuple(fixtures.values())})


def row(key: str, quantity: str) -> TypedRow:
    return TypedRow(key, {"id": f"S{int(key) - 6}", "quantity": quantity})


def without(key: str) -> TypedHousehold:
    return replace(BASE, rows={"fixture": tuple(each for each in BASE.of("fixture") if each.key != key)})


def test_what_only_one_side_changed_is_taken_from_that_side() -> None:
    found = merge(BASE, typed(note="复核"), typed(BASE, row("7", "3"), phone="2"))
    assert found.conflicts == ()
    assert found.household == typed(BASE, row("7", "3"), phone="2", note="复核")


def test_the_same_change_on_both_sides_is_no_conflict() -> None:
    assert merge(BASE, typed(phone="2"), typed(phone="2")).conflicts == ()


def test_a_field_that_both_changed_differently_is_a_conflict_and_keeps_what_was_typed() -> None:
    found = merge(BASE, typed(BASE, row("8", "6"), phone="3"), typed(BASE, row("8", "7"), phone="2"))
    assert found.conflicts == (
        Conflict("household", HEAD, "phone", "3", "2"),
        Conflict("fixture", "8", "quantity", "6", "7"),
    )
    assert found.household == typed(BASE, row("8", "6"), phone="3")


def test_rows_that_either_side_added_are_there() -> None:
    mine, theirs = TypedRow("n1", {"id": "S3", "quantity": "1"}), TypedRow("9", {"id": "S4", "quantity": "1"})
    found = merge(BASE, typed(BASE, mine), typed(BASE, theirs))
    assert found.conflicts == ()
    assert [each.key for each in found.household.of("fixture")] == ["7", "8", "n1", "9"]


def test_a_row_that_one_side_withdrew_and_the_other_left_alone_is_gone() -> None:
    assert merge(BASE, without("7"), typed(phone="2")).household.of("fixture") == (BASE.of("fixture")[1],)
    assert merge(BASE, typed(phone="2"), without("7")).household.of("fixture") == (BASE.of("fixture")[1],)


def test_a_row_that_one_side_withdrew_and_the_other_changed_is_asked_about() -> None:
    gone_there = merge(BASE, typed(BASE, row("7", "3")), without("7"))
    assert gone_there.conflicts == (Conflict("fixture", "7", ROW, PRESENT, ABSENT),)
    gone_here = merge(BASE, without("7"), typed(BASE, row("7", "3")))
    assert gone_here.conflicts == (Conflict("fixture", "7", ROW, ABSENT, PRESENT),)
    for found in (gone_there, gone_here):
        assert row_texts(found.household)["fixture", "7"]["quantity"] == "3"


def test_the_clerk_s_choices_decide() -> None:
    now = typed(BASE, row("8", "7"), phone="2")
    merged = merge(BASE, typed(BASE, row("8", "6"), phone="3"), now).household
    place = ("household", HEAD, "phone")
    assert resolved(merged, now, {place: TYPED}).own["phone"] == "3"
    chosen = resolved(merged, now, {place: NOW, ("fixture", "8", "quantity"): NOW})
    assert chosen.own["phone"] == "2"
    assert row_texts(chosen)["fixture", "8"]["quantity"] == "7"
    assert resolved(merged, now, {}) == merged


def test_the_clerk_chooses_whether_a_row_stays() -> None:
    merged = merge(BASE, without("7"), typed(BASE, row("7", "3"))).household
    place = ("fixture", "7", ROW)
    assert [each.key for each in resolved(merged, BASE, {place: PRESENT}).of("fixture")] == ["8", "7"]
    assert [each.key for each in resolved(merged, BASE, {place: ABSENT}).of("fixture")] == ["8"]
