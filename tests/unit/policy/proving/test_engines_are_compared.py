from __future__ import annotations

from dataclasses import replace

import pyarrow as pa
import pytest
from tests.unit.policy.proving.fakes import pack, proof_by, with_lines, with_subjects
from tests.unit.policy.small_pack import facts, small

from antu.policy import read_facts
from antu.policy.batch import BatchResult
from antu.policy.proving.agreement import PackProof, compare, prove_facts, prove_pack
from antu.policy.proving.outcomes import REFUSED, LeftOpen, explained, valued


def found(proof: PackProof) -> list[tuple[str, str, str, str]]:
    return [(each.subject, each.what, each.explain, each.batch) for each in proof.differences]


def test_engines_that_agree_are_said_to_agree() -> None:
    proof = proof_by(lambda result: result)
    assert proof.holds
    assert (proof.households, proof.lines, proof.beyond, proof.unfit) == (2, 6, 0, ())
    assert proof.as_json()["differences"] == []


def test_one_fen_in_one_line_is_found_with_both_amounts_and_the_facts() -> None:
    proof = proof_by(with_lines(lambda rows: [rows[0] | {"amount_fen": 100101}, *rows[1:]]))
    assert found(proof) == [("S1", "补偿项 house/H1", "1001.00", "1001.01")]
    assert proof.differences[0].facts["project"] == facts()["project"]
    assert not proof.holds


def test_a_missing_line_is_found() -> None:
    proof = proof_by(with_lines(lambda rows: rows[:-1]))
    assert found(proof) == [("S2", "补偿项 reward", "0.00", "没有")]


def test_a_line_too_many_is_found() -> None:
    more: dict[str, object] = {"_subject": 0, "item": 1, "row": None, "amount_fen": 5}
    without = with_lines(lambda rows: [row for row in rows if (row["_subject"], row["item"]) != (0, 1)] + [more])
    assert found(proof_by(without)) == [("S1", "补偿项 moving", "400.00", "0.05")]


def test_lines_in_another_order_are_found() -> None:
    turned = with_lines(lambda rows: rows[::-1])
    assert {what for _, what, _, _ in found(proof_by(turned))} == {"行的次序"}


@pytest.mark.parametrize(
    ("column", "what"),
    [("t_payable", "合计 payable"), ("i_house", "补偿项合计 house"), ("d_total_m2", "派生值 total_m2")],
)
def test_a_wrong_total_or_derived_value_is_found(column: str, what: str) -> None:
    proof = proof_by(with_subjects(lambda row: row | {column: int(str(row[column])) + 1}))
    assert [each[:2] for each in found(proof)] == [("S1", what), ("S2", what)]


def test_a_wrong_draft_mark_is_found() -> None:
    proof = proof_by(with_subjects(lambda row: row | {"draft": True}))
    assert found(proof) == [("S1", "草稿", "不是草稿", "草稿")]  # S2 is one


def test_a_refusal_of_one_engine_only_is_found() -> None:
    def refusing(result: BatchResult) -> BatchResult:
        row = {"_subject": 1, "table": None, "row": None, "column": None, "rule": "F-UNCOMPUTABLE"}
        return replace(result, refused=pa.Table.from_pylist([row], schema=result.refused.schema))

    assert found(proof_by(refusing)) == [("S2", "拒绝", "算得出", "拒绝")]


def test_a_subject_that_the_engine_leaves_to_explaining_is_counted_and_not_compared() -> None:
    def beyond(result: BatchResult) -> BatchResult:
        return replace(result, beyond=pa.Table.from_pylist([{"_subject": 0}], schema=result.beyond.schema))

    proof = proof_by(beyond)
    assert (proof.holds, proof.beyond) == (True, 1)


def test_what_an_engine_cannot_fit_is_not_compared() -> None:
    given = [read_facts(pack(), facts())]
    one = explained(pack(), given[0])
    other = replace(one, lines={key: fen for key, fen in one.lines.items() if key[0] != "moving"}, totals={})
    assert len(list(compare(given, [one], [other]))) == 6
    left_open = LeftOpen(items=frozenset({"moving"}), totals=frozenset(one.totals))
    assert list(compare(given, [one], [other], left_open)) == []


def test_facts_without_an_answer_are_refused_by_all() -> None:
    early = facts(subject={"id": "S1", "signed_on": "2023-03-01"})
    wrong = small(("rates/reward.csv", "1,10,20.00", "2,10,20.00"))
    proof = prove_facts(wrong, [early])
    assert (proof.holds, proof.lines) == (True, 0)
    assert explained(wrong, read_facts(wrong, early)) == REFUSED


def test_values_alone_say_what_explaining_says() -> None:
    for document in (facts(), facts(people=[]), facts(people=[{"id": "P1", "local": False}])):
        given = read_facts(pack(), document)
        assert valued(pack(), given).as_text() == explained(pack(), given).as_text()


def test_a_pack_is_proved_by_its_own_facts_the_same_each_time() -> None:
    told: list[tuple[int, int]] = []
    one = prove_pack(pack(), households=40, seed=3, told=lambda made, of: told.append((made, of)))
    other = prove_pack(pack(), households=40, seed=3)
    assert one == other
    assert one.holds
    assert told[-1] == (40, 40)
    assert prove_pack(pack(), households=40, seed=4).facts_sha256 != one.facts_sha256
