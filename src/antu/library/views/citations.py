"""Pages of citations: what packs cite and the library has, or has not; a citation linked by hand."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.utils.timezone import localdate

from antu.kernel.errors import BadInput
from antu.library.access import EDIT, MAY_SEE, WRITING, may_edit
from antu.library.forms.clauses import link_form
from antu.library.models import LegalClause, LinkedClause
from antu.library.selectors.citing import clauses_named
from antu.library.services.columns import wrong
from antu.library.services.explaining import link_citation, void_link
from antu.library.tables.citations import CitationState, citation_listing, listed_citations, matching
from antu.library.views.texts import METHODS
from antu.platform.confirming import Confirmation, ask, ask_then, reason_form
from antu.platform.display import HOME, Cell, Crumb, Fact, Head
from antu.platform.listing import AskedList, choice_filter, list_page, text_filter
from antu.platform.pages import actor_of, page

TITLE = "引用核对"
CITATIONS = Crumb(TITLE, "/library/citations/")


@page(*MAY_SEE)
def citations(request: HttpRequest) -> HttpResponseBase:
    """What every pack cites, those first of which the library has nothing."""
    listed = listed_citations()
    packs = dict.fromkeys((each.pack_id, f"{each.pack_title}（{each.pack_id}）") for each in listed)
    filters = [
        text_filter(request, "q", "引用的条款"),
        choice_filter(request, "pack", "补偿办法", list(packs)),
        choice_filter(request, "state", "状态", [(state.code, state.value) for state in CitationState]),
    ]
    missing = sum(each.state in {CitationState.NO_TEXT, CitationState.NO_CLAUSE} for each in listed)
    said = f"{missing} 处引用在政策库里找不到条文" if missing else "补偿办法引用的条款都找得到条文"
    head = Head(TITLE, (HOME, Crumb(TITLE)), subtitle=said)
    listing = citation_listing(may_edit=may_edit(actor_of(request)))
    return list_page(AskedList(request, listing, filters, matching(listed, filters)), head)


@page(EDIT, methods=METHODS, whole_district=WRITING)
def link(request: HttpRequest, pack: str, citation: str) -> HttpResponse:
    """Say which clause a pack means by words that name no text of the library."""
    cited = next((each for each in listed_citations() if (each.pack_id, each.words) == (pack, citation)), None)
    if cited is None:
        raise Http404(citation)
    head = Head("链接条文", (HOME, CITATIONS, Crumb("链接条文")))
    facts = (
        Fact("补偿办法", Cell(f"{cited.pack_title}（{pack}）")),
        Fact("引用的条款", Cell(citation)),
        Fact("哪里引用", Cell("、".join(dict.fromkeys(each.label for each in cited.places)))),
        Fact("现在", Cell(cited.state.value)),
    )
    effects = (
        "这个补偿办法的各个版本里写成这样的引用，都指向所选的条文。",
        "条文以后更正，链接跟着它；条文删去，链接失效。",
    )
    question = Confirmation(head, facts, effects, link_form(), voids=False)
    if request.method != "POST":
        return ask(request, question)
    try:
        linked = link_citation(actor_of(request), pack, citation, _named(request.POST.get("clause", "")))
    except BadInput as error:
        return ask(request, question, error.problems)
    messages.success(request, f"已链接：{linked}")
    return redirect("library-citations")


def _named(words: str) -> LegalClause | None:
    """The one clause that the words name. Raises BadInput (``K-CLAUSE``)."""
    found, unknown = clauses_named(words, localdate())
    if unknown or len(found) > 1:
        what = f"政策库里没有「{'、'.join(unknown)}」" if unknown else f"「{words}」是几条，只能链接一条"
        raise BadInput(wrong("clause", "K-CLAUSE", f"{what}；请写一件文本的名称或简称和条号"))
    return LegalClause.objects.select_related("text").get(pk=found[0]) if found else None


@page(EDIT, methods=METHODS, whole_district=WRITING)
def unlink(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a link back, after asking once more."""
    held = get_object_or_404(LinkedClause.objects.standing().select_related("clause__text"), pk=pk)
    head = Head("作废链接", (HOME, CITATIONS, Crumb("作废链接")))
    facts = (
        Fact("补偿办法", Cell(held.pack_id)),
        Fact("引用的条款", Cell(held.citation)),
        Fact("条文", Cell(str(held.clause))),
        Fact("经办人", Cell(held.linked_by)),
    )
    form = reason_form("作废原因", submit_label="作废链接", cancel_url=CITATIONS.url)
    question = Confirmation(head, facts, ("这处引用重新按名称和条号找；找不到的可以另行链接。",), form)
    return ask_then(
        request,
        question,
        lambda: void_link(actor_of(request), pk, request.POST.get("reason", "")),
        "已作废链接",
        "library-citations",
    )
