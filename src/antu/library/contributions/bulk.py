"""What may be done with texts that were picked in the list: compiling them."""

from __future__ import annotations

from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse

from antu.platform.listing import BulkAction, Selection


def compile_picked(selection: Selection) -> HttpResponse:
    """Ask how they are compiled, in the order of the list."""
    keys = ",".join(str(each.pk) for each in selection.found)
    return HttpResponseRedirect(f"{reverse('library-compilation')}?texts={keys}")


BULK: tuple[object, ...] = (BulkAction("library-texts", "compile", "编成汇编", "register.view", compile_picked),)
