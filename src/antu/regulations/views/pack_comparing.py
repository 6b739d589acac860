"""Two packs beside each other, and which pack a regime, a place and a day select."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from antu.kernel.errors import BadInput
from antu.organisations.selectors import reporting_centre
from antu.platform.clause_links import clause_links
from antu.platform.display import HOME, Action, Crumb, Head
from antu.platform.entry import EntryField, EntryForm, EntrySection, Option
from antu.platform.listing import AskedList, choice_filter, list_page, text_filter
from antu.platform.pages import actor_of, page
from antu.platform.workbook.dates import written_day
from antu.policy.pack import REGIMES
from antu.regulations.domain.pack_comparing import changes_of, counted_words, unchanged
from antu.regulations.domain.pack_reading import cited_words
from antu.regulations.selectors import pack_shelf
from antu.regulations.selectors.packs import ListedPack, ShownPack, listed_packs, shown_pack
from antu.regulations.tables.pack_changes import CHANGES, PARTS, change_listing, matching
from antu.regulations.tables.packs import applying_table, pack_url
from antu.regulations.views.packs import MAY_SEE, PACKS


@page(*MAY_SEE)
def compared(request: HttpRequest) -> HttpResponseBase:
    """Two packs (``?old=``, ``?new=``), each ``ID@VERSION``, clause by clause and rate by rate."""
    listed = listed_packs(actor_of(request))
    new = _named(request, "new")
    old = _named(request, "old") or _before(request, listed, new)
    options = [(each.name, f"{each.title}　{each.name}") for each in listed]
    if new is None or old is None:
        return _asked(request, options, new)
    before, after = old.check.pack, new.check.pack
    if before is None or after is None:
        faulty = old if before is None else new
        return _asked(request, options, new, f"{faulty.name} 有问题没有改好，不能比较；请先看它的「检查发现的问题」")
    filters = [
        choice_filter(request, "old", "原来", options),
        choice_filter(request, "new", "现在", options),
        choice_filter(request, "change", "变动", CHANGES),
        choice_filter(request, "part", "部分", PARTS),
        text_filter(request, "q", "名称、条款或数"),
    ]
    changes = changes_of(before, after)
    same = "、".join(f"{part.value} {count} 处" for part, count in unchanged(before, after).items() if count)
    title = f"比较：{new.name} 与 {old.name}"
    told = counted_words(changes) if changes else "两份办法说的完全相同"
    head = Head(
        title,
        (HOME, PACKS, Crumb(new.name, pack_url(new.name)), Crumb("比较")),
        subtitle=f"{told}；未变的没有列出：{same or '没有'}",
        notices=tuple(dict.fromkeys(each.notice for each in (after, before) if not each.is_official)),
        actions=(
            Action("对调", f"{reverse('packs-compared')}?old={new.name}&new={old.name}"),
            Action(f"看 {new.name}", pack_url(new.name)),
            Action(f"看 {old.name}", pack_url(old.name)),
        ),
    )
    links = [clause_links(actor_of(request), pack, cited_words(pack)) for pack in (before, after)]
    listing = change_listing(title, f"{old.name} 和 {new.name} 说的完全相同。", *links)
    return list_page(AskedList(request, listing, filters, matching(changes, filters)), head)


def _named(request: HttpRequest, parameter: str) -> ShownPack | None:
    pack_id, _, version = request.GET.get(parameter, "")[:120].partition("@")
    return shown_pack(actor_of(request), pack_id, version) if pack_id and version else None


def _before(request: HttpRequest, listed: list[ListedPack], new: ShownPack | None) -> ShownPack | None:
    """What a version is compared with unless another is named: what it was drafted from, else the one before it."""
    if new is None or request.GET.get("old"):
        return None
    if new.row and new.row.based_on:
        pack_id, _, version = new.row.based_on.partition("@")
        return shown_pack(actor_of(request), pack_id, version)
    own = [each for each in listed if each.pack_id == new.pack_id]
    at = next((place for place, each in enumerate(own) if each.name == new.name), len(own))
    return shown_pack(actor_of(request), own[at + 1].pack_id, own[at + 1].version) if at + 1 < len(own) else None


def _asked(
    request: HttpRequest, options: list[tuple[str, str]], new: ShownPack | None, wrong: str = ""
) -> HttpResponse:
    choices = tuple(Option(*each) for each in options)
    fields = (
        EntryField("old", "原来", "choice", request.GET.get("old", ""), is_required=True, options=choices),
        EntryField("new", "现在", "choice", new.name if new else "", is_required=True, options=choices),
    )
    form = EntryForm(
        (EntrySection("", fields),), submit_label="比较", cancel_url=reverse("packs"), key="packs-compared"
    )
    said = "补偿项按代码、标准按表和键、认定按规则号对应；列出新增、删去和修改。"
    head = Head("比较两份办法", (HOME, PACKS, Crumb("比较")), subtitle=said, notices=(wrong,) if wrong else ())
    return render(request, "regulations/pack_asked.html", {"head": head, "form": form})


@page(*MAY_SEE)
def applying(request: HttpRequest) -> HttpResponse:
    """Which pack a regime, a place and the day of a notice select, why, and what stood beside it."""
    given = {name: request.GET.get(name, "").strip()[:40] for name in ("regime", "place", "on")}
    district = reporting_centre().district_code
    fields = (
        EntryField(
            "regime",
            "土地性质",
            "choice",
            given["regime"] or "collective",
            is_required=True,
            options=tuple(Option(*each) for each in REGIMES.items()),
        ),
        EntryField(
            "place", "行政区划代码", value=given["place"] or district, is_required=True, help="如 430204；本区的已填好"
        ),
        EntryField("on", "公告日", "date", given["on"] or timezone.localdate().isoformat(), is_required=True),
    )
    form = EntryForm(
        (EntrySection("", fields),), submit_label="查适用办法", cancel_url=reverse("packs"), key="applying"
    )
    asked = {field.name: field.value for field in fields}
    day = written_day(asked["on"])
    said, chosen, wrong = "", None, ""
    if day is None:
        wrong = f"「{asked['on']}」不是日期；请按 2023-05-08 的样子填写"
    else:
        try:
            chosen, said = pack_shelf().choose(asked["regime"], asked["place"], day)
        except BadInput as error:
            wrong = error.problems[0].message
    table = applying_table(asked["regime"], asked["place"], day, chosen.name if chosen else "") if day else None
    head = Head(
        "哪份办法适用",
        (HOME, PACKS, Crumb("哪份办法适用")),
        subtitle="地区最近的优先，其次施行最晚的，再次版本最新的；项目写明办法编号的，在它的各版本里按公告日选。",
    )
    context = {"head": head, "form": form, "said": said, "wrong": wrong, "chosen": chosen, "table": table}
    context["url"] = pack_url(chosen.name) if chosen else ""
    return render(request, "regulations/pack_asked.html", context)
