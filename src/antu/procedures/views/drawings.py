"""Pages of procedures and their drawings: which run, what changed, tried and published."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Final

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import content_disposition_header

from antu.kernel.errors import BadInput
from antu.platform.actor import Actor
from antu.platform.confirming import Confirmation, ask_then
from antu.platform.display import HOME, Action, Cell, Column, Crumb, Fact, Head, KeyFigure, Kind, Row, Table
from antu.platform.entry import EntryForm, read_fields, typed_again
from antu.platform.links import record_url
from antu.platform.pages import actor_of, page
from antu.platform.panels import DrawnPanel, draw, draw_table
from antu.platform.procedure_kinds import ProcedureKind, procedure_kind
from antu.procedures.access import EDIT, MAY_SEE
from antu.procedures.domain.checking import remarks_on
from antu.procedures.forms import drawing_form, trial_form
from antu.procedures.models import ProcedureDrawing
from antu.procedures.selectors.drawings import branch_words, drawings, known_rules, published, runnable, sample_of
from antu.procedures.selectors.shown import shown_procedures, startable
from antu.procedures.services.cases import try_drawing
from antu.procedures.services.drawings import publish_drawing, upload_drawing, withdraw_drawing
from antu.procedures.tables import condition_table, drawing_chip, drawing_table, procedure_table, step_table

POSTS: Final = ("GET", "HEAD", "POST")
LIST: Final = Crumb("流程", "/procedures/")
#: Subjects offered on a procedure's page; the others are begun on their own pages.
OFFERED: Final = 50


def keeps(actor: Actor) -> bool:
    """Whether the actor keeps the district's drawings."""
    return actor.may(EDIT) and actor.reach.everything


@page(*MAY_SEE)
def procedures(request: HttpRequest) -> HttpResponse:
    """All procedures, with the drawing in force and what runs."""
    table = procedure_table(shown_procedures(actor_of(request)))
    head = Head(
        "流程",
        (HOME, Crumb("流程")),
        subtitle="谁来办、办多久、下一步到哪里，都由流程图决定；图改了，新的办件按新图走，在办的按原来的图办完",
        actions=(Action("看办件", reverse("cases")),),
    )
    return render(request, "antu/detail.html", {"head": head, "panels": [draw_table(request, "all", "流程", table)]})


@page(*MAY_SEE, methods=POSTS)
def procedure(request: HttpRequest, key: str) -> HttpResponse:
    """One procedure: what may be begun, its versions, and the form that uploads the next one."""
    actor, kind, status = actor_of(request), _kind(key), 200
    form = drawing_form(key, known_rules()) if keeps(actor) else None
    if request.method == "POST":
        form = typed_again(drawing_form(key, known_rules()), request.POST)
        try:
            made = _uploaded(request, actor, key, form)
        except BadInput as error:
            form, status = form.with_problems(error.problems), 400
        else:
            messages.success(request, f"已上传：{made}。请试办一遍，再由另一人发布。")
            return redirect(record_url(made))
    in_force = published(key)
    panels = [
        _startable(request, actor, kind),
        draw_table(request, "versions", "流程图版本", drawing_table(drawings().filter(key=key), in_force)),
    ]
    if form:
        panels.append(draw(request, "upload", "修改流程图", "procedures/form.html", {"form": form}))
    head = Head(
        kind.title,
        (HOME, LIST, Crumb(kind.title)),
        actions=(
            *((Action("看现行流程图", record_url(in_force), is_primary=True),) if in_force else ()),
            Action("看办件", f"{reverse('cases')}?procedure={key}"),
        ),
        notices=() if in_force else ("还没有发布的流程图，这个流程现在不能发起。",),
    )
    if in_force is None and sample_of(key):
        sample = Action("下载示例流程图", reverse("procedure-sample", args=[key]))
        head = replace(head, actions=(*head.actions, sample))
    panels_of = {"head": head, "panels": panels}
    return render(request, "antu/detail.html", panels_of, status=status)


@page(*MAY_SEE)
def sample(_request: HttpRequest, key: str) -> HttpResponse:
    """The drawing that comes with the software, to begin one's own from."""
    content = sample_of(_kind(key).key)
    if content is None:
        raise Http404
    response = HttpResponse(content, content_type="application/xml; charset=utf-8")
    response.headers["Content-Disposition"] = str(
        content_disposition_header(as_attachment=True, filename=f"{key}.bpmn")
    )
    return response


