"""A case for every address of the product; an address without one fails the suite.

How to add one: give the address a name in ``urls.py``, and put that name with its case below.
1. ``PageCase("register.view", arguments=household)``: which permission opens it, and the row that it is about;
2. ``also`` names further permissions that open it; ``posts=True`` with ``form`` for what only takes forms; ``status``;
3. another organisation must get 404 for a row, and a list without foreign rows; say ``DistrictPage`` where a page is
   of the whole district (403 in words), ``OpenPage`` where it shows nobody's rows, ``OwnPage`` for a person's own;
4. ``RENEW_QUERY_COUNTS=1 pytest tests/web/test_the_number_of_queries.py`` writes down how often it asks the database.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any, Final

from django.http import HttpResponse
from tests.files import photograph
from tests.offices import as_, open_offices
from tests.web.page_case import DistrictPage, OpenPage, OwnPage, PageCase
from tests.web.people import DEMO
from tests.web.village import Village

from antu.clearing.services import enter_note
from antu.dispatch.domain.course import Deed
from antu.dispatch.models import Assignment, Meeting
from antu.dispatch.services import assign_from_meeting, enter_meeting
from antu.dispatch.services import enter_event as enter_deed
from antu.estimates.domain.draft import TypedLine
from antu.estimates.models import EstimateVersion
from antu.estimates.services import begin_estimate, save_lines, submit_estimate
from antu.following.services import enter_week
from antu.inbox.models import Delegation
from antu.inbox.services import EnteredDelegation, delegate
from antu.kernel.money import Money
from antu.performance.models import ProblemAndMeasure
from antu.planning.models import KeyProject, PlanVersion
from antu.planning.selectors.drafts import open_draft
from antu.planning.services import begin_version
from antu.platform.actor import SYSTEM, Actor
from antu.platform.attachments.services import SentFile, Shelving, attach_files, attachments_of
from antu.platform.entry import TypedRow
from antu.platform.learned_names import Lesson, learned_names, teach_names
from antu.platform.models import Job, SavedView
from antu.platform.uploads import keep_upload
from antu.platform.versions import version_of
from antu.procedures.models import CaseStep, ProcedureCase, ProcedureDrawing
from antu.procedures.services.cases import Word, complete_step, start_case
from antu.projects.services import enter_event
from antu.regulations.domain.steps import national_limits
from antu.regulations.models import IssuedRule, LocalLimit
from antu.regulations.selectors.rules import open_draft as open_rule_draft
from antu.regulations.services import VersionDraft, draft_rule_version, enter_limit, publish_rule_version
from antu.settlement.domain.hand_amount import HandAmount
from antu.settlement.services import enter_receipt
from antu.timeline.services import EnteredChange, EnteredStep, change_limit, enter_step

TUTORIAL: Final = DEMO / "registers" / "tutorial.xlsx"


def household(village: Village) -> list[Any]:
    """The signed household."""
    return [village.signed.pk]


def project(village: Village) -> list[Any]:
    """Its project."""
    return [village.tutorial.pk]


def event(village: Village) -> list[Any]:
    """An event of its project, entered once."""
    if known := village.tutorial.events.first():
        return [known.pk]
    texts = {"kind": "started", "on": "2023-03-01"}
    return [enter_event(SYSTEM, village.tutorial, texts, village.day).event.pk]


def key_project(village: Village) -> list[Any]:
    """Its project, followed in the year."""
    key, _ = KeyProject.objects.get_or_create(year=2023, project=village.tutorial)
    return [key.pk]


def week(village: Village) -> list[Any]:
    """What was reported of it in a week, once."""
    (pk,) = key_project(village)
    key = KeyProject.objects.get(pk=pk)
    known = key.weekly_entries.filter(is_voided=False).first()
    texts = {"week_on": "2023-06-05", "progress": "入户 3 户"}
    return [(known or enter_week(SYSTEM, key, texts, village.day)).pk]


#: The two who draft and publish a rule: never the same person.
DRAFTER: Final = replace(SYSTEM, login="drafter")


def issued_rule(_village: Village) -> list[Any]:
    """A rule of the year's workbook."""
    return [IssuedRule.objects.earliest("pk").pk]


