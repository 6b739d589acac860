from __future__ import annotations

from typing import Any

from tests.unit.policy.small_pack import computed

from antu.policy import Computation


def with_people(*people: dict[str, Any]) -> Computation:
    return computed(people=[{"id": f"P{number}"} | person for number, person in enumerate(people, 1)])


def test_the_first_rule_that_holds_decides() -> None:
    found = with_people({"died_on": "2023-03-01"}, {"died_on": "2023-03-02"}, {"local": False})
    assert [(each.row, each.rule, each.decision) for each in found.eligibility] == [
        ("P1", "A1", "exclude"),
        ("P2", "A2", "include"),
        ("P3", "A3", "review"),
    ]
    assert found.eligibility[0].condition == "死亡日不晚于公告日"
    assert found.eligibility[2].condition == "以上都不是"


def test_a_panel_decides_what_the_rules_leave_to_review_and_nothing_else() -> None:
    found = with_people(
        {"local": False, "panel": "include"},
        {"local": False, "panel": "exclude"},
        {"panel": "exclude"},
        {"local": False},
    )
    assert [each.decision for each in found.eligibility] == ["include", "exclude", "include", "review"]
    assert [each.panel for each in found.eligibility] == ["include", "exclude", "", ""]
    assert found.eligibility[0].ruled == "review"


def test_a_member_under_review_is_not_counted_and_makes_a_draft() -> None:
    found = with_people({}, {"local": False})
    assert found.draft
    assert found.derived["counted"] == "1"
    assert found.as_json()["draft"] is True
    assert "draft" not in with_people({}).as_json()


def test_the_answer_carries_rule_evidence_and_basis_of_each_member() -> None:
    assert with_people({}).as_json()["eligibility"] == [
        {"row": "P1", "rule": "A2", "decision": "include", "evidence": "户口簿", "basis": "第二条"}
    ]