def _uploaded(request: HttpRequest, actor: Actor, key: str, form: EntryForm) -> ProcedureDrawing:
    texts = read_fields(request.POST, form)
    file = request.FILES.get("file")
    rule = known_rules().filter(pk=int(texts["rule"])).first() if texts.get("rule", "").isdigit() else None
    return upload_drawing(actor, file.read() if file else b"", texts.get("note", ""), rule, key=key)


def _startable(request: HttpRequest, actor: Actor, kind: ProcedureKind) -> DrawnPanel:
    """The rows for which the actor may begin it now."""
    found = startable(actor, kind, OFFERED)
    rows = [
        Row((Cell(kind.words(each), kind.url_of(each)), Cell("送审", reverse("case-start", args=[kind.key, each.pk]))))
        for each in found
    ]
    why = "现在没有可以发起的。" if actor.may(kind.permission) else "您的岗位不发起这个流程。"
    more = f"列出前 {OFFERED} 个；其余的在各自的页面上送审" if len(found) == OFFERED else ""
    table = Table((Column("可以发起的事项", kind=Kind.LONG), Column("")), rows, why, caption=more)
    return draw_table(request, "startable", "发起", table)


@page(*MAY_SEE)
def drawing(request: HttpRequest, pk: int) -> HttpResponse:
    """A version: the picture, its steps and branches in words, and what may be done with it."""
    actor, found = actor_of(request), get_object_or_404(ProcedureDrawing, pk=pk)
    kind, ready = _kind(found.key), runnable(found)
    tried = found.cases.filter(is_sandbox=True).order_by("-id")
    done = sum(each.ended_at is not None for each in tried)
    facts = (
        Fact("修改说明", Cell(found.note)),
        Fact("所依据的制度", Cell(str(found.rule), record_url(found.rule)) if found.rule else Cell("没有填写")),
        Fact("SHA-256", Cell(found.sha256)),
    )
    panels = [
        draw(request, "flow", "流程图", "procedures/flow.html", flow_context(found)),
        draw_table(request, "steps", "环节", step_table(ready.drawing, kind.asked)),
        draw_table(request, "branches", "分支", condition_table(branch_words(found), ready.drawing)),
        draw(request, "about", "说明", "antu/facts.html", {"facts": facts}),
    ]
    if tried:
        rows = [
            Row((Cell(each.number, record_url(each)), Cell(each.started_by_name), Cell(each.end_name or "没有走完")))
            for each in tried
        ]
        table = Table((Column("试办"), Column("试办人"), Column("走到")), rows)
        panels.append(draw_table(request, "tried", "试办", table))
    head = Head(
        str(found),
        (HOME, LIST, Crumb(kind.title, reverse("procedure", args=[kind.key])), Crumb(f"第{found.number}版")),
        chips=(drawing_chip(found, published(found.key)),),
        actions=_drawing_actions(actor, found),
        notices=tuple(remarks_on(ready.drawing)) if found.published_at is None else (),
        figures=(
            KeyFigure("环节", str(len(ready.drawing.steps)), "个", "#steps"),
            KeyFigure("按它办理的办件", str(found.cases.filter(is_sandbox=False).count()), "件"),
            KeyFigure("试办走完", str(done), "次", "#tried" if tried else ""),
        ),
    )
    return render(request, "procedures/drawn.html", {"head": head, "panels": panels})


def flow_context(
    found: ProcedureDrawing, here: Mapping[str, str] | None = None, done: Iterable[str] = ()
) -> dict[str, object]:
    """What shows a drawing: the steps that are open, each with who has it since when, and those that are done."""
    notes = json.dumps(here, ensure_ascii=False) if here else ""
    marked = {"here": " ".join(here or ()), "done": " ".join(done), "notes": notes}
    return {"url": reverse("drawing-file", args=[found.pk]), "name": str(found), **marked}


def _drawing_actions(actor: Actor, found: ProcedureDrawing) -> tuple[Action, ...]:
    args = [found.pk]
    shown = (
        Action("打印流程图", reverse("drawing-print", args=args), opens_new=True),
        Action("下载 .bpmn", f"{reverse('drawing-file', args=args)}?save=1"),
    )
    if not keeps(actor):
        return shown
    trial = Action("试办", reverse("drawing-try", args=args), is_primary=found.published_at is None)
    if found.published_at or found.withdrawn_at:
        return (trial, *shown)
    publish = (
        Action("发布", reverse("drawing-publish", args=args)),
        Action("撤回", reverse("drawing-withdraw", args=args)),
    )
    return (trial, *publish, *shown)


