"""The shipped packs with their independent calculations and made-up facts."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from hypothesis.strategies import SearchStrategy
from tests.golden.policy import independent_fuzhou, independent_hangzhou, independent_hunan, independent_wuchang
from tests.golden.policy.generated_facts import (
    Document,
    fuzhou_documents,
    hangzhou_documents,
    hunan_documents,
    wuchang_documents,
)

from antu.policy import Pack, shipped_shelf

SHELF = shipped_shelf()


@dataclass(frozen=True)
class Shipped:
    pack: Pack
    independently: Callable[[Document], dict[str, dict[str, str]]]
    documents: SearchStrategy[Document]


HUNAN = SHELF.get("hunan-demo-2023")
WUCHANG = SHELF.get("wuhan-wuchang-2019")
FUZHOU = SHELF.get("fuzhou-renewal-2023")
HANGZHOU = SHELF.get("hangzhou-collective-2014")
SHIPPED = {
    HUNAN.id: Shipped(HUNAN, independent_hunan.compute, hunan_documents(HUNAN)),
    WUCHANG.id: Shipped(WUCHANG, independent_wuchang.compute, wuchang_documents(WUCHANG)),
    FUZHOU.id: Shipped(FUZHOU, independent_fuzhou.compute, fuzhou_documents(FUZHOU)),
    HANGZHOU.id: Shipped(HANGZHOU, independent_hangzhou.compute, hangzhou_documents(HANGZHOU)),
}