def rule_version(village: Village) -> list[Any]:
    """Its text as it was published, once."""
    (pk,) = issued_rule(village)
    rule = IssuedRule.objects.get(pk=pk)
    known = rule.versions.filter(issued_on__isnull=False).first()
    if known is None:
        draft = draft_rule_version(DRAFTER, rule, VersionDraft("第一条 总则。"))
        known = publish_rule_version(SYSTEM, draft, "示例〔2023〕1号", village.day)
    return [known.pk]


def rule_draft(_village: Village) -> list[Any]:
    """A draft of another rule, made once."""
    rule = IssuedRule.objects.latest("pk")
    known = open_rule_draft(rule)
    return [(known or draft_rule_version(DRAFTER, rule, VersionDraft("第一条 总则。"))).pk]


def problem(_village: Village) -> list[Any]:
    """A problem of the year's workbook."""
    return [ProblemAndMeasure.objects.earliest("pk").pk]


def meeting(village: Village) -> list[Any]:
    """A meeting, entered once."""
    texts = {"held_on": "2023-06-05", "title": "第二次调度会", "minutes": f"{village.tutorial.name}加快腾地"}
    return [(Meeting.objects.standing().first() or enter_meeting(SYSTEM, texts, village.day)).pk]


def assignment(village: Village) -> list[Any]:
    """What it assigned to a sub-district about the project, once."""
    if known := Assignment.objects.standing().first():
        return [known.pk]
    held = Meeting.objects.get(pk=meeting(village)[0])
    item = {"what": "完成入户", "leads": "青禾街道（示例）", "due_on": "2023-06-30", "project": village.tutorial.name}
    return [assign_from_meeting(SYSTEM, held, [TypedRow("n1", item, is_new=True)])[0].pk]


def assignment_event(village: Village) -> list[Any]:
    """What was written down of it, once."""
    row = Assignment.objects.get(pk=assignment(village)[0])
    known = row.events.standing().first()
    texts = {"on": "2023-06-08", "text": "入户 3 户"}
    return [(known or enter_deed(SYSTEM, row, Deed.PROGRESS, texts, village.day)).pk]


def upload(_village: Village) -> list[Any]:
    """Somebody's register: to everybody else it is not there. What they see has test_importing_in_two_steps.py."""
    somebody = Actor("somebody", "某人", frozenset())
    return ["register", keep_upload(somebody, TUTORIAL.name, [TUTORIAL.read_bytes()]).key]


def receipt(village: Village) -> list[Any]:
    """Money that the project received, entered once."""
    if known := village.tutorial.hand_receipts.first():
        return ["receipts", known.pk]
    entered = HandAmount(on=village.day, amount=Money(100), document_no="收-1", note="")
    return ["receipts", enter_receipt(SYSTEM, village.tutorial, entered).pk]


def step(village: Village) -> list[Any]:
    """A statutory step of the project, entered once."""
    known = village.tutorial.steps.standing().first()
    return [(known or enter_step(SYSTEM, village.tutorial, EnteredStep("pre_notice", village.day), village.day)).pk]


def limit_change(village: Village) -> list[Any]:
    """An extension of a limit of the project, entered once."""
    known = village.tutorial.limit_changes.standing().first()
    asked = EnteredChange("land_notice", "补正材料", amount=5, unit="日")
    return [(known or change_limit(SYSTEM, village.tutorial, asked)).pk]


def local_limit(_village: Village) -> list[Any]:
    """A local limit, entered once."""
    known = LocalLimit.objects.standing().first()
    longer = replace(national_limits()[0], amount=15, law="示例市征地公告办法", jurisdiction="4302")
    return [(known or enter_limit(SYSTEM, longer)).pk]


def file(village: Village) -> list[Any]:
    """A photograph of the signed household, attached once."""
    sent = SentFile("正面.jpg", photograph())
    attach_files(SYSTEM, village.signed, [sent], Shelving())
    return [attachments_of(village.signed).filter(is_voided=False)[0].pk]


def learned(_village: Village) -> list[Any]:
    """A name of a column that the centre taught once."""
    teach_names(SYSTEM, "register", [Lesson("户", "户编码", "code", "户编号")], source="台账.xlsx")
    return [learned_names(SYSTEM).get().pk]


def saved_view(_village: Village) -> list[Any]:
    """Somebody's saved view: to everybody else it is not there."""
    view, _ = SavedView.objects.get_or_create(owner_login="somebody", list_key="households", name="已签约")
    return [view.pk]


