"""Pages of packs: the list, one version read as one reads a regulation, its folder, its print."""

from __future__ import annotations

from typing import Final

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import content_disposition_header

from antu.kernel.errors import Problem
from antu.platform.attachments.panel import draw_files
from antu.platform.clause_links import clause_links
from antu.platform.display import HOME, Action, Crumb, Head
from antu.platform.handbook.reading import prose
from antu.platform.journal_pages import journal_table
from antu.platform.listing import AskedList, choice_filter, list_page, text_filter
from antu.platform.pages import actor_of, page, pdf_response
from antu.platform.panels import DrawnPanel, completed_head, draw, draw_table
from antu.policy import Pack
from antu.policy.load import README
from antu.policy.pack import REGIMES
from antu.regulations.domain.pack_files import zip_of
from antu.regulations.domain.pack_reading import cited_words
from antu.regulations.models import PackVersion
from antu.regulations.selectors.packs import ShownPack, entries_of_pack, listed_packs, misfits_of, of_row, shown_pack
from antu.regulations.tables.pack_actions import pack_actions, panel_actions
from antu.regulations.tables.pack_paper import pack_pdf
from antu.regulations.tables.pack_parts import (
    case_table,
    check_table,
    eligibility_table,
    fact_table,
    item_table,
    problem_table,
    rate_table,
    rate_title,
    value_table,
)
from antu.regulations.tables.packs import (
    STATES,
    matching,
    pack_facts,
    pack_listing,
    proof_table,
    state_chip,
    state_on,
    status_chip,
)

MAY_SEE: Final = ("register.view", "report.view")
TITLE: Final = "补偿办法"
PACKS: Final = Crumb(TITLE, "/packs/")
PLACE: Final = "pack-version"
ENTRIES_SHOWN: Final = 20
UNFIT: Final = "有效期与已经发布的版本接不上"


@page(*MAY_SEE)
def packs(request: HttpRequest) -> HttpResponseBase:
    """Every version of every pack."""
    actor, today = actor_of(request), timezone.localdate()
    filters = [
        text_filter(request, "q", "名称、编号或地区"),
        choice_filter(request, "regime", "土地性质", [*REGIMES.items()]),
        choice_filter(request, "state", "状态", STATES),
    ]
    new = (Action("从文件夹起草办法", reverse("pack-new"), is_primary=True),)
    actions = (
        *(new if actor.may("pack.edit") and actor.reach.everything else ()),
        Action("哪份办法适用", reverse("packs-applying")),
        Action("比较两份办法", reverse("packs-compared")),
    )
    head = Head(TITLE, (HOME, Crumb(TITLE)), subtitle=f"状态截至 {today.isoformat()}", actions=actions)
    return list_page(
        AskedList(request, pack_listing(actor, today), filters, matching(listed_packs(actor), filters, today)), head
    )


@page(*MAY_SEE)
def pack(request: HttpRequest, pack_id: str, version: str) -> HttpResponse:
    """One version, by its name."""
    return _drawn(request, found_pack(request, pack_id, version))


@page(*MAY_SEE)
def pack_record(request: HttpRequest, pk: int) -> HttpResponse:
    """One version that the office drafted, by its record."""
    rows = PackVersion.objects.seen_by(actor_of(request))
    return _drawn(request, of_row(get_object_or_404(rows, pk=pk)))


@page(*MAY_SEE)
def folder(request: HttpRequest, pack_id: str, version: str) -> HttpResponse:
    """The version as its folder, the very bytes that its hash stands for."""
    shown = found_pack(request, pack_id, version)
    content = zip_of(shown.files, f"{shown.pack_id}/{shown.version}")
    return download(content, f"{shown.pack_id}-{shown.version}.zip", "application/zip")


@page(*MAY_SEE)
def printed(request: HttpRequest, pack_id: str, version: str) -> HttpResponse:
    """The version on paper."""
    shown = found_pack(request, pack_id, version)
    loaded = loaded_or_404(shown)
    pdf = pack_pdf(loaded, actor_of(request).name, timezone.now(), is_draft=shown.is_draft)
    return pdf_response(pdf, f"{loaded.title}-{loaded.version}.pdf")


def download(content: bytes, name: str, media_type: str) -> HttpResponse:
    """A file that the browser saves under this name."""
    named = str(content_disposition_header(as_attachment=True, filename=name))
    return HttpResponse(content, content_type=media_type, headers={"Content-Disposition": named})


