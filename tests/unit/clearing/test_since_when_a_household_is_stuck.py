from __future__ import annotations

from datetime import date

import pytest

from antu.clearing.domain.stages import BY_CODE, STAGES, stages_of
from antu.clearing.domain.stuck import Stuck, days_late, stuck_since

START, NOTICE, KNOWN = date(2023, 3, 1), date(2023, 4, 10), date(2023, 5, 20)


@pytest.mark.parametrize(
    ("started", "notice", "known", "stuck"),
    [
        (START, NOTICE, KNOWN, Stuck(NOTICE, "公告日")),
        (NOTICE, START, KNOWN, Stuck(NOTICE, "项目启动")),
        (START, None, KNOWN, Stuck(START, "项目启动")),
        (None, NOTICE, None, Stuck(NOTICE, "公告日")),
        (None, None, KNOWN, Stuck(KNOWN, "最早的登记")),
        (None, None, None, None),
    ],
)
def test_it_is_counted_from_the_later_of_start_and_notice_else_from_the_first_record(
    started: date | None, notice: date | None, known: date | None, stuck: Stuck | None
) -> None:
    assert stuck_since(started, notice, known) == stuck


def test_days_begin_at_zero_and_are_none_before() -> None:
    stuck = Stuck(NOTICE, "公告日")
    assert [stuck.days_on(date(2023, 4, day)) for day in (9, 10, 11)] == [None, 0, 1]


def test_a_step_is_late_from_the_day_after_its_own() -> None:
    assert [days_late(NOTICE, date(2023, 4, day)) for day in (9, 10, 11, 14)] == [0, 0, 1, 4]


def test_state_owned_land_has_no_order_to_hand_land_over() -> None:
    collective, state = ({each.code for each in stages_of(regime)} for regime in ("collective", "state"))
    assert collective == {each.code for each in STAGES}
    assert collective - state == {"hand_over", "vacate"}
    assert BY_CODE["application"].label == "申请法院执行"
