"""Unsigned subjects that another pack would price differently, as pages and files show them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db.models import QuerySet

from antu.compensation.models import PendingPricing
from antu.compensation.selectors.proving import unofficial
from antu.kernel.money import Money
from antu.platform.actor import Actor
from antu.platform.display import Cell, Column, Kind
from antu.platform.links import record_url
from antu.platform.listing import Empty, Found, ListColumn, Listing, by
from antu.platform.wording import UNKNOWN, with_sign


def pending_listing() -> Listing:
    """Who is unsigned and would be priced differently by another pack."""
    return Listing(
        "proof-pending",
        "未定户的计价差异",
        (
            ListColumn("household", Column("户"), _pending_cell, by("household__code")),
            ListColumn("project", Column("项目"), lambda each: Cell(each.household.project.name)),
            ListColumn("pack", Column("现在适用"), lambda each: Cell(each.pack), by("pack")),
            ListColumn("payable", Column("现在测算", "元", Kind.NUMBER), lambda each: _money(each.payable)),
            ListColumn("other_pack", Column("另一办法"), lambda each: Cell(each.other_pack), by("other_pack")),
            ListColumn("other", Column("另一办法测算", "元", Kind.NUMBER), lambda each: _money(each.other)),
            ListColumn("difference", Column("差额", "元", Kind.NUMBER), _difference_cell),
            ListColumn("reason", Column("原因", kind=Kind.LONG), lambda each: Cell(each.reason)),
        ),
        Empty("没有未签约的户会因另一办法而金额不同。"),
        counter="条",
        read=_whole_pending,
        notices=_notices_of_pending,
        url_of=lambda each: record_url(each.household),
        is_picked=False,
    )


def _whole_pending(found: Found, _columns: frozenset[str]) -> Iterable[Any]:
    assert isinstance(found, QuerySet)  # noqa: S101 - this list is of the database
    return found.select_related("household__project")


def _notices_of_pending(_actor: Actor, found: Found) -> tuple[str, ...]:
    assert isinstance(found, QuerySet)  # noqa: S101 - this list is of the database
    return unofficial({name for both in found.order_by().values_list("pack", "other_pack").distinct() for name in both})


def _pending_cell(each: PendingPricing) -> Cell:
    return Cell(f"{each.household.code} {each.household.head_name}", record_url(each.household))


def _money(amount: Money | None) -> Cell:
    return Cell(UNKNOWN, title="按这个办法算不出，见原因") if amount is None else Cell(amount.grouped())


def _difference_cell(each: PendingPricing) -> Cell:
    return Cell(UNKNOWN) if each.difference is None else Cell(with_sign(each.difference))
