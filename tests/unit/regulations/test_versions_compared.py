"""Two versions of a rule compared clause by clause, and which one holds on a day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from antu.kernel.counting import numeral
from antu.regulations.domain.clauses import clauses_of
from antu.regulations.domain.comparing import ChangeKind, changes_between, pieces_of
from antu.regulations.domain.standing import RuleState, in_force_on, state_on

DAY = date(2024, 1, 1)


def told(before: str, after: str) -> list[tuple[str, str, str]]:
    changes = changes_between(clauses_of(before), clauses_of(after))
    return [
        (each.kind.value, each.before.label if each.before else "", each.after.label if each.after else "")
        for each in changes
    ]


def rule(*bodies: str) -> str:
    return "\n".join(f"第{numeral(number)}条 {body}" for number, body in enumerate(bodies, start=1))


def test_a_clause_put_in_only_renumbers_those_after_it() -> None:
    before = rule("为了规范征地工作，制定本规程。", "中心统筹全区工作。", "镇街具体实施。")
    after = rule("为了规范征地工作，制定本规程。", "资金专户管理。", "中心统筹全区征拆工作。", "镇街具体实施。")
    assert told(before, after) == [
        ("未变", "第一条", "第一条"),
        ("新增", "", "第二条"),
        ("修改", "第二条", "第三条"),
        ("只变条号", "第三条", "第四条"),
    ]


def test_a_clause_that_is_gone_stands_where_it_stood() -> None:
    before = rule("甲方负责调查。", "资金拨付凭证三份。", "自印发之日起施行。")
    assert told(before, rule("甲方负责调查。", "自印发之日起施行。")) == [
        ("未变", "第一条", "第一条"),
        ("删去", "第二条", ""),
        ("只变条号", "第三条", "第二条"),
    ]


def test_what_is_worded_otherwise_is_marked_piece_by_piece() -> None:
    before, after = pieces_of("由镇街负责签约。", "由中心会同镇街负责签约和腾房。")
    assert [(each.text, each.is_changed) for each in after] == [
        ("由", False),
        ("中心会同", True),
        ("镇街负责签约", False),
        ("和腾房", True),
        ("。", False),
    ]
    assert not any(each.is_changed for each in before)


BODIES = st.lists(st.text(st.sampled_from("征地补偿资金由中心镇街负责。，"), min_size=1, max_size=25), max_size=8)


@given(BODIES, BODIES)
def test_every_clause_of_both_versions_is_told_once_and_in_its_order(before: list[str], after: list[str]) -> None:
    olds, news = clauses_of(rule(*before)), clauses_of(rule(*after))
    changes = changes_between(olds, news)
    assert [each.before for each in changes if each.before] == list(olds)
    assert [each.after for each in changes if each.after] == list(news)
    assert all((each.kind is ChangeKind.ADDED) == (each.before is None) for each in changes)
    assert all((each.kind is ChangeKind.DROPPED) == (each.after is None) for each in changes)


@given(BODIES)
def test_a_version_does_not_differ_from_itself(bodies: list[str]) -> None:
    clauses = clauses_of(rule(*bodies))
    assert {each.kind for each in changes_between(clauses, clauses)} <= {ChangeKind.SAME}


@given(st.text(max_size=60), st.text(max_size=60))
def test_the_pieces_give_both_texts_back(before: str, after: str) -> None:
    olds, news = pieces_of(before, after)
    assert "".join(each.text for each in olds) == before
    assert "".join(each.text for each in news) == after


def test_long_rules_that_have_nothing_in_common_are_compared_clause_by_clause() -> None:
    before = rule(*(f"旧规定{number}" * 40 for number in range(300)))
    after = rule(*(f"新办法{number}" * 40 for number in range(300)))
    changes = changes_between(clauses_of(before), clauses_of(after))
    for each in changes:
        if each.before and each.after:
            assert pieces_of(each.before.body, each.after.body)
    assert ChangeKind.SAME not in {each.kind for each in changes}


def test_a_text_of_thousands_of_equal_lines_is_compared_line_by_line() -> None:
    before, after = "同一行。\n" * 9000, "同一行。\n" * 8999 + "另一行。\n"
    changes = changes_between(clauses_of(before), clauses_of(after))
    assert pieces_of("第一条 " + before, "第一条 " + after)
    assert sum(each.kind is ChangeKind.SAME for each in changes) == 8999


@dataclass(frozen=True)
class Version:
    number: int
    issued_on: date | None
    valid_from: date | None
    valid_to: date | None = None


FIRST = Version(1, DAY, DAY)
SECOND = Version(2, DAY + timedelta(30), DAY + timedelta(60), DAY + timedelta(100))
DRAFT = Version(3, None, None)
VERSIONS = (FIRST, SECOND, DRAFT)


def state(day: date, *, versions: tuple[Version, ...] = VERSIONS, abolished_on: date | None = None) -> RuleState:
    issued_on = next((each.issued_on for each in versions), None)
    return state_on(versions, day, issued_on=issued_on, abolished_on=abolished_on)


def test_a_version_holds_until_the_next_one_takes_over() -> None:
    assert in_force_on(VERSIONS, DAY - timedelta(1)) is None
    assert in_force_on(VERSIONS, DAY + timedelta(59)) == FIRST
    assert in_force_on(VERSIONS, DAY + timedelta(60)) == SECOND
    assert in_force_on(VERSIONS, DAY + timedelta(100)) == SECOND


def test_a_version_whose_time_has_run_out_gives_the_word_to_no_earlier_one() -> None:
    assert in_force_on(VERSIONS, DAY + timedelta(101)) is None
    assert state(DAY + timedelta(101)) is RuleState.ENDED


def test_a_rule_is_in_force_until_the_day_before_it_is_abolished() -> None:
    abolished_on = DAY + timedelta(40)
    assert in_force_on(VERSIONS, abolished_on - timedelta(1), abolished_on) == FIRST
    assert in_force_on(VERSIONS, abolished_on, abolished_on) is None
    assert state(abolished_on, abolished_on=abolished_on) is RuleState.ENDED


def test_what_a_rule_is_on_a_day_follows_from_its_days() -> None:
    assert state(DAY - timedelta(1)) is RuleState.COMING
    assert state(DAY) is RuleState.IN_FORCE
    assert state(DAY, versions=(DRAFT,)) is RuleState.DRAFT
    assert state_on((), DAY, issued_on=DAY, abolished_on=None) is RuleState.IN_FORCE
    assert state_on((), DAY - timedelta(1), issued_on=DAY, abolished_on=None) is RuleState.COMING
