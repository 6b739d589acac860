"""The procedures that ship, each to its end: what it writes, and what sending back asks for."""

from __future__ import annotations

from datetime import date

import pytest
from django.utils import timezone
from tests.offices import SHIPPED, as_, open_offices
from tests.world import demo_district, small_village

from antu.compensation.models import Determination, DeterminationReview
from antu.compensation.selectors.reviews import review_of, to_be_reviewed
from antu.estimates.domain.draft import TypedLine
from antu.estimates.models import EstimateVersion
from antu.estimates.services import begin_estimate, save_lines, withdraw_estimate
from antu.households.models import Household
from antu.inbox.services import EnteredDelegation, delegate
from antu.kernel.errors import BadInput, Forbidden
from antu.organisations.models import User
from antu.platform.actor import SYSTEM
from antu.platform.procedure_kinds import procedure_kinds
from antu.platform.versions import version_of
from antu.procedures.domain.drawing import Decision
from antu.procedures.models import CaseStep, ProcedureCase, ProcedureDrawing
from antu.procedures.selectors.cases import open_steps
from antu.procedures.services.cases import Word, complete_step, send_back, start_case, withdraw_case
from antu.projects.models import Project
from antu.regulations.models import RuleVersion
from antu.regulations.services import VersionDraft, change_rule_draft, draft_rule_version, enter_rule

pytestmark = pytest.mark.django_db


def step(case: ProcedureCase) -> CaseStep:
    (only,) = open_steps(case)
    return only


def do(case: ProcedureCase, *hands: str, **answers: str) -> None:
    for login in hands:
        complete_step(as_(login), step(case).pk, Word(answers=answers), timezone.localdate())
    case.refresh_from_db()


def test_every_procedure_ships_with_a_drawing_and_every_drawing_runs() -> None:
    open_offices()
    shipped = {file.stem for file in SHIPPED.glob("*.bpmn")}
    assert shipped == {kind.key for kind in procedure_kinds()}
    assert set(ProcedureDrawing.objects.exclude(published_at=None).values_list("key", flat=True)) == shipped


