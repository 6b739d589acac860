"""What every page of an uploaded workbook begins with: which of the two it is, and that it is the person's own."""

from __future__ import annotations

from typing import Final

from django.http import Http404, HttpRequest

from antu.households.selectors.imports import ImportKind
from antu.platform.actor import require
from antu.platform.display import Crumb
from antu.platform.pages import actor_of
from antu.platform.uploads import Upload, kept_upload

PERMISSIONS: Final = tuple(kind.permission for kind in ImportKind)
IMPORTS: Final = Crumb("导入", "/import/")


def own_upload(request: HttpRequest, kind: str, key: str) -> tuple[ImportKind, Upload]:
    """The upload at this address. Raises Http404, Forbidden, or BadInput (``U-GONE``)."""
    if kind not in {each.value for each in ImportKind}:
        raise Http404(kind)
    actor, of = actor_of(request), ImportKind(kind)
    require(actor, of.permission)
    return of, kept_upload(actor, key)
