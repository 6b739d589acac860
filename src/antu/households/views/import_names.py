"""What the names of a workbook mean that nothing is known by: mapped by hand, remembered, seen and forgotten again."""

from __future__ import annotations

from typing import Final

from django.contrib import messages
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from antu.households.selectors.imports import ImportKind, Step, jobs_about
from antu.households.services.importing import queue_check, unmatched_of
from antu.households.tables.learned_names import IGNORE, chosen_lessons, learned_list, mapping_rows
from antu.households.tables.uploads import KIND_WORDS, step_url
from antu.households.views.uploaded import IMPORTS, PERMISSIONS, own_upload
from antu.kernel.errors import BadInput, Problem
from antu.platform.actor import require
from antu.platform.confirming import Confirmation, ask
from antu.platform.display import HOME, Action, Cell, Crumb, Fact, Head
from antu.platform.entry import EntryForm
from antu.platform.learned_names import forget_name, learned_names, teach_names
from antu.platform.listing import LIST_METHODS, list_page
from antu.platform.pages import actor_of, page
from antu.platform.wording import moment_text

TITLE: Final = "记住的表名和列名"


@page(*PERMISSIONS, methods=("GET", "HEAD", "POST"))
def names(request: HttpRequest, kind: str, key: str) -> HttpResponseBase:
    """Say of each sheet and column that was not known what it is; then the workbook is checked again."""
    of, upload = own_upload(request, kind, key)
    actor = actor_of(request)
    unmatched, problems = unmatched_of(actor, of, upload), tuple[Problem, ...]()
    preview = step_url(of, Step.CHECK, key)
    if request.method == "POST":
        if going := jobs_about(actor, of, Step.CHECK, key).filter(ended_at=None).first():
            messages.warning(request, "这个文件正在重新检查，这次选定的没有记住；请等检查完，再对应还没有认出的名称。")
            return redirect(step_url(of, Step.CHECK, key, going))
        try:
            lessons = chosen_lessons(unmatched, request.POST)
            teach_names(actor, of.value, lessons, source=upload.name)
        except BadInput as error:
            problems = error.problems
        else:
            return redirect(step_url(of, Step.CHECK, key, queue_check(actor, of, upload)))
    head = Head(
        "对应表名和列名",
        (HOME, IMPORTS, Crumb(upload.name, preview), Crumb("对应表名和列名")),
        subtitle=f"{upload.name}；选定后重新检查，并记住，本单位以后的{KIND_WORDS[of]}自动照此读入",
        actions=(Action(TITLE, reverse("learned-names")),),
    )
    rows = mapping_rows(unmatched, request.POST)
    context = {"head": head, "rows": rows, "ignore": IGNORE, "problems": problems, "preview_url": preview}
    return render(request, "households/import_names.html", context, status=400 if problems else 200)


@page(*PERMISSIONS, methods=LIST_METHODS)
def learned(request: HttpRequest) -> HttpResponseBase:
    """What the actor's organisation taught, of the workbooks that the post may import."""
    head = Head(
        TITLE,
        (HOME, IMPORTS, Crumb(TITLE)),
        subtitle="本单位在“对应表名和列名”里选定的；检查和导入时照此读入，表里已有标准列名时以标准列名为准",
    )
    actor = actor_of(request)
    kinds = [kind for kind in ImportKind if actor.may(kind.permission)]
    return list_page(learned_list(request, learned_names(actor).filter(workbook__in=kinds)), head)


@page(*PERMISSIONS, methods=("GET", "HEAD", "POST"))
def forget(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Ask whether a name shall be forgotten, and forget it."""
    actor = actor_of(request)
    known = get_object_or_404(learned_names(actor), pk=pk)
    require(actor, ImportKind(known.workbook).permission)
    back = reverse("learned-names")
    if request.method == "POST":
        forget_name(actor, known)
        messages.success(request, f"不再记住“{known}”")
        return redirect(back)
    facts = (
        Fact("文件里的名称", Cell(known.typed)),
        Fact("是什么", Cell(f"“{known.sheet}”表的一列" if known.sheet else "一张表")),
        Fact("对应为", Cell(known.label)),
        Fact("选定", Cell(f"{known.by_name}，{moment_text(known.at)}")),
    )
    effects = ("以后的文件里再有这个名称，会重新提示没有认出。", "已经导入的记录不受影响。")
    form = EntryForm((), submit_label="不再记住", cancel_url=back, key="forget")
    head = Head(f"不再记住“{known}”", (HOME, IMPORTS, Crumb(TITLE, back), Crumb("不再记住")))
    return ask(request, Confirmation(head, facts, effects, form, voids=False))
