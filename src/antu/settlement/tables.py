"""Lists of entries made by hand, withdrawn ones included and marked."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial, reduce
from operator import or_
from typing import Any

from django.db.models import Q, QuerySet, Sum
from django.http import HttpRequest
from django.urls import reverse

from antu.platform.actor import Actor
from antu.platform.confirming import Confirmation, reason_form
from antu.platform.display import HOME, Cell, Column, Crumb, Fact, Head, Kind, marks
from antu.platform.links import record_url
from antu.platform.listing import (
    AskedList,
    Empty,
    Filter,
    ListColumn,
    Listing,
    by,
    choice_filter,
    day_filter,
    no_address,
    text_filter,
)
from antu.platform.wording import day_text, fen_text
from antu.projects.models import Project
from antu.settlement.models import HandEntry, HouseholdPayment


def receipts_list(request: HttpRequest, project: Project, *, may_enter: bool) -> AskedList:
    """到位资金 of the project, withdrawn entries included and marked."""
    columns = _columns("receipts", may_enter=may_enter)
    words = "还没有登记到位资金。"
    listing = _listing("receipts", f"{project.name}到位资金", columns, words)
    filters = _filters(request, "receipts", "凭证号或备注")
    return AskedList(request, listing, filters, _filtered(project.hand_receipts.all(), filters), anchor="receipts")


def payments_list(request: HttpRequest, project: Project, *, may_enter: bool) -> AskedList:
    """已付 of the project's subjects, withdrawn entries included and marked."""
    day, *others = _columns("payments", may_enter=may_enter)
    payee = ListColumn(
        "household",
        Column("户"),
        lambda entry: Cell(str(entry.household), url=record_url(entry.household)),
        by("household__code"),
    )
    listing = _listing("payments", f"{project.name}已付", (day, payee, *others), "还没有登记已付。")
    entries = HouseholdPayment.objects.filter(household__project=project).select_related("household")
    filters = _filters(request, "payments", "户编号、户主、凭证号或备注")
    found = _filtered(entries, filters, "household__code", "household__head_name")
    return AskedList(request, listing, filters, found, anchor="payments")


def _filters(request: HttpRequest, kind: str, words: str) -> list[Filter]:
    return [
        text_filter(request, f"{kind}-q", words),
        day_filter(request, f"{kind}-from", "日期自"),
        day_filter(request, f"{kind}-to", "日期至"),
        choice_filter(request, f"{kind}-stands", "是否作废", (("yes", "有效"), ("no", "已作废"))),
    ]


def _filtered(entries: QuerySet[Any], filters: Sequence[Filter], *named_by: str) -> QuerySet[Any]:
    words, first, last, stands = (each.value for each in filters)
    if words:
        named = (Q(**{f"{name}__icontains": words}) for name in ("document_no", "note", *named_by))
        entries = entries.filter(reduce(or_, named))
    if first:
        entries = entries.filter(on__gte=first)
    if last:
        entries = entries.filter(on__lte=last)
    return entries.filter(is_voided=stands == "no") if stands else entries


def _listing(kind: str, title: str, columns: tuple[ListColumn, ...], nothing_yet: str) -> Listing:
    return Listing(
        f"settlement-{kind}",
        title,
        columns,
        Empty(nothing_yet),
        counter="笔",
        totals=_standing_total,
        total_label="合计（不含作废）",
        url_of=no_address,
        prefix=f"{kind}-",
        is_picked=False,
        takes_additions=False,
    )


def _standing_total(_actor: Actor, entries: Any) -> dict[str, Cell]:
    total = entries.filter(is_voided=False).order_by().aggregate(fen=Sum("amount_fen"))["fen"]
    return {"amount": Cell(fen_text(total or 0))}


def _columns(kind: str, *, may_enter: bool) -> tuple[ListColumn, ...]:
    own = (
        ListColumn("day", Column("日期", is_day=True), lambda entry: Cell(day_text(entry.on)), by("on")),
        ListColumn(
            "amount",
            Column("金额", "元", Kind.NUMBER),
            lambda entry: Cell(fen_text(entry.amount_fen)),
            by("amount_fen"),
        ),
        ListColumn("document", Column("凭证号"), lambda entry: Cell(entry.document_no), by("document_no")),
        ListColumn("by", Column("登记人"), lambda entry: Cell(entry.entered_by), by("entered_by")),
        ListColumn("note", Column("备注", kind=Kind.LONG), _note_cell),
    )
    voiding_column = ListColumn("void", Column("作废"), partial(_void_cell, kind))
    return (*own, voiding_column) if may_enter else own


def _note_cell(entry: HandEntry) -> Cell:
    return Cell(entry.void_reason or entry.note, chips=marks(is_sample=False, is_voided=entry.is_voided))


def _void_cell(kind: str, entry: HandEntry) -> Cell:
    if entry.is_voided:
        return Cell()
    url = reverse("settlement-void", args=[kind, entry.pk])
    return Cell("作废本笔", url, f"作废本笔：{day_text(entry.on)}，{fen_text(entry.amount_fen)} 元")


def voiding(entry: HandEntry) -> Confirmation:
    """The question before an entry is withdrawn: which it is, and which total it leaves."""
    project, what = entry.settled_project, str(entry._meta.verbose_name)
    back = reverse("settlement", args=[project.pk])
    crumbs = (HOME, Crumb(project.name, record_url(project)), Crumb("结算", back), Crumb("作废"))
    head = Head(f"作废{what}", crumbs, chips=marks(is_sample=False, is_voided=entry.is_voided))
    effects = (
        f"这一笔不再计入{project.name}的合计，也不再出现在结算三表里。",
        "登记内容和作废原因保留在页面和日志里，作废后不能恢复；登记错的，请作废后重新登记。",
    )
    form = reason_form("作废原因", submit_label="作废本笔", cancel_url=back)
    return Confirmation(head, _facts(entry), effects, form)


def _facts(entry: HandEntry) -> tuple[Fact, ...]:
    payee = str(entry.household) if isinstance(entry, HouseholdPayment) else ""
    told = {
        "项目": entry.settled_project.name,
        "户": payee,
        "日期": day_text(entry.on),
        "金额（元）": fen_text(entry.amount_fen),
        "凭证号": entry.document_no,
        "登记人": entry.entered_by,
        "备注": entry.note,
    }
    return tuple(Fact(label, Cell(text)) for label, text in told.items() if text)
