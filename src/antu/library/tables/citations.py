"""Citations of all packs, and where each leads."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from django.urls import reverse

from antu.library.models import LegalClause, LegalText, LinkedClause
from antu.library.selectors.citing import CitingPlace, all_places, clause_finder
from antu.platform.display import Cell, Chip, Column, Kind, Tone
from antu.platform.links import record_url
from antu.platform.listing import Empty, Filter, ListColumn, Listing, by_value
from antu.platform.wording import UNKNOWN

PLACES_SHOWN: Final = 3


class CitationState(StrEnum):
    """What the library has of a citation."""

    NO_TEXT = "库里没有文本"
    NO_CLAUSE = "文本里没有这一条"
    BY_HAND = "手工链接"
    FOUND = "已找到"

    @property
    def code(self) -> str:
        """As addresses write it."""
        return self.name.lower().replace("_", "-")


_TONES: Final = {CitationState.NO_TEXT: Tone.DUE, CitationState.NO_CLAUSE: Tone.STOPPED, CitationState.FOUND: Tone.DONE}


@dataclass(frozen=True, slots=True)
class ListedCitation:
    """What one pack cites under one wording, in all its places, and where it leads."""

    number: int
    pack_id: str
    pack_title: str
    words: str
    places: tuple[CitingPlace, ...]
    state: CitationState
    target: str
    url: str
    link: int | None

    @property
    def deed_url(self) -> str:
        """Where it is linked by hand, or the link is taken back."""
        if self.link:
            return reverse("library-link-void", args=[self.link])
        return reverse("library-link", args=[self.pack_id, self.words])


def listed_citations() -> list[ListedCitation]:
    """Every citation of every pack: those first of which the library has nothing."""
    grouped: dict[tuple[str, str], list[CitingPlace]] = {}
    for place in all_places():
        grouped.setdefault((place.pack_id, place.citation.words), []).append(place)
    finder = clause_finder()
    found = {key: finder.found(places[-1]) for key, places in grouped.items()}
    clauses = LegalClause.objects.select_related("text").in_bulk(
        [each.clause for each in found.values() if each.clause]
    )
    texts = LegalText.objects.in_bulk([each.text for each in found.values() if each.text and not each.clause])
    links = {(each.pack_id, each.citation): each.pk for each in LinkedClause.objects.standing()}
    listed = []
    for number, (key, places) in enumerate(grouped.items(), start=1):
        led = found[key]
        target: LegalClause | LegalText | None = clauses.get(led.clause or 0) or texts.get(led.text or 0)
        state = _state(has_clause=bool(led.clause), has_text=bool(led.text), is_by_hand=led.is_by_hand)
        listed.append(
            ListedCitation(
                number,
                *key[:1],
                places[-1].pack_title,
                key[1],
                tuple(places),
                state,
                str(target) if target else UNKNOWN,
                record_url(target) if target else "",
                links.get(key) if led.is_by_hand else None,
            )
        )
    order = list(CitationState)
    return sorted(listed, key=lambda each: (order.index(each.state), each.pack_id, each.number))


def _state(*, has_clause: bool, has_text: bool, is_by_hand: bool) -> CitationState:
    if is_by_hand:
        return CitationState.BY_HAND
    if has_clause:
        return CitationState.FOUND
    return CitationState.NO_CLAUSE if has_text else CitationState.NO_TEXT


def matching(listed: Sequence[ListedCitation], filters: Sequence[Filter]) -> list[ListedCitation]:
    """Those that the filters let through."""
    wanted = {each.name: each.value for each in filters if each.value}
    return [
        each
        for each in listed
        if wanted.get("q", "") in each.words
        and wanted.get("pack", each.pack_id) == each.pack_id
        and wanted.get("state", each.state.code) == each.state.code
    ]


def citation_listing(*, may_edit: bool) -> Listing:
    """The citations; who writes the library links those that lead nowhere."""
    deed = ListColumn("deed", Column("办理"), _deed)
    return Listing(
        "library-citations",
        "引用核对",
        (
            ListColumn(
                "words",
                Column("引用的条款", kind=Kind.LONG),
                lambda each: Cell(each.words),
                by_value(lambda each: each.words),
            ),
            ListColumn("pack", Column("补偿办法"), lambda each: Cell(f"{each.pack_title}（{each.pack_id}）")),
            ListColumn(
                "state",
                Column("状态"),
                lambda each: Cell(chips=(Chip(each.state.value, _TONES.get(each.state, Tone.PLAIN)),)),
                by_value(lambda each: list(CitationState).index(each.state)),
            ),
            ListColumn("target", Column("条文", kind=Kind.LONG), lambda each: Cell(each.target, each.url)),
            ListColumn("places", Column("哪里引用", kind=Kind.LONG), _places),
            *((deed,) if may_edit else ()),
        ),
        Empty("没有补偿办法引用条款。"),
        counter="处",
        key_of=lambda each: each.number,
        url_of=lambda each: each.url,
        is_picked=False,
    )


def _places(each: ListedCitation) -> Cell:
    labels = list(dict.fromkeys(place.label for place in each.places))
    more = f" 等 {len(labels)} 处" if len(labels) > PLACES_SHOWN else ""
    return Cell("、".join(labels[:PLACES_SHOWN]) + more, title="、".join(labels))


def _deed(each: ListedCitation) -> Cell:
    if each.state is CitationState.FOUND:
        return Cell(UNKNOWN)
    return Cell("作废链接" if each.link else "链接条文", each.deed_url)
