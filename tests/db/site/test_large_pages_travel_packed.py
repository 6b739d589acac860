from __future__ import annotations

import gzip

import pytest
from django.http import HttpRequest, HttpResponse

from antu.site.packing import PACKED_FROM_BYTES, PackLargePages


def answered(characters: int, *, packs: bool = True) -> HttpResponse:
    request = HttpRequest()
    if packs:
        request.META["HTTP_ACCEPT_ENCODING"] = "gzip, deflate"
    answer = PackLargePages(lambda _request: HttpResponse("户" * characters))(request)
    assert isinstance(answer, HttpResponse)
    return answer


@pytest.mark.parametrize("characters", [1, PACKED_FROM_BYTES // 3 - 1])
def test_a_small_page_travels_as_it_is(characters: int) -> None:
    assert answered(characters).content.decode() == "户" * characters


def test_a_large_page_travels_packed_and_comes_out_the_same() -> None:
    answer = answered(PACKED_FROM_BYTES)
    assert answer["Content-Encoding"] == "gzip"
    assert len(answer.content) < PACKED_FROM_BYTES // 10
    assert gzip.decompress(answer.content).decode() == "户" * PACKED_FROM_BYTES


def test_who_cannot_unpack_gets_it_as_it_is() -> None:
    assert "Content-Encoding" not in answered(PACKED_FROM_BYTES, packs=False)
