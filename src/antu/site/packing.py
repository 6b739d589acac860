"""Large pages travel packed: a sheet of 200 lines with its traces is half a megabyte of text, packed a tenth of it."""

from __future__ import annotations

from typing import Final

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.middleware.gzip import GZipMiddleware

#: Below this the wire of an office costs less than the packing.
PACKED_FROM_BYTES: Final = 100_000


class PackLargePages(GZipMiddleware):
    """Django's own packing, for what is worth it."""

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        """The answer, packed where it is large and the browser can read it."""
        if response.streaming or len(response.content) < PACKED_FROM_BYTES:  # type: ignore[attr-defined]
            return response
        return super().process_response(request, response)
