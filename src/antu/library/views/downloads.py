"""Word documents as answers."""

from __future__ import annotations

from django.http import HttpResponse
from django.utils.http import content_disposition_header

from antu.platform.attachments.content import DOCX


def docx_response(content: bytes, name: str) -> HttpResponse:
    """The document, to be saved under this name."""
    saved = str(content_disposition_header(as_attachment=True, filename=name))
    return HttpResponse(content, content_type=DOCX.name, headers={"Content-Disposition": saved})