@page(*MAY_SEE)
def drawing_file(request: HttpRequest, pk: int) -> HttpResponse:
    """The drawing as it was uploaded: what the viewer reads, and what is saved to be changed."""
    found = get_object_or_404(ProcedureDrawing, pk=pk)
    response = HttpResponse(found.xml.encode(), content_type="application/xml; charset=utf-8")
    name = f"{found.name}-第{found.number}版.bpmn"
    disposition = content_disposition_header(as_attachment="save" in request.GET, filename=name)
    response.headers["Content-Disposition"] = str(disposition)
    return response


@page(*MAY_SEE)
def drawing_print(request: HttpRequest, pk: int) -> HttpResponse:
    """The flow chart alone, for one A4 page across."""
    found = get_object_or_404(ProcedureDrawing, pk=pk)
    crumbs = (HOME, LIST, Crumb(str(found), record_url(found)), Crumb("打印"))
    said = f"第 {found.number} 版　发布：{found.published_by_name or '未发布'}　{timezone.localdate().isoformat()}"
    head = Head(found.name, crumbs, subtitle=said)
    context = {
        "head": head,
        **flow_context(found),
        "steps": step_table(runnable(found).drawing, _kind(found.key).asked),
    }
    return render(request, "procedures/sheet.html", context)


@page(EDIT, methods=POSTS, whole_district="流程图")
def trial(request: HttpRequest, pk: int) -> HttpResponse:
    """Try a drawing on a sandbox case: one person plays every post."""
    found = get_object_or_404(ProcedureDrawing, pk=pk)
    kind, status = _kind(found.key), 200
    form = trial_form(found, kind.facts)
    if request.method == "POST":
        form = typed_again(form, request.POST)
        try:
            case = try_drawing(actor_of(request), found, read_fields(request.POST, form), timezone.localdate())
        except BadInput as error:
            form, status = form.with_problems(error.problems), 400
        else:
            return redirect(record_url(case))
    head = Head(f"试办：{found}", (HOME, LIST, Crumb(str(found), record_url(found)), Crumb("试办")),
                subtitle="一个人走完所有岗位；不进任何人的待办，不产生任何后果")  # fmt: skip
    return render(request, "procedures/page.html", {"head": head, "form": form}, status=status)


@page(EDIT, methods=POSTS, whole_district="流程图")
def publish(request: HttpRequest, pk: int) -> HttpResponse:
    """Publish a version, after asking once more."""
    found = get_object_or_404(ProcedureDrawing, pk=pk)
    running = published(found.key)
    if found.published_at or found.withdrawn_at:
        messages.warning(request, f"{found}已经{'发布' if found.published_at else '撤回'}")
        return redirect(record_url(found))
    effects = (
        "从现在起发起的办件按这一版走；在办的办件仍按原来的版本办完。",
        f"现行的是：{running}" if running else "这个流程还没有现行的流程图。",
    )
    question = _question(found, "发布", effects)
    return ask_then(
        request, question, lambda: publish_drawing(actor_of(request), found), f"已发布：{found}", record_url(found)
    )


@page(EDIT, methods=POSTS, whole_district="流程图")
def withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """Take back a version that was not published."""
    found = get_object_or_404(ProcedureDrawing, pk=pk)
    question = _question(found, "撤回", ("这一版不再能发布；图和试办的记录留着可查。",))
    return ask_then(
        request, question, lambda: withdraw_drawing(actor_of(request), found), f"已撤回：{found}", record_url(found)
    )


def _question(found: ProcedureDrawing, deed: str, effects: tuple[str, ...]) -> Confirmation:
    crumbs = (HOME, LIST, Crumb(str(found), record_url(found)), Crumb(deed))
    facts = (Fact("流程图", Cell(str(found))), Fact("修改说明", Cell(found.note)))
    form = EntryForm(submit_label=f"{deed}流程图", cancel_url=record_url(found), key="confirm")
    return Confirmation(Head(f"{deed}：{found}", crumbs), facts, effects, form, voids=deed == "撤回")


def _kind(key: str) -> ProcedureKind:
    kind = procedure_kind(key)
    if kind is None:
        raise Http404
    return kind
