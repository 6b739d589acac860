"""The page on which a household is edited or entered, at work: what it showed, what was sent."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.urls import reverse

from antu.households.domain.layout import RegisterLayout
from antu.households.domain.merging import resolved
from antu.households.domain.sheets import COLLECTIVE, HOUSEHOLD
from antu.households.domain.typed import TypedHousehold
from antu.households.models import Household
from antu.households.selectors.editing import next_code, register_layout_of, shown_texts
from antu.households.selectors.tables import RELATED_NAMES
from antu.households.selectors.written import Written, written_in
from antu.households.tables.household_form import BASE, REASON, FormOf, household_form
from antu.households.tables.typed_form import base_of, base_text, choices_in, typed_household
from antu.platform.entry import EntryForm, typed_again
from antu.platform.links import record_url
from antu.platform.pages import actor_of
from antu.platform.versions import version_of
from antu.projects.models import Project
from antu.regulations.selectors import pack_shelf


@dataclass(frozen=True, slots=True)
class EditPage:
    """One page at work: which household (None: a new one) of which project, and what it showed when it was opened."""

    request: HttpRequest
    project: Project
    household: Household | None
    layout: RegisterLayout
    kind: str
    version: str
    shown: TypedHousehold
    """What is recorded, as this person may see it; of a new household, what the page suggests."""
    written: Sequence[Written]

    @property
    def trial_url(self) -> str:
        """Where the script sends what is typed, to be computed."""
        if self.household:
            return reverse("household-trial", args=[self.household.pk])
        return f"{reverse('household-enter-trial', args=[self.project.pk])}?kind={self.kind}"

    def form(self, texts: TypedHousehold | None = None) -> EntryForm:
        """The form with these texts, else as recorded."""
        of = FormOf(
            layout=self.layout,
            kind=self.kind,
            texts=texts or self.shown,
            recorded=self.shown if self.household else TypedHousehold({}),
            is_new=self.household is None,
            needs_reason=bool(self.household and self.household.signed_on),
            base=base_text(self.shown),
            reason=self.request.POST.get(REASON, ""),
            written=self.written,
            towns=self.project.towns,
        )
        back = record_url(self.household or self.project)
        return household_form(of, action=self.request.get_full_path(), cancel_url=back, version=self.version)

    def sent(self) -> tuple[EntryForm, TypedHousehold, TypedHousehold]:
        """The form as it was sent, what was typed in it, and what the page showed before."""
        post = self.request.POST
        base = (base_of(post.get(BASE, "")) if self.household else None) or self.shown
        typed = typed_household(post, self.form(), base, self.layout)
        form = replace(typed_again(self.form(), post), version=post.get("version", ""))
        return form, resolved(typed, self.shown, choices_in(post)), base


def opened_page(request: HttpRequest, pk: int) -> EditPage:
    """The page of a registered household; the version is read before the rows."""
    version = str(version_of(Household(pk=pk)))
    seen = Household.objects.standing().seen_by(actor_of(request)).select_related("project")
    household = get_object_or_404(seen.prefetch_related("events", *RELATED_NAMES), pk=pk)
    layout = register_layout_of(household.project, pack_shelf())
    shown = shown_texts(actor_of(request), household, layout)
    written = written_in(actor_of(request), household.project)
    return EditPage(request, household.project, household, layout, household.kind, version, shown, written)


def new_page(request: HttpRequest, project: int) -> EditPage:
    """The page of a new household, or collective (``?kind=collective``), of the project."""
    found = get_object_or_404(Project.objects.standing().seen_by(actor_of(request)), pk=project)
    kind = COLLECTIVE if request.GET.get("kind") == COLLECTIVE else HOUSEHOLD
    town = found.towns[0] if len(found.towns) == 1 else ""
    suggested = TypedHousehold({"household": next_code(found, kind), "kind": kind, "town": town})
    layout, written = register_layout_of(found, pack_shelf()), written_in(actor_of(request), found)
    return EditPage(request, found, None, layout, kind, "", suggested, written)
