"""The rows that addresses are asked about: each made once in a test, and found again."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any, Final

from django.utils import timezone
from tests.files import photograph
from tests.offices import as_, open_offices
from tests.web.people import DEMO
from tests.web.village import Village

from antu.clearing.services import enter_note
from antu.compensation.models import PendingPricing, ProofFinding, ProofRun
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
from antu.library.models import LegalClause, LegalText, LinkedClause, Question
from antu.library.services import (
    enter_question,
    enter_text,
    explain_clause,
    link_citation,
    publish_question,
)
from antu.performance.models import ProblemAndMeasure
from antu.planning.models import KeyProject
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
from antu.regulations.models import IssuedRule, LocalLimit, PackVersion
from antu.regulations.selectors import pack_shelf
from antu.regulations.selectors.packs import shown_pack, withdrawals
from antu.regulations.selectors.rules import open_draft as open_rule_draft
from antu.regulations.services import VersionDraft, draft_rule_version, enter_limit, publish_rule_version
from antu.regulations.services.pack_publishing import withdraw_pack
from antu.regulations.services.packs import NewVersion, draft_pack
from antu.settlement.domain.hand_amount import HandAmount
from antu.settlement.services import enter_receipt
from antu.simulation.domain.amending import rate_cells, read_amendments
from antu.simulation.domain.asking import Asked
from antu.simulation.models import SimulatedSubject, Simulation
from antu.simulation.services import simulate
from antu.timeline.services import EnteredChange, EnteredStep, change_limit, enter_step

DRAFTER: Final = replace(SYSTEM, login="drafter")
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


def legal_text(_village: Village) -> list[Any]:
    """A text of the library, entered once."""
    texts = {"title": "示例安置办法", "aliases": "安置办法", "level": "规范性文件", "valid_from": "2023-01-01"}
    words = "第一条 安置人口以公告之日为准。\n第二条 过渡费按人计算。"
    return [(LegalText.objects.standing().filter(title=texts["title"]).first() or enter_text(SYSTEM, texts, words)).pk]


def legal_clause(village: Village) -> list[Any]:
    """Its first clause."""
    return [LegalClause.objects.standing().get(text=legal_text(village)[0], position=1).pk]


def explanation(village: Village) -> list[Any]:
    """What that clause means, once."""
    clause = LegalClause.objects.get(pk=legal_clause(village)[0])
    known = clause.explanations.filter(is_voided=False).first()
    return [(known or explain_clause(SYSTEM, clause.pk, "看公告贴出来的那一天。", village.day)).pk]


def clause_link(village: Village) -> list[Any]:
    """A citation that is linked to it by hand, once."""
    clause = LegalClause.objects.get(pk=legal_clause(village)[0])
    known = LinkedClause.objects.standing().first()
    return [(known or link_citation(SYSTEM, "wuhan-wuchang-2019", "结算单一", clause)).pk]


def public_question(village: Village) -> list[Any]:
    """A published question, once."""
    legal_text(village)
    texts = {"question": "人口算到哪一天？", "answer": "公告那一天。", "audience": "群众", "clauses": "安置办法第一条"}
    known = Question.objects.standing().filter(question=texts["question"]).first()
    if known is None:
        known = enter_question(SYSTEM, texts, village.day)
        publish_question(SYSTEM, known.pk, village.day, today=village.day)
    return [known.pk]


def draft_question(village: Village) -> list[Any]:
    """A draft of another, once."""
    texts = {"question": "过渡费发几个月？", "answer": "看安置方式。", "audience": "群众"}
    known = Question.objects.standing().filter(question=texts["question"]).first()
    return [(known or enter_question(SYSTEM, texts, village.day)).pk]


def pack_draft(_village: Village) -> list[Any]:
    """A draft of a pack, made once."""
    return [_pack_draft().pk]


def pack_draft_table(village: Village) -> list[Any]:
    """A table of its rates."""
    return [*pack_draft(village), "sign_reward"]


def _pack_draft() -> PackVersion:
    base = shown_pack(SYSTEM, "hunan-demo-2023", "1")
    assert base
    known = PackVersion.objects.filter(pack_id=base.pack_id, is_voided=False).first()
    return known or draft_pack(DRAFTER, base, NewVersion("2", date(2025, 1, 1), None, "标准调整"))


def shipped_pack(_village: Village) -> list[Any]:
    """A pack that ships with the product."""
    return ["hunan-demo-2023", "1"]


def withdrawn_pack(_village: Village) -> list[Any]:
    """Another that was stopped, once."""
    if "fuzhou-renewal-2023@1" not in withdrawals():
        withdraw_pack(SYSTEM, "fuzhou-renewal-2023@1", date(2099, 1, 1), "另有规定")
    return ["fuzhou-renewal-2023", "1"]


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


def simulated(village: Village) -> list[Any]:
    """A simulation of the register with a rate changed, made once."""
    if known := Simulation.objects.standing().first():
        return [known.pk]
    pack = pack_shelf().get(village.tutorial.pack_id)
    cell = next(each for each in rate_cells(pack) if each.name.endswith("砖混 二等"))
    rates = tuple(read_amendments(pack, [("c1", cell.name, "1000.01")]))
    return [simulate(SYSTEM, Asked(pack.name, pack.name, date(2023, 6, 1), rates)).simulation.pk]


def simulated_subject(village: Village) -> list[Any]:
    """Its largest change, with both sheets."""
    (pk,) = simulated(village)
    return [pk, SimulatedSubject.objects.filter(simulation=pk).exclude(sheets={}).first().pk]  # type: ignore[union-attr]


def proof_finding(village: Village) -> list[Any]:
    """What a proof found of the signed household's determination, kept once."""
    if known := ProofFinding.objects.first():
        return [known.pk]
    determination = village.signed.determinations.get(is_standing=True)
    line = determination.lines.order_by("position").first()
    now = timezone.now()
    moments = {"started_at": now, "ended_at": now, "determination_count": 1, "line_count": 1}
    run = ProofRun.objects.create(by_login="system", by_name="系统", engines=["explain", "duckdb"], **moments)
    about = {"position": line.position, "code": line.code, "row": line.row, "label": line.label}  # type: ignore[union-attr]
    sides = {"stored": "1.01", "explain": "2.02", "batch": "2.02", "column": "amount"}
    both = {"stored_line": {"label": "甲", "trace": {"notes": ["一"]}}, "computed_line": {"label": "甲", "trace": {}}}
    whose = {"determination": determination, "household": determination.household}
    found = ProofFinding.objects.create(run=run, **whose, **about, **sides, **both)
    household = village.unsigned
    packs = {"pack": "hunan-demo-2023@1", "other_pack": "hunan-demo-2023@2", "payable_fen": 100, "other_fen": None}
    PendingPricing.objects.create(run=run, household=household, signed_on=now.date(), reason="较新版本", **packs)
    return [found.pk]