def job(_village: Village) -> list[Any]:
    """Somebody's job: to everybody else it is not there. What its owner sees has test_jobs_of_a_person.py."""
    made, _ = Job.objects.get_or_create(actor_login="somebody", kind="register-export", title="导出台账")
    return [made.pk]


class SomebodysUpload(PageCase):
    """A page of a file that one person uploaded: everybody else hears what is said of a file that is gone."""

    def meet_stranger(self, answer: HttpResponse, village: Village) -> None:
        """Nothing of it, not even that it is there."""
        text = answer.content.decode()
        assert answer.status_code in {self.status, 405}
        assert not [word for word in (*village.own_words, TUTORIAL.name) if word in text]


class OwnJob(OwnPage):
    """A page of somebody's rows that queues work: a reader may have it done, and the job is the reader's own."""

    def meet_stranger(self, answer: HttpResponse, village: Village) -> None:
        """The rows are not there."""
        PageCase.meet_stranger(self, answer, village)


class WholeRegister(OwnJob):
    """Asks for both: to see the register, and every number in it."""

    @property
    def allowed(self) -> tuple[str, ...]:
        """Both."""
        return ("register.view", "personal.view")


class Keeping(OpenPage):
    """A page for all, whose form is for who keeps the procedures of the whole district."""

    def meet_stranger(self, answer: HttpResponse, village: Village) -> None:
        """Who sees only some rows may look, and upload nothing."""
        if answer.wsgi_request.method == "POST":  # type: ignore[attr-defined]
            assert answer.status_code == 403
        else:
            super().meet_stranger(answer, village)


def visit(village: Village) -> list[Any]:
    """A visit to the unsigned household, entered once."""
    known = village.unsigned.visit_notes.filter(is_voided=False).first()
    texts = {"on": "2023-06-01", "visitors": "示例甲", "met": "户主", "said": "面积有异议"}
    return ["visit", (known or enter_note(SYSTEM, village.unsigned, "visit", texts, village.day)).pk]


def plan_draft(_village: Village) -> list[Any]:
    """A draft of the plan of 2024, begun once."""
    return [(open_draft(2024) or begin_version(SYSTEM, 2024)).pk]


def drawing(_village: Village) -> list[Any]:
    """The drawing of the review of determinations that comes with the software."""
    if not ProcedureDrawing.objects.exists():
        open_offices()
    return [ProcedureDrawing.objects.get(key="determination-review").pk]


def case(village: Village) -> list[Any]:
    """The review of the signed household's determination, begun once."""
    drawing(village)
    known = ProcedureCase.objects.first()
    return [(known or start_case(SYSTEM, "determination-review", village.signed, village.day)).pk]


def case_step(village: Village) -> list[Any]:
    """Its first step."""
    return [CaseStep.objects.filter(case_id=case(village)[0]).earliest("pk").pk]


def later_step(village: Village) -> list[Any]:
    """The step after the first, which was done."""
    (pk,) = case_step(village)
    first = CaseStep.objects.get(pk=pk)
    if first.is_open:
        complete_step(as_("qinghe"), pk, Word(), village.day)
    return [CaseStep.objects.filter(case_id=first.case_id).latest("pk").pk]


def delegation(village: Village) -> list[Any]:
    """Somebody's delegation: to everybody else it is not there."""
    drawing(village)
    given = EnteredDelegation("caiwu", village.day, village.day, "出差")
    known = Delegation.objects.first()
    return [(known or delegate(as_("fagui"), given, village.day)).pk]


def estimate_draft(village: Village) -> list[Any]:
    """A draft of the project's estimate with one line, begun once."""
    if known := village.tutorial.estimates.standing().first():
        return [known.pk]
    draft = begin_estimate(SYSTEM, village.tutorial)
    rows = [TypedLine("n1", "税费", amount="100", basis_text="文件")]
    return [save_lines(SYSTEM, draft, rows, "", version_of(draft)).pk]


def estimate_submitted(village: Village) -> list[Any]:
    """The same, handed in for review."""
    (pk,) = estimate_draft(village)
    draft = EstimateVersion.objects.get(pk=pk)
    return [(submit_estimate(SYSTEM, draft) if draft.is_draft else draft).pk]


REPORT_OR_REGISTER: Final = ("register.view", "report.view")
REPORTS_OR_ASSIGNS: Final = ("register.view", "dispatch.edit")
IMPORTS: Final = ("register.import", ("district.import",))
DONE_IN_2023: Final = [2023, "done.collective.area"]

