"""A page that asks once more before something is voided or withdrawn: a page of its own, which needs no script.

A view that voids answers GET with the question and POST with the deed, at one address::

    question = Confirmation(head, facts, ("不再计入到位资金合计。",), form)
    return ask_then(request, question, lambda: void_receipt(actor, pk, reason), "已作废", back)
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from antu.kernel.errors import BadInput, Problem
from antu.platform.display import Fact, Head
from antu.platform.entry import EntryField, EntryForm, EntrySection, typed_again


@dataclass(frozen=True, slots=True)
class Confirmation:
    """What is about to be done: ``facts`` name the row, ``effects`` say in sentences what follows from it.

    ``voids`` warns by its colour: what is done here is not taken back by pressing another button.

    The form carries what must be said with it, such as the reason; its button names the deed, its way back is 取消.
    """

    head: Head
    facts: tuple[Fact, ...]
    effects: tuple[str, ...]
    form: EntryForm
    voids: bool = True


def reason_form(label: str, *, submit_label: str, cancel_url: str, length_max: int = 300) -> EntryForm:
    """The usual form of a confirmation: why it is done, in the field ``reason``, a button, and a way back."""
    why = EntryField("reason", label, is_required=True, length_max=length_max, help="会记入日志，以后都能查到。")
    return EntryForm((EntrySection("", (why,)),), submit_label=submit_label, cancel_url=cancel_url, key="confirm")


def ask(request: HttpRequest, question: Confirmation, problems: Iterable[Problem] = ()) -> HttpResponse:
    """The page with the question; 400 with what was typed and what is wrong, when there are problems."""
    wrong = tuple(problems)
    form = typed_again(question.form, request.POST).with_problems(wrong)
    context = {"head": question.head, "question": replace(question, form=form), "form": form}
    return render(request, "antu/confirm.html", context, status=400 if wrong else 200)


def ask_then(
    request: HttpRequest, question: Confirmation, deed: Callable[[], object], told: str, back: str
) -> HttpResponse:
    """The page with the question; once its button is pressed the deed, then ``back`` (an address or its name).

    ``told`` is said there. What the deed refuses with BadInput is shown beside the question, and nothing was done.
    """
    if request.method != "POST":
        return ask(request, question)
    try:
        deed()
    except BadInput as error:
        return ask(request, question, error.problems)
    messages.success(request, told)
    return redirect(back)
