from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from antu.kernel.calendar import Unit, national_working_days
from antu.regulations.domain.steps import LimitKind, limits_for, national_limits, steps_of
from antu.timeline.domain.course import (
    Asked,
    Change,
    Course,
    Done,
    Extension,
    LegalLimit,
    Pause,
    Placed,
    Tense,
    order_problems,
)

NOTICE = LegalLimit(10, Unit.WORKING_DAY, True, "pre_notice", "至少 10 个工作日")  # noqa: FBT003
DUE = LegalLimit(15, Unit.WORKING_DAY, False, "approval", "最长 15 个工作日")  # noqa: FBT003
STEPS = {
    "pre_notice": Asked("pre_notice", "征收土地预公告", (), False, "《条例》第二十六条", (NOTICE,)),  # noqa: FBT003
    "hearing": Asked("hearing", "听证", ("pre_notice",), True, "《法》第四十七条"),  # noqa: FBT003
    "survey": Asked("survey", "土地现状调查", ("pre_notice", "hearing"), False, "《条例》第二十六条"),  # noqa: FBT003
    "approval": Asked("approval", "批准", ("survey",), False, "《法》第四十六条"),  # noqa: FBT003
    "land_notice": Asked("land_notice", "征收土地公告", ("approval",), False, "《条例》第三十一条", (), (DUE,)),  # noqa: FBT003
}


def course(changes: Any = None, **done: date) -> Course:
    return Course(STEPS, {code: Done(on) for code, on in done.items()}, national_working_days(), changes or {})


def placed(known: Course, code: str, today: date) -> Placed:
    return next(each for each in known.on(today) if each.asked.code == code)


def test_a_step_waits_for_the_day_after_the_last_day_of_the_notice_before_it_and_names_the_article() -> None:
    known = course(pre_notice=date(2023, 9, 25))
    earliest, why = known.earliest("survey")
    assert earliest == date(2023, 10, 14)
    assert "到 2023-10-13 期满" in why[0]
    assert "至少 10 个工作日" in why[0]
    (column, message), *rest = order_problems(known, "survey", date(2023, 10, 13), None, date(2023, 12, 1))
    assert (column, rest) == ("on", [])
    assert "不能早于 2023-10-14" in message
    assert not order_problems(known, "survey", date(2023, 10, 14), None, date(2023, 12, 1))


def test_a_step_whose_predecessor_is_missing_says_which_with_its_article() -> None:
    known = course()
    assert known.earliest("survey")[0] is None
    messages = [message for _, message in order_problems(known, "survey", date(2023, 5, 1), None, date(2023, 12, 1))]
    assert any("还没有登记「征收土地预公告」（《条例》第二十六条）" in message for message in messages)
    assert placed(known, "survey", date(2023, 12, 1)).tense is Tense.BLOCKED


def test_an_optional_step_is_waited_for_by_nobody() -> None:
    known = course(pre_notice=date(2023, 3, 1))
    assert placed(known, "hearing", date(2023, 6, 1)).tense is Tense.OPTIONAL
    assert placed(known, "survey", date(2023, 6, 1)).tense is Tense.OPEN


def test_a_notice_is_on_display_until_its_last_day_and_done_after_it() -> None:
    known = course(pre_notice=date(2023, 9, 25))
    assert placed(known, "pre_notice", date(2023, 10, 13)).tense is Tense.ON_DISPLAY
    assert placed(known, "pre_notice", date(2023, 10, 14)).tense is Tense.DONE


def test_a_notice_may_hang_out_longer_than_the_law_asks_and_not_shorter() -> None:
    known = Course(STEPS, {"pre_notice": Done(date(2023, 9, 25), date(2023, 10, 20))}, national_working_days())
    assert known.earliest("survey")[0] == date(2023, 10, 21)
    problems = order_problems(course(), "pre_notice", date(2023, 9, 25), date(2023, 10, 12), date(2023, 12, 1))
    assert [column for column, _ in problems] == ["until"]
    assert "至少到 2023-10-13" in problems[0][1]


def test_a_step_in_the_future_is_refused() -> None:
    problems = order_problems(course(), "pre_notice", date(2023, 12, 2), None, date(2023, 12, 1))
    assert [column for column, _ in problems] == ["on"]