class TestDetermination:
    @pytest.fixture(scope="class", autouse=True)
    @classmethod
    def district(cls, kept_for_the_class: None) -> None:  # noqa: ARG003
        demo_district()
        small_village()
        open_offices()

    @pytest.fixture
    def household(self) -> Household:
        return Household.objects.get(project__name="教学示例项目", code="JX-001")

    @staticmethod
    def begun(household: Household) -> ProcedureCase:
        return start_case(as_("qinghe"), "determination-review", household, timezone.localdate())

    def test_a_signed_household_becomes_reviewed(self, household: Household) -> None:
        assert household in to_be_reviewed(SYSTEM)
        case = self.begun(household)
        do(case, "qinghe", "zhengchai", "caiwu")
        review = review_of(household.pk)
        assert (case.outcome, review and review.by_name) == ("approved", "示例财务")
        assert household not in to_be_reviewed(SYSTEM)
        with pytest.raises(BadInput, match="已经审核通过"):
            self.begun(household)

    def test_more_than_the_bound_goes_to_the_director(self, household: Household) -> None:
        Determination.objects.filter(household=household, is_standing=True).update(payable_fen=100_000_001)
        case = self.begun(household)
        do(case, "qinghe", "zhengchai", "caiwu")
        assert step(case).name == "主任审批"

    def test_exactly_the_bound_does_not(self, household: Household) -> None:
        Determination.objects.filter(household=household, is_standing=True).update(payable_fen=100_000_000)
        case = self.begun(household)
        do(case, "qinghe", "zhengchai", "caiwu")
        assert case.outcome == "approved"

    def test_sent_back_it_asks_for_a_further_determination(self, household: Household) -> None:
        case = self.begun(household)
        do(case, "qinghe")
        send_back(as_("zhengchai"), step(case).pk, case.steps.get(step="submit").pk, "面积不符", timezone.localdate())
        with pytest.raises(BadInput, match="形成新的核定版本"):
            do(case, "qinghe")
        self.superseded(household)
        do(case, "qinghe", "zhengchai", "caiwu")
        review = review_of(household.pk)
        assert review is not None
        assert review.determination.version == 2

    def test_a_correction_made_before_it_was_sent_back_is_accepted(self, household: Household) -> None:
        case = self.begun(household)
        do(case, "qinghe")
        self.superseded(household)
        send_back(as_("zhengchai"), step(case).pk, case.steps.get(step="submit").pk, "已更正", timezone.localdate())
        do(case, "qinghe", "zhengchai", "caiwu")
        assert case.outcome == "approved"

    def test_it_is_sent_back_to_where_it_was_handed_in_and_nowhere_else(self, household: Household) -> None:
        case = self.begun(household)
        do(case, "qinghe", "zhengchai")
        review = case.steps.get(step="review").pk
        with pytest.raises(BadInput, match="只能退回"):
            send_back(as_("caiwu"), step(case).pk, review, "再看", timezone.localdate())

    def test_what_was_sent_back_is_not_handed_in_again_as_it_was_by_another_case(self, household: Household) -> None:
        case = self.begun(household)
        do(case, "qinghe")
        send_back(as_("zhengchai"), step(case).pk, case.steps.get(step="submit").pk, "面积不符", timezone.localdate())
        withdraw_case(as_("qinghe"), case, "重来")
        with pytest.raises(BadInput, match="形成新的核定版本"):
            self.begun(household)
        self.superseded(household)
        self.begun(household)

    def test_one_whose_signing_was_withdrawn_is_not_handed_in_again(self, household: Household) -> None:
        case = self.begun(household)
        ended = {"is_standing": False, "ended_at": timezone.now(), "ended_reason": "撤销"}
        Determination.objects.filter(household=household, is_standing=True).update(**ended)
        with pytest.raises(BadInput, match="没有现行的核定"):
            do(case, "qinghe")

    def test_a_deputy_of_another_town_does_what_waits(self, household: Household) -> None:
        case = self.begun(household)
        today = timezone.localdate()
        delegate(as_("qinghe"), EnteredDelegation("bailu", today, today, "休假"), today)
        do(case, "bailu")
        assert step(case).name == "征拆股审核"

    def test_what_changed_since_it_was_handed_in_is_not_decided(self, household: Household) -> None:
        case = self.begun(household)
        do(case, "qinghe")
        self.superseded(household)
        with pytest.raises(BadInput, match="送审以后又有改动"):
            do(case, "zhengchai")

    def test_a_further_determination_is_not_reviewed_by_the_review_of_the_former(self, household: Household) -> None:
        case = self.begun(household)
        do(case, "qinghe", "zhengchai", "caiwu")
        self.superseded(household)
        assert review_of(household.pk) is None
        assert household in to_be_reviewed(SYSTEM)
        assert DeterminationReview.objects.count() == 1

    def test_a_town_begins_only_what_is_its_own(self, household: Household) -> None:
        with pytest.raises(Forbidden):
            start_case(as_("bailu"), "determination-review", household, timezone.localdate())

    @staticmethod
    def superseded(household: Household) -> None:
        """The next version, as a correction makes it."""
        former = Determination.objects.get(household=household, is_standing=True)
        ended = {"is_standing": False, "ended_at": timezone.now(), "ended_reason": "更正"}
        Determination.objects.filter(pk=former.pk).update(**ended)
        number, old = former.version + 1, former.pk
        former.pk, former.version, former.supersedes_id = None, number, old
        former.save()