CASES: Mapping[str, PageCase] = {
    "home": PageCase(),
    "board": PageCase("register.view"),
    "remaining": PageCase("register.view"),
    "projects": PageCase("register.view", REPORT_OR_REGISTER),
    "project": PageCase("report.view", REPORT_OR_REGISTER, project),
    "project-enter": OpenPage("project.edit"),
    "project-edit": PageCase("project.edit", arguments=project),
    "project-event-enter": PageCase("project.edit", arguments=project),
    "project-event-void": PageCase("project.edit", arguments=event, form=lambda _: {"reason": "登记错了"}),
    "key-projects": PageCase("report.view", REPORT_OR_REGISTER),
    "week-enter": PageCase("project.edit", arguments=key_project),
    "week-void": PageCase("project.edit", arguments=week, form=lambda _: {"reason": "报错了"}),
    "project-follow": PageCase("plan.edit", arguments=project),
    "meetings": PageCase("report.view", REPORT_OR_REGISTER),
    "meeting": PageCase("report.view", REPORT_OR_REGISTER, meeting),
    "meeting-enter": DistrictPage("dispatch.edit"),
    "meeting-edit": PageCase("dispatch.edit", arguments=meeting),
    "meeting-void": PageCase("dispatch.edit", arguments=meeting, form=lambda _: {"reason": "重复登记"}),
    "meeting-assign": PageCase("dispatch.edit", arguments=meeting),
    "assignments": PageCase("report.view", REPORT_OR_REGISTER),
    "dispatch-board": PageCase("report.view", REPORT_OR_REGISTER),
    "assignment": PageCase("report.view", REPORT_OR_REGISTER, assignment),
    "assignment-enter": DistrictPage("dispatch.edit"),
    "assignment-edit": PageCase("dispatch.edit", arguments=assignment),
    "assignment-void": PageCase("dispatch.edit", arguments=assignment, form=lambda _: {"reason": "重复登记"}),
    "assignment-report": PageCase(
        "dispatch.edit", REPORTS_OR_ASSIGNS, lambda v: [*assignment(v), "done"], form=lambda _: {"text": "已完成"}
    ),
    "assignment-decide": PageCase("dispatch.edit", arguments=lambda v: [*assignment(v), "urged"]),
    "assignment-event-void": PageCase(
        "dispatch.edit", REPORTS_OR_ASSIGNS, assignment_event, form=lambda _: {"reason": "登记错了"}
    ),
    "plans": DistrictPage("report.view", REPORT_OR_REGISTER),
    "plan": DistrictPage("register.view", REPORT_OR_REGISTER, lambda _: [PlanVersion.objects.get(label="调整1").pk]),
    "plan-begin": DistrictPage("plan.edit", form=lambda _: {"year": "1066"}),
    "plan-edit": DistrictPage("plan.edit", arguments=plan_draft),
    "plan-approve": DistrictPage("plan.edit", arguments=plan_draft),
    "plan-withdraw": DistrictPage("plan.edit", arguments=plan_draft, form=lambda _: {"reason": "误编"}),
    "estimates": PageCase("register.view"),
    "estimate": PageCase("register.view", arguments=estimate_draft),
    "estimate-print": PageCase("register.view", arguments=estimate_draft),
    "estimate-begin": PageCase("project.edit", arguments=project),
    "estimate-compute": PageCase("project.edit", arguments=estimate_draft),
    "estimate-edit": PageCase("project.edit", arguments=estimate_draft),
    "estimate-withdraw": PageCase("project.edit", arguments=estimate_draft, form=lambda _: {"reason": "编错了"}),
    "estimate-submit": PageCase("project.edit", arguments=estimate_draft),
    "estimate-send-back": PageCase("estimate.review", arguments=estimate_submitted),
    "estimate-approve": PageCase("estimate.review", arguments=estimate_submitted),
    "households": PageCase("register.view"),
    "project-households": PageCase("register.view", arguments=project),
    "saved-views": OwnPage(
        posts=True, form=lambda _: {"list": "households", "name": "未签约", "path": "/households/"}, status=302
    ),
    "saved-view": OwnPage(arguments=saved_view, posts=True, form=lambda _: {"name": "改名"}, status=404),
    "household": PageCase("register.view", arguments=household),
    "household-edit": PageCase("register.edit", arguments=household),
    "household-trial": PageCase("register.edit", arguments=household, posts=True),
    "register-export": WholeRegister("personal.view", arguments=project),
    "household-enter": PageCase("register.edit", arguments=project),
    "household-enter-trial": PageCase("register.edit", arguments=project, posts=True),
    "handbook": OpenPage(),
    "handbook-page": OpenPage(arguments=lambda _: ["terms"]),
    "handbook-picture": OpenPage(arguments=lambda _: ["rules-errors.png"]),
    "imports": OpenPage(*IMPORTS),
    "import-template": OpenPage("register.import", arguments=lambda _: ["hunan-demo-2023"]),
    "import-preview": SomebodysUpload(*IMPORTS, arguments=upload, status=400),
    "import-result": SomebodysUpload(*IMPORTS, arguments=upload, status=400),
    "import-problems": SomebodysUpload(*IMPORTS, arguments=upload, status=400),
    "import-names": SomebodysUpload(*IMPORTS, arguments=upload, status=400),
    "learned-names": PageCase(*IMPORTS),
    "learned-name-forget": PageCase(*IMPORTS, arguments=learned),
    "clearing": PageCase("register.view"),
    "clearing-cadres": PageCase("register.view"),
    "project-clearing": PageCase("register.view", arguments=lambda village: [village.remaining.pk]),
    "clearing-enter": PageCase("register.edit", arguments=lambda village: [village.unsigned.pk, "visit"]),
    "clearing-void": PageCase("register.edit", arguments=visit, form=lambda _: {"reason": "登记错了"}),
    "reports": DistrictPage("report.view"),
    "report": DistrictPage("report.view", arguments=lambda _: [2023]),
    "report-document": DistrictPage("report.view", arguments=lambda _: [2023]),
    "figure": DistrictPage("report.view", arguments=lambda _: DONE_IN_2023),
    "project-papers": OwnJob("register.view", arguments=lambda v: [v.tutorial.pk, "cards"]),
    "card-pdf": PageCase("register.view", arguments=household),
    "determination-pdf": PageCase("register.view", arguments=lambda village: [village.signed.pk, 1]),
    "estimate-pdf": PageCase("register.view", arguments=lambda village: [village.unsigned.pk, "2023-06-01"]),
    "settlement": PageCase("settlement.view", arguments=project),
    "settlement-paper": PageCase("settlement.view", arguments=lambda v: [v.tutorial.pk, "房屋补偿明细表.xlsx"]),
    "settlement-receipt": PageCase("settlement.enter", arguments=project, posts=True, status=400),
    "settlement-payment": PageCase("settlement.enter", arguments=project, posts=True, status=400),
    "settlement-void": PageCase("settlement.enter", arguments=receipt, form=lambda _: {"reason": "重复"}),
    "calendar": PageCase("register.view", REPORT_OR_REGISTER),
    "calendar-file": PageCase("register.view", REPORT_OR_REGISTER),
    "calendar-subscription": OwnPage("register.view", REPORT_OR_REGISTER),
    "approval": PageCase("register.view", REPORT_OR_REGISTER, arguments=project),
    "project-step": PageCase("register.view", REPORT_OR_REGISTER, arguments=lambda v: [v.tutorial.pk, "pre_notice"]),
    "limit-change": PageCase(
        "project.edit", arguments=lambda v: [v.tutorial.pk, "land_notice"], posts=True, status=400
    ),
    "project-step-void": PageCase("project.edit", arguments=step, form=lambda _: {"reason": "重复登记"}),
    "limit-change-void": PageCase("project.edit", arguments=limit_change, form=lambda _: {"reason": "重复登记"}),
    "limits": OpenPage("register.view", REPORT_OR_REGISTER),
    "limit-new": OpenPage("calendar.edit"),
    "limit-void": OpenPage("calendar.edit", arguments=local_limit),
    "rules": OpenPage("register.view", REPORT_OR_REGISTER),
    "rule": OpenPage("register.view", REPORT_OR_REGISTER, arguments=issued_rule),
    "rule-version": OpenPage("register.view", REPORT_OR_REGISTER, arguments=rule_version),
    "rule-new": DistrictPage("rule.edit"),
    "rule-edit": DistrictPage("rule.edit", arguments=issued_rule),
    "rule-void": DistrictPage("rule.edit", arguments=issued_rule, form=lambda _: {"reason": "登记重了"}),
    "rule-draft": DistrictPage("rule.edit", arguments=issued_rule, form=lambda _: {"text": "第一条 总则。"}),
    "rule-version-edit": DistrictPage("rule.edit", arguments=rule_draft, form=lambda _: {"text": "第一条 总则。"}),
    "rule-version-publish": DistrictPage("rule.edit", arguments=rule_draft, form=lambda _: {"on": "2024-01-31"}),
    "rule-version-withdraw": DistrictPage("rule.edit", arguments=rule_draft, form=lambda _: {"reason": "重写"}),
    "problems": DistrictPage("report.view", REPORT_OR_REGISTER),
    "problem": DistrictPage("report.view", REPORT_OR_REGISTER, arguments=problem),
    "problem-new": DistrictPage("problem.edit"),
    "problem-edit": DistrictPage("problem.edit", arguments=problem),
    "problem-void": DistrictPage("problem.edit", arguments=problem, form=lambda _: {"reason": "登记重了"}),
    "holidays": OpenPage("register.view", REPORT_OR_REGISTER),
    "holiday-year": OpenPage("register.view", REPORT_OR_REGISTER, arguments=lambda _: [2023]),
    "holiday-year-edit": OpenPage("calendar.edit", arguments=lambda _: [2023]),
    "todo": OwnPage(),
    "todo-done": OwnPage(),
    "todo-watched": OwnPage(),
    "todo-settings": OwnPage(),
    "delegation-end": OwnPage(arguments=delegation, status=404),
    "procedures": OpenPage("register.view", REPORT_OR_REGISTER),
    "procedure": Keeping("register.view", REPORT_OR_REGISTER, arguments=lambda _: ["determination-review"]),
    "drawing": OpenPage("register.view", REPORT_OR_REGISTER, arguments=drawing),
    "drawing-file": OpenPage("register.view", REPORT_OR_REGISTER, arguments=drawing),
    "drawing-print": OpenPage("register.view", REPORT_OR_REGISTER, arguments=drawing),
    "drawing-try": DistrictPage("procedure.edit", arguments=drawing),
    "drawing-publish": DistrictPage("procedure.edit", arguments=drawing),
    "drawing-withdraw": DistrictPage("procedure.edit", arguments=drawing),
    "cases": PageCase("register.view", REPORT_OR_REGISTER),
    "case": PageCase("register.view", REPORT_OR_REGISTER, arguments=case),
    "case-withdraw": PageCase("register.view", REPORT_OR_REGISTER, arguments=case, form=lambda _: {"reason": "误报"}),
    "case-watch": OwnJob("register.view", REPORT_OR_REGISTER, arguments=case),
    "case-start": PageCase(
        "register.view", REPORT_OR_REGISTER, lambda village: ["determination-review", village.signed.pk]
    ),
    "case-step": PageCase("register.view", REPORT_OR_REGISTER, arguments=case_step, status=302),
    "case-step-back": PageCase(
        "register.view", REPORT_OR_REGISTER, arguments=later_step, posts=True, form=lambda _: {"to": "1"}, status=403
    ),
    "search": PageCase(),
    "search-suggestions": PageCase(),
    "journal": PageCase("register.view", REPORT_OR_REGISTER),
    "jobs": OwnPage(),
    "job": OwnPage(arguments=job, status=404),
    "job-progress": OwnPage(arguments=job, status=404),
    "job-cancel": OwnPage(arguments=job, status=404),
    "job-file": OwnPage(arguments=job, status=404),
    "file": PageCase("register.view", arguments=file),
    "file-content": PageCase("register.view", arguments=file),
    "file-picture": PageCase("register.view", arguments=lambda village: [*file(village), "thumbnail"]),
    "file-upload": PageCase("register.edit", arguments=lambda village: ["households.household", village.signed.pk]),
    "file-void": PageCase("register.edit", arguments=file, form=lambda _: {"reason": "传错"}),
    "record": PageCase(
        "report.view", REPORT_OR_REGISTER, lambda v: ["projects.ProjectEvent", v.remaining.events.latest("on").pk]
    ),
}
"""By the name of the address."""

ELSEWHERE: Mapping[str, str] = {
    "sign_in": "test_signing_in.py",
    "sign_out": "test_signing_in.py",
    "calendar-feed": "test_the_calendar_feed.py",
}
"""The addresses that stand outside all permissions: the door, and what a secret in the address opens."""
