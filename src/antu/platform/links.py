"""Where a record is shown: a project and a household have pages of their own, everything else its record page."""

from __future__ import annotations

from django.db import models
from django.urls import reverse

OWN_PAGES = {"projects.project": "project", "households.household": "household", "platform.attachment": "file"}


def record_url(obj: models.Model) -> str:
    """The path of the page that shows this record."""
    return url_of(obj._meta.label, obj.pk)


def url_of(label: str, key: int) -> str:
    """The path of the page of the record of model ``app.Model`` with this primary key, without reading it."""
    own = OWN_PAGES.get(label.lower())
    return reverse(own, args=[key]) if own else reverse("record", args=[label, key])
