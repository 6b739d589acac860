"""A walk through everything that a person can reach by links, with what each answer says, files included."""

from __future__ import annotations

import re
import zipfile
from collections import Counter, deque
from collections.abc import Iterator
from dataclasses import dataclass
from html import unescape
from io import BytesIO
from typing import Any, Final
from urllib.parse import urljoin, urlsplit

from django.test import Client
from django.urls import Resolver404, resolve
from pypdf import PdfReader

#: Rows of one kind are alike: of each address so many are opened, with and without a query.
OF_ONE_ADDRESS: Final = 6
_LINK: Final = re.compile(r"""(?:href|data-url|data-href|src)=["']([^"'#]+)""")
_TAG: Final = re.compile(r"<[^>]+>")


@dataclass(frozen=True)
class Answer:
    """One page or file: where, with which status, all its text, and which page led there (none: it was asked for)."""

    url: str
    status: int
    text: str
    led_by: str


def walk(browser: Client, *starts: str) -> Iterator[Answer]:
    """Every page and file that links lead to from these addresses, a few of each kind."""
    waiting = deque((start, "") for start in starts)
    seen, opened = set(starts), Counter[tuple[str, bool]]()
    while waiting:
        url, led_by = waiting.popleft()
        kind = _kind(url)
        if kind is None or opened[kind] >= OF_ONE_ADDRESS:
            continue
        opened[kind] += 1
        response = browser.get(url)
        content = _content(response)
        yield Answer(url, response.status_code, _text(response, content), led_by)
        for link in _links(response, content):
            target = urljoin(url, link)
            if target not in seen:
                seen.add(target)
                waiting.append((target, url))


def _kind(url: str) -> tuple[str, bool] | None:
    """The name of the address and whether it has a query; None where it leads out of the product."""
    parts = urlsplit(url)
    if parts.netloc or parts.path == "/sign-out/" or parts.path.startswith("/static/"):
        return None
    try:
        return str(resolve(parts.path).url_name), bool(parts.query)
    except Resolver404:
        return parts.path, False  # a link that leads nowhere is opened, and found to be broken


def _content(response: Any) -> bytes:
    return b"".join(response.streaming_content) if response.streaming else response.content


def _links(response: Any, content: bytes) -> list[str]:
    if response.status_code in {301, 302}:
        return [response["Location"]]
    if "html" not in response.get("Content-Type", ""):
        return []
    return [unescape(link) for link in _LINK.findall(content.decode())]


def _text(response: Any, content: bytes) -> str:
    if content.startswith(b"%PDF"):
        return "".join(page.extract_text() for page in PdfReader(BytesIO(content)).pages)
    if content.startswith(b"PK"):
        with zipfile.ZipFile(BytesIO(content)) as archive:
            parts = [archive.read(name).decode() for name in archive.namelist() if name.endswith((".xml", ".csv"))]
        return unescape(_TAG.sub(" ", " ".join(parts)))
    name = response.get("Content-Disposition", "")
    return str(name + (unescape(content.decode(errors="replace"))))
