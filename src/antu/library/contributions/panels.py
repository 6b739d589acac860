"""What the library shows on the page of an issued rule: that its text is there in clauses."""

from __future__ import annotations

from django.http import HttpRequest

from antu.library.models import LegalText
from antu.platform.display import Action
from antu.platform.links import record_url
from antu.platform.panels import HeadContribution, HeadPart


def rule_head(_request: HttpRequest, rule: int) -> HeadPart:
    """The way to its clauses, explanations and what cites them."""
    text = LegalText.objects.standing().filter(rule=rule).first()
    return HeadPart(actions=(Action("看条款和解释", record_url(text)),)) if text else HeadPart()


PANELS: tuple[object, ...] = (HeadContribution("issued-rule", rule_head),)
