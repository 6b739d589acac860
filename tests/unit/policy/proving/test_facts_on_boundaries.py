from __future__ import annotations

from datetime import date, timedelta

from tests.unit.policy.small_pack import Change, small, with_item

from antu.policy import Pack, compute, read_facts
from antu.policy.arithmetic import Uncomputable
from antu.policy.faults import BadFacts
from antu.policy.proving.generate import Document, coverage, generate_facts


def made(pack: Pack, households: int = 120) -> list[Document]:
    return generate_facts(pack, households, 11)


def texts(documents: list[Document], table: str, column: str) -> set[object]:
    rows = [row for document in documents for row in _rows(document[table])]
    return {row.get(column) for row in rows}


def _rows(part: object) -> list[dict[str, object]]:
    assert isinstance(part, dict | list)
    return [part] if isinstance(part, dict) else part


def derived(pack: Pack, documents: list[Document], name: str) -> set[str]:
    found = set()
    for document in documents:
        try:
            found.add(compute(pack, read_facts(pack, document)).derived[name])
        except (BadFacts, Uncomputable):
            found.add("refused")
    return found


def test_the_same_seed_gives_the_same_facts_and_the_pack_takes_them_all() -> None:
    pack = small()
    documents = made(pack)
    assert documents == made(pack)
    assert len(documents) == 120
    assert all(read_facts(pack, document) for document in documents)


def test_every_part_of_a_small_pack_is_reached() -> None:
    pack = small()
    assert coverage(pack, made(pack)).missed == ()


def test_columns_take_their_bounds_and_the_step_inside() -> None:
    documents = made(small())
    assert {"0", "0.0001", "99999999.9999", "99999999.9998"} <= texts(documents, "houses", "area_m2")
    assert {"0", "1", "8", "9"} <= texts(documents, "houses", "floors")
    assert texts(documents, "houses", "structure") == {"brick", "wood"}


def test_a_ladder_is_met_on_its_bounds_and_a_day_beside_them() -> None:
    assert {"1", "2", "9", "10", "11", "12"} <= derived(small(), made(small()), "day")


def test_dates_are_compared_on_the_day_before_after_and_empty() -> None:
    pack = small()
    found = set()
    for document in made(pack):
        notice = date.fromisoformat(str(_rows(document["project"])[0]["notice_on"]))
        for person in _rows(document["people"]):
            died = person.get("died_on")
            found.add(None if died is None else date.fromisoformat(str(died)) - notice)
    assert {None, timedelta(0), timedelta(1)} <= found


def test_tables_have_no_row_one_two_and_several() -> None:
    counts = {len(_rows(document["houses"])) for document in made(small())}
    assert {0, 1, 2, 3} <= counts


def test_a_ladder_that_facts_can_leave_is_left() -> None:
    pack = small(("rates/reward.csv", "1,10,20.00,附表二", "5,10,20.00,附表二"))
    assert "refused" in derived(pack, made(pack), "day")


def test_a_band_that_nothing_reaches_is_told_with_its_line() -> None:
    pack = small(
        ("items.yaml", 'tier("reward", day)', 'tier("reward", max(day, 11))'),
    )
    assert coverage(pack, made(pack)).missed == ("阶梯：rates/reward.csv:2 档 1 起",)


def test_a_rule_that_nothing_reaches_is_told_with_its_line() -> None:
    rule: Change = (
        "eligibility.yaml",
        "  - {code: A3,",
        "  - {code: A2B, when: local, decision: include, basis: 二}\n  - {code: A3,",
    )
    missed = coverage(small(rule), made(small(rule))).missed
    assert "规则：eligibility.yaml:8 A2B：认定到这一条" in missed


def test_a_negative_amount_is_made_where_there_can_be_one() -> None:
    pack = small(with_item("100 - total_m2"))
    amounts = [
        line.amount.fen
        for document in made(pack)
        for line in compute(pack, read_facts(pack, document)).lines
        if line.code == "extra"
    ]
    assert min(amounts) < 0 < max(amounts)
    assert 0 in amounts


def test_a_cap_is_met_exactly_and_on_both_sides() -> None:
    pack = small(("items.yaml", "total_m2 * tier", "min(total_m2, 30 * counted) * tier"))
    found = set()
    for document in made(pack):
        values = compute(pack, read_facts(pack, document)).derived
        area, cap = values["total_m2"], str(30 * int(values["counted"]))
        found.add("at" if area == cap and cap != "0" else "other")
    assert found == {"at", "other"}


def test_half_a_fen_is_made_where_rounding_decides() -> None:
    pack = small(with_item("total_m2 * 0.5"))
    exact = {
        line.exact
        for document in made(pack)
        for line in compute(pack, read_facts(pack, document)).lines
        if line.code == "extra"
    }
    assert any(text.partition(".")[2][2:] == "5" for text in exact)


def test_complete_months_are_met_on_the_day_and_the_day_before() -> None:
    pack = small(with_item("5", when="months(project.notice_on, subject.signed_on) >= 6"))
    found = set()
    for document in made(pack):
        notice = date.fromisoformat(str(_rows(document["project"])[0]["notice_on"]))
        signed = date.fromisoformat(str(_rows(document["subject"])[0]["signed_on"]))
        later = notice.month + 6
        year, month = notice.year + (later - 1) // 12, (later - 1) % 12 + 1
        found.add((signed - date(year, month, 1)).days - notice.day + 1)
    assert {0, -1} <= found
