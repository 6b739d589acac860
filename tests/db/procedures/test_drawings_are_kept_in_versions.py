"""A new drawing of an existing procedure: checked, tried, published by another person; running cases keep theirs."""

from __future__ import annotations

import pytest
from django.utils import timezone
from tests.drawings import shipped
from tests.offices import as_, open_offices

from antu.inbox.models import Todo
from antu.kernel.errors import BadInput, Forbidden
from antu.planning.domain.draft import TypedTask
from antu.planning.models import PlanVersion
from antu.planning.selectors.drafts import last_entry
from antu.planning.services import begin_version, save_draft
from antu.procedures.models import ProcedureCase, ProcedureDrawing
from antu.procedures.selectors.cases import open_steps
from antu.procedures.selectors.drawings import published
from antu.procedures.services.cases import Word, complete_step, start_case, try_drawing, withdraw_case
from antu.procedures.services.drawings import publish_drawing, upload_drawing, withdraw_drawing
from antu.projects.models import Project

pytestmark = pytest.mark.django_db

FACTS = {"is_initial": "是", "tasks": "3"}
ANSWERS = {"reason": "试", "document_no": "试1号", "approved_on": "2026-01-05"}
#: The countersigning goes to all three, and is called otherwise.
CHANGED = (
    shipped("plan-adjustment").replace("股室会签".encode(), "三股会签".encode()).replace(b'quorum="2"', b'quorum="3"')
)


@pytest.fixture(autouse=True)
def offices() -> None:
    open_offices()
    Project.objects.create(name="示例路", code="SF-1", land="collective")


def uploaded() -> ProcedureDrawing:
    return upload_drawing(as_("fagui"), CHANGED, "三股都要同意", key="plan-adjustment")


def tried(drawing: ProcedureDrawing) -> ProcedureCase:
    case = try_drawing(as_("fagui"), drawing, FACTS, timezone.localdate())
    while steps := open_steps(case):
        complete_step(as_("fagui"), steps[0].pk, Word(answers=ANSWERS), timezone.localdate())
    case.refresh_from_db()
    return case


def begun() -> ProcedureCase:
    version = begin_version(as_("zonghe"), 2026)
    save_draft(as_("zonghe"), version.pk, [TypedTask("n1", "示例路", "12.5", "mu")], last_entry(version))
    return start_case(as_("zonghe"), "plan-adjustment", version, timezone.localdate())


def name_of_second_step(case: ProcedureCase) -> str:
    (first,) = open_steps(case)
    complete_step(as_("zonghe"), first.pk, Word(answers={"reason": "市下达"}), timezone.localdate())
    return open_steps(case)[0].name


def test_a_case_keeps_the_drawing_that_it_began_with() -> None:
    old = begun()
    drawing = uploaded()
    tried(drawing)
    publish_drawing(as_("zhuren"), drawing)
    assert name_of_second_step(old) == "股室会签"
    withdraw_case(as_("zonghe"), old, "重来")
    again = start_case(as_("zonghe"), "plan-adjustment", PlanVersion.objects.get(), timezone.localdate())
    assert again.drawing == published("plan-adjustment") == drawing
    assert name_of_second_step(again) == "三股会签"


def test_who_uploaded_it_does_not_publish_it() -> None:
    drawing = uploaded()
    tried(drawing)
    with pytest.raises(Forbidden, match="另一位"):
        publish_drawing(as_("fagui"), drawing)


def test_it_is_tried_to_an_end_before_it_is_published() -> None:
    drawing = uploaded()
    try_drawing(as_("fagui"), drawing, FACTS, timezone.localdate())
    with pytest.raises(BadInput, match="还没有试办到结束"):
        publish_drawing(as_("zhuren"), drawing)


def test_a_trial_waits_for_nobody_and_brings_nothing_about() -> None:
    case = tried(uploaded())
    assert (case.outcome, case.is_sandbox) == ("approved", True)
    assert not Todo.objects.exists()
    assert not PlanVersion.objects.exists()


def test_only_who_keeps_procedures_uploads_tries_and_publishes() -> None:
    with pytest.raises(Forbidden):
        upload_drawing(as_("zonghe"), CHANGED, "改")
    drawing = uploaded()
    with pytest.raises(Forbidden):
        try_drawing(as_("zonghe"), drawing, FACTS, timezone.localdate())
    with pytest.raises(Forbidden):
        publish_drawing(as_("caiwu"), drawing)


def test_an_older_version_is_not_published_over_a_newer_one() -> None:
    first = uploaded()
    second = upload_drawing(as_("fagui"), CHANGED.replace("三股".encode(), "股室".encode()), "再改")
    for drawing in (first, second):
        tried(drawing)
    publish_drawing(as_("zhuren"), second)
    with pytest.raises(BadInput, match="旧的版本"):
        publish_drawing(as_("zhuren"), first)


def test_a_drawing_of_another_procedure_the_same_file_and_one_withdrawn_are_refused() -> None:
    with pytest.raises(BadInput, match="不是"):
        upload_drawing(as_("fagui"), shipped("rule-issue"), "改", key="plan-adjustment")
    with pytest.raises(BadInput, match="一字不差"):
        upload_drawing(as_("fagui"), shipped("plan-adjustment"), "改")
    drawing = uploaded()
    withdraw_drawing(as_("fagui"), drawing)
    with pytest.raises(BadInput, match="已经撤回"):
        publish_drawing(as_("zhuren"), drawing)


def test_a_drawing_that_would_open_a_file_is_refused_with_the_elements_name() -> None:
    task = b'<bpmn:scriptTask id="x" name="read"><bpmn:script>open("/etc/passwd")</bpmn:script></bpmn:scriptTask>'
    evil = CHANGED.replace(b"</bpmn:process>", task + b"</bpmn:process>")
    with pytest.raises(BadInput, match="scriptTask"):
        upload_drawing(as_("fagui"), evil, "改")
    condition = CHANGED.replace(b'decision == "agree"', b'open("/etc/passwd").read() == "x"', 1)
    with pytest.raises(BadInput, match="条件"):
        upload_drawing(as_("fagui"), condition, "改")
    assert ProcedureDrawing.objects.filter(key="plan-adjustment").count() == 1


def test_a_node_without_a_place_on_the_paper_is_refused() -> None:
    unseen = CHANGED.replace(b'bpmnElement="approve"', b'bpmnElement="elsewhere"')
    with pytest.raises(BadInput, match="没有图形"):
        upload_drawing(as_("fagui"), unseen, "改")
