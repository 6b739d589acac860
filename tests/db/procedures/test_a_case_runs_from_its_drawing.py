"""A plan's approval from the shipped drawing: handed in, countersigned, decided, sent back, ended; who may not."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.db import DatabaseError, transaction
from tests.offices import as_, colleague, open_offices

from antu.inbox.models import Todo
from antu.inbox.selectors import count_waiting, seats_of, waits_for
from antu.inbox.services import EnteredDelegation, delegate
from antu.kernel.errors import BadInput, Forbidden
from antu.organisations.models import User
from antu.planning.domain.draft import TypedTask
from antu.planning.models import PlanVersion
from antu.planning.selectors.drafts import last_entry
from antu.planning.services import begin_version, save_draft, withdraw_draft
from antu.platform.actor import Actor
from antu.procedures.domain.drawing import Decision
from antu.procedures.models import CaseStep, ProcedureCase
from antu.procedures.selectors.cases import open_among, open_steps, steps_of, who_can
from antu.procedures.services.cases import Word, complete_step, send_back, start_case, withdraw_case
from antu.projects.models import Project

pytestmark = pytest.mark.django_db

DAY = date(2026, 9, 28)
ANSWERS = {"document_no": "示例〔2026〕1号", "approved_on": "2026-02-10", "issuer": "市"}


@pytest.fixture(scope="module", autouse=True)
def offices(kept_for_the_file: None) -> None:  # noqa: ARG001
    open_offices()
    Project.objects.create(name="示例路", code="SF-1", land="collective")


def draft() -> PlanVersion:
    version = begin_version(as_("zonghe"), 2026)
    return save_draft(as_("zonghe"), version.pk, [TypedTask("n1", "示例路", "12.5", "mu")], last_entry(version))


def begun(version: PlanVersion | None = None) -> ProcedureCase:
    return start_case(as_("zonghe"), "plan-adjustment", version or draft(), DAY)


def step(case: ProcedureCase) -> CaseStep:
    (only,) = open_steps(case)
    return only


def do(case: ProcedureCase, login: str, word: Word | None = None, day: date = DAY) -> None:
    complete_step(as_(login), step(case).pk, word or Word(), day)
    case.refresh_from_db()


def proposed() -> ProcedureCase:
    case = begun()
    do(case, "zonghe", Word(answers={"reason": "市下达"}))
    return case


def names(case: ProcedureCase) -> list[str]:
    return [each.name for each in open_steps(case)]


def able(case: ProcedureCase) -> list[str]:
    steps = steps_of(case)
    (only,) = open_among(steps)
    return who_can(only, steps, DAY)


def waiting(login: str, day: date = DAY) -> list[str]:
    return [todo.title for todo in waits_for(login, seats_of(login, day))]


def refused(case: ProcedureCase, actor: Actor, word: Word | None = None) -> str:
    with pytest.raises(Forbidden) as error:
        complete_step(actor, step(case).pk, word or Word(), DAY)
    return error.value.words


def test_from_the_draft_to_the_frozen_plan() -> None:
    case = proposed()
    assert names(case) == ["股室会签"]
    do(case, "zhengchai")
    assert names(case) == ["股室会签"]
    do(case, "fagui")
    assert names(case) == ["主任审批"]
    do(case, "zhuren", Word(opinion="同意"))
    do(case, "zonghe", Word(answers=ANSWERS))
    assert (case.outcome, case.end_name) == ("approved", "计划批准定稿")
    version = PlanVersion.objects.get()
    assert (version.is_frozen, version.document_no, str(version.approved_on)) == (True, "示例〔2026〕1号", "2026-02-10")
    assert not Todo.objects.open().exists()


def test_a_refusal_ends_it_and_leaves_the_draft() -> None:
    case = proposed()
    do(case, "zhengchai", Word(Decision.REFUSE, "任务偏大"))
    do(case, "fagui", Word(Decision.REFUSE, "缺依据"))
    assert case.outcome == "refused"
    assert PlanVersion.objects.get().is_draft


def test_what_waits_waits_for_the_posts_and_the_count_is_right() -> None:
    case = proposed()
    for login, many in {"zhengchai": 1, "caiwu": 1, "fagui": 1, "zonghe": 0, "zhuren": 0, "qinghe": 0}.items():
        assert count_waiting(User.objects.get(username=login), DAY) == many, login
    do(case, "caiwu")
    assert waiting("caiwu") == []
    assert waiting("fagui") == ["年度计划（调整）审批：股室会签"]
    do(case, "fagui")
    assert waiting("zhengchai") == []
    assert Todo.objects.get(closed_by_login="caiwu").outcome == "已会签"


def test_a_step_is_done_only_by_its_post_and_the_refusal_says_whose_it_is() -> None:
    case = proposed()
    said = refused(case, as_("zhuren"))
    assert "征拆股经办" in said
    assert "示例主任" in said


def test_nobody_decides_what_he_asked_for_not_even_at_another_post() -> None:
    case = proposed()
    delegate(as_("zhengchai"), EnteredDelegation("zonghe", DAY, DAY, "出差"), DAY)
    assert "前一环节「提出计划」" in refused(case, as_("zonghe"))
    assert waiting("zonghe") == []
    do(case, "zhengchai")
    do(case, "caiwu")
    delegate(as_("zhuren"), EnteredDelegation("zonghe", DAY, DAY, "出差"), DAY)
    assert "是您提出或编写的" in refused(case, as_("zonghe"))


def test_nobody_does_two_neighbouring_steps_as_somebodys_deputy() -> None:
    case = proposed()
    do(case, "zhengchai")
    do(case, "fagui")
    delegate(as_("zhuren"), EnteredDelegation("fagui", DAY, DAY, "出差"), DAY)
    assert "相邻的两个环节" in refused(case, as_("fagui"))
    assert able(case) == ["示例主任"]
    other = colleague("fagui2", "fagui")
    assert other.login not in able(case)


def test_a_deputy_does_what_waits_and_the_step_says_for_whom() -> None:
    case = proposed()
    delegate(as_("zhengchai"), EnteredDelegation("zhuren", DAY, DAY + timedelta(days=2), "出差"), DAY)
    assert waiting("zhuren") == ["年度计划（调整）审批：股室会签"]
    assert waiting("zhuren", DAY + timedelta(days=3)) == []
    do(case, "zhuren")
    opinion = case.steps.get(step="countersign").opinions.get()
    assert (opinion.by_login, opinion.for_login) == ("zhuren", "zhengchai")


def test_one_person_signs_once_though_two_posts_are_open_to_him() -> None:
    case = proposed()
    delegate(as_("caiwu"), EnteredDelegation("fagui", DAY, DAY, "休假"), DAY)
    do(case, "fagui")
    assert "会签过" in refused(case, as_("fagui"))
    assert waiting("fagui") == []


def test_the_second_of_two_who_do_one_step_is_told_who_was_first() -> None:
    case = begun()
    first = step(case)
    other = colleague("zonghe2", "zonghe")
    do(case, "zonghe", Word(answers={"reason": "市下达"}))
    with pytest.raises(BadInput, match="已由示例综合于"):
        complete_step(other, first.pk, Word(answers={"reason": "另一个"}), DAY)
    assert case.steps.filter(step="propose").count() == 1


def test_what_a_step_asks_is_asked_and_told_by_its_label() -> None:
    case = begun()
    with pytest.raises(BadInput, match="编制或调整的原因"):
        do(case, "zonghe")
    assert names(case) == ["提出计划"]


def test_what_the_end_cannot_write_leaves_the_last_step_open() -> None:
    case = proposed()
    do(case, "zhengchai")
    do(case, "fagui")
    do(case, "zhuren")
    with pytest.raises(BadInput, match="还没有到"):
        do(case, "zonghe", Word(answers={**ANSWERS, "approved_on": "2999-01-01"}))
    assert names(case) == ["登记批文"]
    assert not ProcedureCase.objects.get().ended_at


def test_sent_back_it_is_done_anew_by_all_behind_and_the_old_words_stay_to_be_read() -> None:
    case = proposed()
    do(case, "zhengchai")
    do(case, "fagui")
    target = case.steps.get(step="propose", superseded_at=None)
    send_back(as_("zhuren"), step(case).pk, target.pk, "请补依据", DAY)
    assert names(case) == ["提出计划"]
    assert waiting("zonghe") == ["年度计划（调整）审批：提出计划"]
    sent = case.steps.get(decision="back")
    assert (sent.name, sent.opinion, sent.sent_back_to, sent.done_by_name) == (
        "主任审批",
        "请补依据",
        "propose",
        "示例主任",
    )
    do(case, "zonghe", Word(answers={"reason": "已补"}))
    assert names(case) == ["股室会签"]
    do(case, "caiwu")
    do(case, "fagui")
    assert names(case) == ["主任审批"]
    assert case.steps.filter(step="countersign").count() == 2


def test_it_is_sent_back_only_to_what_was_done_before() -> None:
    case = proposed()
    target = case.steps.get(step="propose")
    for wrong, opinion in ((target.pk + 999, "退"), (step(case).pk, "退"), (target.pk, " ")):
        with pytest.raises(BadInput):
            send_back(as_("caiwu"), step(case).pk, wrong, opinion, DAY)
    assert names(case) == ["股室会签"]


def test_while_it_is_decided_the_plan_stays_as_it_is() -> None:
    version = draft()
    case = begun(version)
    changed = [TypedTask("n1", "示例路", "13", "mu")]
    save_draft(as_("zonghe"), version.pk, changed, last_entry(version))
    do(case, "zonghe", Word(answers={"reason": "市下达"}))
    with pytest.raises(BadInput, match="正在审批"):
        save_draft(as_("zonghe"), version.pk, [TypedTask("n1", "示例路", "14", "mu")], last_entry(version))
    with pytest.raises(BadInput, match="正在审批"):
        withdraw_draft(as_("zonghe"), version.pk, "不要了")
    send_back(as_("caiwu"), step(case).pk, case.steps.get(step="propose").pk, "改", DAY)
    save_draft(as_("zonghe"), version.pk, [TypedTask("n1", "示例路", "14", "mu")], last_entry(version))


def test_one_matter_runs_once() -> None:
    version = draft()
    case = begun(version)
    with pytest.raises(BadInput, match=case.number):
        begun(version)
    withdraw_case(as_("zonghe"), case, "填错了")
    assert not Todo.objects.open().exists()
    assert begun(version).number > case.number


def test_only_who_began_it_or_keeps_procedures_takes_it_back() -> None:
    case = begun()
    with pytest.raises(Forbidden, match="只能由发起人"):
        withdraw_case(as_("caiwu"), case, "不要了")
    withdraw_case(as_("zhuren"), case, "发起人已调走")


def test_limits_are_counted_in_working_days_over_the_national_holiday() -> None:
    case = begun()
    do(case, "zonghe", Word(answers={"reason": "市下达"}), date(2023, 9, 27))
    # 9月28日 is a working day, 29日 to 10月6日 are holidays, 7日 and 8日 make up for them.
    assert step(case).due_on == date(2023, 10, 8)
    assert not step(case).is_provisional


def test_the_database_keeps_what_was_done() -> None:
    case = proposed()
    done = case.steps.get(step="propose")
    done.opinion = "别的话"
    with pytest.raises(DatabaseError), transaction.atomic():
        done.save()
    drawing = case.drawing
    drawing.xml = "<x/>"
    with pytest.raises(DatabaseError), transaction.atomic():
        drawing.save()


def test_killed_between_a_step_and_what_follows_nothing_is_lost_or_doubled(monkeypatch: pytest.MonkeyPatch) -> None:
    case = begun()
    first = step(case)

    def killed(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("antu.procedures.services.cases.go_on", killed)
    with pytest.raises(KeyboardInterrupt):
        complete_step(as_("zonghe"), first.pk, Word(answers={"reason": "市下达"}), DAY)
    monkeypatch.undo()
    assert names(case) == ["提出计划"]
    assert waiting("zonghe") == ["年度计划（调整）审批：提出计划"]
    do(case, "zonghe", Word(answers={"reason": "市下达"}))
    assert names(case) == ["股室会签"]
    assert Todo.objects.open().count() == 3
