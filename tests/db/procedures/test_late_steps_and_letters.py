"""What is late is told once to the post that the drawing names; what waits is told by letter once a working day."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.core import mail
from tests.db.procedures.test_a_case_runs_from_its_drawing import DAY, do, proposed, step, waiting
from tests.offices import as_, open_offices

from antu.inbox.services import EnteredDelegation, delegate, end_delegation, set_daily_mail
from antu.inbox.services.mailing import send_due_mail
from antu.kernel.errors import BadInput, Forbidden
from antu.platform.jobs.rounds import make_rounds
from antu.procedures.services.late import escalate_late
from antu.projects.models import Project

pytestmark = pytest.mark.django_db

CHINA = ZoneInfo("Asia/Shanghai")
MONDAY = datetime(2026, 10, 19, 9, 0, tzinfo=CHINA)


@pytest.fixture(scope="module", autouse=True)
def offices(kept_for_the_file: None) -> None:  # noqa: ARG001
    open_offices()
    Project.objects.create(name="示例路", code="SF-1", land="collective")


def test_a_late_step_is_told_once_and_not_on_its_last_day() -> None:
    case = proposed()
    due_on = step(case).due_on
    assert due_on is not None
    assert escalate_late(due_on) == 0
    assert escalate_late(due_on + timedelta(days=1)) == 1
    assert escalate_late(due_on + timedelta(days=2)) == 0
    assert waiting("zhuren") == ["督办：年度计划（调整）审批“股室会签”逾期"]
    do(case, "zhengchai")
    do(case, "fagui")
    assert waiting("zhuren") == ["年度计划（调整）审批：主任审批"]


def test_a_worker_makes_the_rounds_that_are_due() -> None:
    made: dict[str, float] = {}
    assert make_rounds(made) >= 2
    assert {"late-steps", "daily-mail"} <= made.keys()
    assert make_rounds(made) == 0


def test_a_letter_goes_once_a_working_day_to_who_has_something_waiting() -> None:
    proposed()
    set_daily_mail(as_("caiwu"), "caiwu@example.com")
    set_daily_mail(as_("zonghe"), "zonghe@example.com")
    assert send_due_mail(MONDAY - timedelta(hours=2)) == 0
    assert send_due_mail(MONDAY - timedelta(days=1)) == 0
    assert send_due_mail(MONDAY) == 1
    assert send_due_mail(MONDAY + timedelta(hours=3)) == 0
    (letter,) = mail.outbox
    assert letter.to == ["caiwu@example.com"]
    assert letter.subject == "安土待办 1 件，其中逾期 1 件"
    assert "年度计划（调整）审批：股室会签" in letter.body
    assert send_due_mail(MONDAY + timedelta(days=1)) == 1


def test_a_letter_that_cannot_be_sent_is_tried_again(monkeypatch: pytest.MonkeyPatch) -> None:
    proposed()
    set_daily_mail(as_("caiwu"), "caiwu@example.com")

    def broken(*_: object) -> int:
        raise OSError

    with monkeypatch.context() as patched:
        patched.setattr("antu.inbox.services.mailing.send_mail", broken)
        assert send_due_mail(MONDAY) == 0
    assert send_due_mail(MONDAY) == 1


def test_an_address_that_is_none_is_refused() -> None:
    with pytest.raises(BadInput, match="不是邮箱地址"):
        set_daily_mail(as_("caiwu"), "caiwu")


@pytest.mark.parametrize(
    ("deputy", "from_on", "until_on", "reason", "told"),
    [
        ("fagui", DAY, DAY, "出差", "另一位"),
        ("nobody", DAY, DAY, "出差", "另一位"),
        ("caiwu", DAY - timedelta(days=1), DAY, "出差", "过去"),
        ("caiwu", DAY, DAY - timedelta(days=1), "出差", "不能早于"),
        ("caiwu", DAY, DAY + timedelta(days=365), "出差", "最长"),
        ("caiwu", DAY, DAY, "", "原因"),
    ],
)
def test_a_delegation_is_judged_whole(deputy: str, from_on: date, until_on: date, reason: str, told: str) -> None:
    with pytest.raises(BadInput, match=told):
        delegate(as_("fagui"), EnteredDelegation(deputy, from_on, until_on, reason), DAY)


def test_one_delegates_to_one_at_a_time_and_takes_it_back_oneself() -> None:
    given = delegate(as_("fagui"), EnteredDelegation("caiwu", DAY, DAY, "出差"), DAY)
    with pytest.raises(BadInput, match="已授权示例财务"):
        delegate(as_("fagui"), EnteredDelegation("zonghe", DAY, DAY, "出差"), DAY)
    with pytest.raises(Forbidden):
        end_delegation(as_("caiwu"), given)
    end_delegation(as_("fagui"), given)
    delegate(as_("fagui"), EnteredDelegation("zonghe", DAY, DAY, "出差"), DAY)
