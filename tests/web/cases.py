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
from typing import ClassVar, Final

from django.http import HttpResponse
from tests.web.case_rows import (
    TUTORIAL,
    assignment,
    assignment_event,
    case,
    case_step,
    clause_link,
    delegation,
    draft_question,
    drawing,
    estimate_draft,
    estimate_submitted,
    event,
    explanation,
    file,
    household,
    issued_rule,
    job,
    key_project,
    later_step,
    learned,
    legal_clause,
    legal_text,
    limit_change,
    local_limit,
    meeting,
    pack_draft,
    pack_draft_table,
    plan_draft,
    problem,
    project,
    proof_finding,
    public_question,
    receipt,
    rule_draft,
    rule_version,
    saved_view,
    shipped_pack,
    simulated,
    simulated_subject,
    step,
    upload,
    visit,
    week,
    withdrawn_pack,
)
from tests.web.page_case import DistrictPage, OpenPage, OwnPage, PageCase
from tests.web.village import Village

from antu.planning.models import PlanVersion

#: The two who draft and publish a rule: never the same person.


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


class Trial(OpenPage):
    """A page on which anybody may try what is written nowhere."""

    REFUSALS: ClassVar[frozenset[int]] = frozenset({200, 400})


class Keeping(OpenPage):
    """A page for all, whose form is for who keeps the procedures of the whole district."""

    def meet_stranger(self, answer: HttpResponse, village: Village) -> None:
        """Who sees only some rows may look, and upload nothing."""
        if answer.wsgi_request.method == "POST":  # type: ignore[attr-defined]
            assert answer.status_code == 403
        else:
            super().meet_stranger(answer, village)


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
    "proof": PageCase("register.view"),
    "proof-pending": PageCase("register.view"),
    "proof-finding": PageCase("register.view", arguments=proof_finding),
    "proof-runs": DistrictPage("register.view"),
    "proof-order": DistrictPage("determination.prove"),
    "simulations": PageCase("policy.simulate"),
    "simulation-new": OpenPage("policy.simulate"),
    "simulation-amend": OpenPage("policy.simulate", arguments=lambda _: ["hunan-demo-2023@1"]),
    "simulation": PageCase("policy.simulate", arguments=simulated),
    "simulation-subject": PageCase("policy.simulate", arguments=simulated_subject),
    "simulation-sides-print": PageCase("policy.simulate", arguments=simulated_subject),
    "simulation-workbook": PageCase("policy.simulate", arguments=simulated),
    "simulation-print": PageCase("policy.simulate", arguments=simulated),
    "simulation-void": PageCase("policy.simulate", arguments=simulated, form=lambda _: {"reason": "选错了办法"}),
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
    "library-texts": PageCase("report.view", REPORT_OR_REGISTER),
    "library-text": OpenPage("report.view", REPORT_OR_REGISTER, arguments=legal_text),
    "library-version": OpenPage("report.view", REPORT_OR_REGISTER, arguments=lambda v: [*legal_text(v), 1]),
    "library-clause": OpenPage("report.view", REPORT_OR_REGISTER, arguments=legal_clause),
    "library-citations": OpenPage("report.view", REPORT_OR_REGISTER),
    "library-search": OpenPage("report.view", REPORT_OR_REGISTER),
    "library-questions": OpenPage("report.view", REPORT_OR_REGISTER),
    "library-question": OpenPage("report.view", REPORT_OR_REGISTER, arguments=public_question),
    "library-leaflet": OpenPage("report.view", REPORT_OR_REGISTER),
    "library-compilation": OwnPage("register.view"),
    "library-text-new": DistrictPage("library.edit"),
    "library-take": DistrictPage("library.edit"),
    "library-text-edit": DistrictPage("library.edit", arguments=legal_text),
    "library-text-words": DistrictPage("library.edit", arguments=legal_text),
    "library-text-void": DistrictPage("library.edit", arguments=legal_text, form=lambda _: {"reason": "录重了"}),
    "library-explain": DistrictPage("library.edit", arguments=legal_clause, form=lambda _: {"content": "解释。"}),
    "library-explanation-void": DistrictPage("library.edit", arguments=explanation, form=lambda _: {"reason": "不准"}),
    "library-link": DistrictPage("library.edit", arguments=lambda _: ["wuhan-wuchang-2019", "结算单二"]),
    "library-link-void": DistrictPage("library.edit", arguments=clause_link, form=lambda _: {"reason": "错了"}),
    "library-question-new": DistrictPage("library.edit"),
    "library-question-edit": DistrictPage("library.edit", arguments=public_question),
    "library-question-publish": DistrictPage(
        "library.edit", arguments=draft_question, form=lambda _: {"on": "2024-01-31"}
    ),
    "library-question-withdraw": DistrictPage(
        "library.edit", arguments=public_question, form=lambda _: {"on": "2024-01-31"}
    ),
    "library-question-void": DistrictPage("library.edit", arguments=public_question, form=lambda _: {"reason": "重复"}),
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
    "packs": OpenPage("register.view", REPORT_OR_REGISTER),
    "packs-applying": OpenPage("register.view", REPORT_OR_REGISTER),
    "packs-compared": OpenPage("register.view", REPORT_OR_REGISTER),
    "pack": OpenPage("register.view", REPORT_OR_REGISTER, arguments=shipped_pack),
    "pack-folder": OpenPage("register.view", REPORT_OR_REGISTER, arguments=shipped_pack),
    "pack-print": OpenPage("register.view", REPORT_OR_REGISTER, arguments=shipped_pack),
    "pack-rates-book": OpenPage("register.view", REPORT_OR_REGISTER, arguments=shipped_pack),
    "pack-try": Trial("register.view", REPORT_OR_REGISTER, arguments=shipped_pack),
    "pack-try-sheet": Trial("register.view", REPORT_OR_REGISTER, arguments=shipped_pack),
    "pack-record": PageCase("register.view", REPORT_OR_REGISTER, arguments=pack_draft),
    "pack-new": DistrictPage("pack.edit"),
    "pack-draft": DistrictPage("pack.edit", arguments=shipped_pack),
    "pack-reinstate": DistrictPage("pack.edit", arguments=withdrawn_pack),
    "pack-stop": DistrictPage("pack.edit", arguments=shipped_pack, form=lambda _: {"reason": "作废"}),
    "pack-file": DistrictPage("pack.edit", arguments=pack_draft),
    "pack-upload": DistrictPage("pack.edit", arguments=pack_draft),
    "pack-rates": DistrictPage("pack.edit", arguments=pack_draft_table),
    "pack-rates-upload": DistrictPage("pack.edit", arguments=pack_draft),
    "pack-prove": DistrictPage("pack.edit", arguments=pack_draft),
    "pack-publish": DistrictPage("pack.edit", arguments=pack_draft, form=lambda _: {"on": "2024-01-31"}),
    "pack-draft-withdraw": DistrictPage("pack.edit", arguments=pack_draft, form=lambda _: {"reason": "重写"}),
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
    "procedure-sample": OpenPage("register.view", REPORT_OR_REGISTER, arguments=lambda _: ["plan-adjustment"]),
    "drawing": OpenPage("register.view", REPORT_OR_REGISTER, arguments=drawing),
    "drawing-file": OpenPage("register.view", REPORT_OR_REGISTER, arguments=drawing),
    "drawing-print": OpenPage("register.view", REPORT_OR_REGISTER, arguments=drawing),
    "drawing-try": DistrictPage("procedure.edit", arguments=drawing),
    "drawing-publish": DistrictPage("procedure.edit", arguments=drawing, status=302),
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
