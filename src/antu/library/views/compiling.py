"""政策汇编: which texts, with what, and the paper."""

from __future__ import annotations

from typing import Final

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import localdate

from antu.kernel.errors import BadInput
from antu.library.documents.compilation import TITLE as USUAL_TITLE
from antu.library.forms.clauses import compilation_form
from antu.library.models import LegalText
from antu.library.selectors.texts import texts_seen
from antu.library.services.compiling import (
    CompilationAsked,
    checked,
    is_large,
    order_compilation,
    write_compilation,
)
from antu.library.tables.texts import text_listing
from antu.library.views.downloads import docx_response
from antu.library.views.texts import METHODS, TEXTS
from antu.platform.display import HOME, Crumb, Head, Row, Table
from antu.platform.entry import read_fields, typed_again
from antu.platform.pages import actor_of, page

_ABOUT: Final = "封面、目录、各件正文和解释、问答附录，Word 文档（.docx）"
_SHOWN: Final = ("title", "state", "level", "document", "articles", "explained")


@page("register.view", methods=METHODS)
def compilation(request: HttpRequest) -> HttpResponse:
    """Ask how the picked texts are compiled; then the paper, or the job that writes it."""
    actor = actor_of(request)
    given = request.POST if request.method == "POST" else request.GET
    keys = list(dict.fromkeys(int(each) for each in given.get("texts", "").split(",") if each.isdecimal()))
    known = {each.pk: each for each in texts_seen(actor).filter(pk__in=keys)}
    texts: list[LegalText] = [known[key] for key in keys if key in known]
    form = compilation_form(USUAL_TITLE, texts, has_explanations=True, has_questions=True)
    if request.method == "POST":
        form = typed_again(form, request.POST)
        typed = read_fields(request.POST, form)
        picked = tuple(each.pk for each in texts)
        try:
            asked = checked(
                CompilationAsked(typed["title"], picked, typed["explanations"] == "是", typed["questions"] == "是")
            )
        except BadInput as error:
            form = form.with_problems(error.problems)
        else:
            if is_large(asked):
                return redirect("job", pk=order_compilation(actor, asked).pk)
            return docx_response(write_compilation(actor, asked, localdate()), f"{asked.title}.docx")
    head = Head(
        "编印政策汇编",
        (HOME, TEXTS, Crumb("编印政策汇编")),
        subtitle=_ABOUT,
    )
    context = {"head": head, "form": form, "table": _table(texts)}
    return render(request, "library/compilation.html", context, status=400 if form.problems else 200)


def _table(texts: list[LegalText]) -> Table:
    listed = text_listing(localdate(), may_edit=False)
    columns = [each for each in listed.columns if each.key in _SHOWN]
    rows = [Row(tuple([column.cell(text) for column in columns])) for text in texts]
    empty = "还没有选文本。请到法规文本的列表里勾选几件，点“编成汇编”。"
    return Table(tuple(column.column for column in columns), rows, empty)
