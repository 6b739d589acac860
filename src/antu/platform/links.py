"""Where a record is shown: a project and a household have pages of their own, everything else its record page."""

from __future__ import annotations

from functools import lru_cache

from django.db import models
from django.urls import reverse

OWN_PAGES = {
    "regulations.issuedrule": "rule",
    "regulations.ruleversion": "rule-version",
    "library.legaltext": "library-text",
    "library.legalclause": "library-clause",
    "library.question": "library-question",
    "regulations.packversion": "pack-record",
    "projects.project": "project",
    "planning.planversion": "plan",
    "estimates.estimateversion": "estimate",
    "simulation.simulation": "simulation",
    "dispatch.meeting": "meeting",
    "dispatch.assignment": "assignment",
    "households.household": "household",
    "procedures.procedurecase": "case",
    "procedures.proceduredrawing": "drawing",
    "performance.problemandmeasure": "problem",
    "platform.attachment": "file",
}


def record_url(obj: models.Model) -> str:
    """The path of the page that shows this record."""
    return url_of(obj._meta.label, obj.pk)


def url_of(label: str, key: int) -> str:
    """The path of the page of the record of model ``app.Model`` with this primary key, without reading it."""
    before, after = _address_of(label)
    return f"{before}{key}{after}"


@lru_cache(maxsize=1024)
def _address_of(label: str) -> tuple[str, str]:
    """What stands before and after the key: a list has three links a row, and each way through the addresses costs."""
    own = OWN_PAGES.get(label.lower())
    address = reverse(own, args=[0]) if own else reverse("record", args=[label, 0])
    before, _, after = address.rpartition("/0/")
    return f"{before}/", f"/{after}"