class TestEstimate:
    @pytest.fixture
    def draft(self) -> EstimateVersion:
        open_offices()
        project = Project.objects.create(name="示例路", land="collective")
        version = begin_estimate(SYSTEM, project)
        line = TypedLine("n1", "土地补偿", "土地补偿费", "12.5", "亩", "1000000", "按区片价")
        return save_lines(SYSTEM, version, [line], "", version_of(version))

    def test_it_is_approved_with_what_was_said_and_taken_off(self, draft: EstimateVersion) -> None:
        case = start_case(as_("zhengchai"), "estimate-review", draft, timezone.localdate())
        do(case, "zhengchai", "caiwu", "fagui", "zonghe", "zhuren")
        approval = {"approved_amount": "990,000", "document_no": "示例概〔2026〕1号", "approved_on": "2026-01-05"}
        with pytest.raises(BadInput, match="请在意见里写明核增核减"):
            do(case, "caiwu", **approval)
        word = Word(opinion="核减单价", answers=approval)
        complete_step(as_("caiwu"), step(case).pk, word, timezone.localdate())
        version = EstimateVersion.objects.get()
        assert (version.approved_fen, version.document_no) == (99_000_000, "示例概〔2026〕1号")
        assert version.submitted_by == "示例征拆"
        assert [each.organisation for each in version.opinions.order_by("pk")][-1] == "财务股经办"

    def test_a_starter_who_left_stops_nothing(self, draft: EstimateVersion) -> None:
        case = start_case(as_("zhengchai"), "estimate-review", draft, timezone.localdate())
        do(case, "zhengchai", "caiwu", "fagui", "zonghe")
        User.objects.filter(username="zhengchai").update(is_active=False)
        do(case, "zhuren")
        do(case, "caiwu", approved_amount="1000000", document_no="示例概〔2026〕2号", approved_on="2026-01-05")
        assert case.outcome == "approved"

    def test_it_is_not_withdrawn_while_a_case_runs(self, draft: EstimateVersion) -> None:
        start_case(as_("zhengchai"), "estimate-review", draft, timezone.localdate())
        with pytest.raises(BadInput, match="正在审批"):
            withdraw_estimate(SYSTEM, draft, "误编")

    def test_while_it_is_reviewed_its_lines_stay(self, draft: EstimateVersion) -> None:
        case = start_case(as_("zhengchai"), "estimate-review", draft, timezone.localdate())
        do(case, "zhengchai")
        line = TypedLine("n1", "土地补偿", "土地补偿费", "12.5", "亩", "2000000", "按区片价")
        with pytest.raises(BadInput, match="正在审批"):
            save_lines(SYSTEM, draft, [line], "", version_of(draft))


class TestRule:
    @pytest.fixture
    def draft(self) -> RuleVersion:
        open_offices()
        rule = enter_rule(as_("fagui"), {"name": "示例工作规程", "kind": "procedure"})
        return draft_rule_version(as_("fagui"), rule, VersionDraft("第一条 先公告。"))

    def test_it_is_published_by_the_last_hand(self, draft: RuleVersion) -> None:
        case = start_case(as_("fagui"), "rule-issue", draft, timezone.localdate())
        do(case, "fagui", "zonghe", "zhengchai", "caiwu", "zhuren")
        with pytest.raises(BadInput, match="正在审批"):
            change_rule_draft(as_("fagui"), draft, VersionDraft("第一条 后公告。"), 10**9)
        do(case, "zonghe", document_no="示例〔2026〕3号", issued_on="2026-01-06")
        draft.refresh_from_db()
        assert (draft.document_no, draft.issued_on, draft.published_by) == (
            "示例〔2026〕3号",
            date(2026, 1, 6),
            "示例综合",
        )

    def test_who_wrote_it_neither_decides_nor_publishes_it(self, draft: RuleVersion) -> None:
        seen = version_of(draft)
        change_rule_draft(as_("zonghe"), draft, VersionDraft("第一条 先公告，后登记。"), seen)
        case = start_case(as_("fagui"), "rule-issue", draft, timezone.localdate())
        do(case, "fagui")
        with pytest.raises(Forbidden, match="提出或编写"):
            do(case, "zonghe")

    def test_one_of_the_offices_against_it_ends_it(self, draft: RuleVersion) -> None:
        case = start_case(as_("fagui"), "rule-issue", draft, timezone.localdate())
        do(case, "fagui")
        complete_step(as_("caiwu"), step(case).pk, Word(Decision.REFUSE, "没有经费"), timezone.localdate())
        case.refresh_from_db()
        assert case.outcome == "refused"
        assert draft.is_draft