def test_a_maximum_is_near_then_late_until_the_step_is_done() -> None:
    known = course(pre_notice=date(2023, 9, 1), survey=date(2023, 11, 1), approval=date(2023, 12, 25))
    end = known.due("land_notice")
    assert end is not None
    assert end.rolled == date(2024, 1, 16)
    days = (date(2023, 12, 26), date(2024, 1, 10), date(2024, 1, 17))
    assert [placed(known, "land_notice", day).tense for day in days] == [Tense.OPEN, Tense.NEAR, Tense.LATE]
    done = course(approval=date(2023, 12, 25), land_notice=date(2024, 1, 20))
    assert placed(done, "land_notice", date(2024, 2, 1)).tense is Tense.DONE


def test_a_pause_in_working_days_and_an_extension_move_the_end_of_a_maximum() -> None:
    done = {"approval": date(2023, 12, 25)}
    paused = {"land_notice": Change((Pause(date(2024, 1, 2), date(2024, 1, 5)),))}
    end = course(paused, **done).due("land_notice")
    assert end is not None
    assert end.rolled == date(2024, 1, 22), "four working days were paused"
    extended = {"land_notice": Change((), (Extension(10, Unit.DAY),))}
    end = course(extended, **done).due("land_notice")
    assert end is not None
    assert (end.last_day, end.rolled) == (date(2024, 1, 26), date(2024, 1, 26))


def test_a_maximum_over_spring_festival_counts_the_make_up_days() -> None:
    known = course(approval=date(2024, 1, 29))
    end = known.due("land_notice")
    assert end is not None
    assert end.rolled == date(2024, 2, 22), "02-04 and 02-18 are Sundays of work, 02-10 to 02-17 holidays"


def test_a_year_without_its_notice_makes_the_days_provisional() -> None:
    end = course(approval=date(2026, 12, 25)).due("land_notice")
    assert end is not None
    assert end.provisional
    assert not national_working_days().years.issuperset([2027])


@given(start=st.dates(date(2005, 1, 1), date(2026, 6, 1)), later=st.integers(0, 90))
def test_no_day_before_the_earliest_is_accepted_and_none_from_it_on_is_refused(start: date, later: int) -> None:
    known = course(pre_notice=start)
    earliest, _ = known.earliest("survey")
    assert earliest is not None
    on = start + timedelta(days=later)
    problems = order_problems(known, "survey", on, None, date(2030, 1, 1))
    assert bool(problems) is (on < earliest)


def test_every_step_of_the_law_comes_after_steps_that_there_are() -> None:
    for regime in ("collective", "state"):
        steps = steps_of(regime)
        seen: set[str] = set()
        for code, step in steps.items():
            assert seen.issuperset(step.after), f"{code} comes before what it waits for"
            assert step.law
            assert step.article
            seen.add(code)


def test_every_limit_of_a_timeline_names_steps_that_there_are() -> None:
    for limit in national_limits():
        if limit.regime in {"collective", "state"}:
            assert {limit.step, limit.starts_from} <= steps_of(limit.regime).keys()


def test_the_law_s_own_limits_are_there() -> None:
    known = {(each.regime, each.step): (each.amount, each.unit.value, each.kind.value) for each in national_limits()}
    assert known["collective", "pre_notice"] == (10, "工作日", "最短")
    assert known["collective", "plan_notice"] == (30, "日", "最短")
    assert known["collective", "land_notice"] == (15, "工作日", "最长")
    assert known["state", "plan_consult"] == (30, "日", "最短")
    assert known["remedy", "suit"] == (6, "月", "最长")
    assert known["petition", "finish"] == (60, "日", "最长")


def test_a_local_limit_binds_in_its_district_alone() -> None:
    local = replace(national_limits()[0], amount=15, jurisdiction="4302")
    found = limits_for([*national_limits(), local], "collective", "pre_notice", "430204")
    assert sorted(each.amount for each in found) == [10, 15]
    assert [each.amount for each in limits_for([local], "collective", "pre_notice", "440100")] == []
    assert local.kind is LimitKind.MINIMUM