def found_pack(request: HttpRequest, pack_id: str, version: str) -> ShownPack:
    """The version of this name; 404 where the actor sees none."""
    found = shown_pack(actor_of(request), pack_id, version)
    if found is None:
        raise Http404(f"{pack_id}@{version}")
    return found


def loaded_or_404(shown: ShownPack) -> Pack:
    """The pack itself; 404 where it has faults and nothing can be computed."""
    loaded = shown.check.pack
    if loaded is None:
        raise Http404(shown.name)
    return loaded


def _drawn(request: HttpRequest, shown: ShownPack) -> HttpResponse:
    actor, row = actor_of(request), shown.row
    against = misfits_of(shown)
    head = _head(request, shown, against)
    head = completed_head(request, head, PLACE, row.pk) if row else head
    panels = [draw(request, "facts", "登记内容", "antu/facts.html", {"facts": pack_facts(shown)})]
    if problems := (*shown.check.problems, *against):
        panels.append(draw_table(request, "problems", "检查发现的问题", problem_table(problems)))
    if shown.check.pack:
        panels += _parts(request, shown, shown.check.pack)
    panels += _readme(request, shown)
    if row and row.proof:
        panels.append(draw_table(request, "proof", "双引擎校验", proof_table(row)))
    if row:
        panels += draw_files(request, row)
    if entries := entries_of_pack(shown)[:ENTRIES_SHOWN]:
        panels.append(draw_table(request, "journal", "日志", journal_table(entries)))
    panels = [_with_actions(each, panel_actions(actor, shown, each.key)) for each in panels]
    return render(request, "antu/detail.html", {"head": head, "panels": panels})


def _with_actions(panel: DrawnPanel, actions: tuple[Action, ...]) -> DrawnPanel:
    return DrawnPanel(panel.key, panel.title, panel.html, panel.is_narrow, actions)


def _head(request: HttpRequest, shown: ShownPack, against: tuple[Problem, ...]) -> Head:
    loaded, row, today = shown.check.pack, shown.row, timezone.localdate()
    days = (loaded.valid_from, loaded.valid_to) if loaded else (row.valid_from, row.valid_to) if row else (None, None)
    state = state_chip(state_on(*days, shown.withdrawal, today, is_draft=shown.is_draft))
    failed = len(shown.check.failed)
    notices = (
        *((f"{loaded.notice}",) if loaded and not loaded.is_official else ()),
        *((f"{failed} 个算例不通过，见「算例」。",) if failed else ()),
        *(
            (f"有 {len(shown.check.problems)} 个问题，现在不能计算，见「检查发现的问题」。",)
            if shown.check.problems
            else ()
        ),
        *((f"{UNFIT}，现在不能发布，见「检查发现的问题」。",) if against else ()),
    )
    return Head(
        f"《{shown.title}》",
        (HOME, PACKS, Crumb(shown.name)),
        subtitle=f"{shown.name}　{loaded.basis}" if loaded else shown.name,
        chips=(state, *(status_chip(loaded.status, loaded.notice) if loaded else ())),
        actions=pack_actions(actor_of(request), shown),
        notices=notices,
    )


def _parts(request: HttpRequest, shown: ShownPack, loaded: Pack) -> list[DrawnPanel]:
    links = clause_links(actor_of(request), loaded, cited_words(loaded))
    tables = (
        ("items", "补偿项", item_table(loaded, links)),
        *((f"rate-{each.name}", rate_title(each), rate_table(each, links)) for each in loaded.rates.values()),
        *((("eligibility", "安置资格认定", eligibility_table(loaded, links)),) if loaded.eligibility else ()),
        ("values", "派生值和分步", value_table(loaded)),
        ("wanted", "要哪些事实", fact_table(loaded)),
        *((("checks", "列与列之间的检查", check_table(loaded)),) if loaded.checks else ()),
        ("cases", "算例", case_table(shown.check, reverse("pack-try", args=[shown.pack_id, shown.version]))),
    )
    return [draw_table(request, key, title, table, may_share=key.startswith("rate-")) for key, title, table in tables]


def _readme(request: HttpRequest, shown: ShownPack) -> list[DrawnPanel]:
    if README not in shown.files:
        return []
    context = {"prose": prose(shown.files[README].decode("utf-8", "replace"))}
    return [draw(request, "readme", "出处", "regulations/pack_readme.html", context)]
