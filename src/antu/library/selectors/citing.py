"""Which places of the packs cite which clause: items, rules of eligibility, rates."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import lru_cache
from typing import Final

from antu.library.access import MAY_SEE
from antu.library.domain.citations import Citation, citations_of, wider_key
from antu.library.domain.names import name_key
from antu.library.models import LegalClause, LegalText, LinkedClause
from antu.platform.actor import Actor
from antu.platform.clause_links import ClauseLinks
from antu.platform.display import Link
from antu.platform.links import url_of
from antu.platform.remembering import records_seen, remembered
from antu.policy import Pack
from antu.policy.pack import DECISIONS
from antu.policy.rates import RateRow, RateTable
from antu.regulations.selectors import pack_shelf

_ROWS_NAMED: Final = 6


class PlaceKind(StrEnum):
    """Where in a pack a clause is cited."""

    ITEM = "补偿项目"
    ELIGIBILITY = "资格规则"
    RATE = "补偿标准"


@dataclass(frozen=True, slots=True)
class CitingPlace:
    """One place of a pack that cites: what it is, how it is called, the words as they stand there, what they cite."""

    pack: str
    pack_id: str
    pack_title: str
    valid_from: date
    kind: PlaceKind
    code: str
    label: str
    words: str
    citation: Citation


@dataclass(frozen=True, slots=True)
class _Named:
    pk: int
    names: frozenset[str]
    valid_from: date | None
    valid_to: date | None

    def fits(self, day: date) -> tuple[bool, date]:
        """In force on the day first, then the latest."""
        begun = self.valid_from is None or self.valid_from <= day
        return begun and (self.valid_to is None or day <= self.valid_to), self.valid_from or date.min


@dataclass(frozen=True, slots=True)
class Found:
    """What a citation leads to: a clause, or only a text that has no such clause, or nothing (both None)."""

    text: int | None = None
    clause: int | None = None
    is_by_hand: bool = False


class ClauseFinder:
    """The names of all texts and the keys of their clauses, to find citations by."""

    def __init__(self) -> None:
        texts = LegalText.objects.standing().only("title", "aliases", "valid_from", "valid_to")
        self._texts = [_Named(each.pk, each.names, each.valid_from, each.valid_to) for each in texts]
        clauses = LegalClause.objects.standing().filter(text__is_voided=False).exclude(key="").order_by("-position")
        self._clauses = {(text, key): pk for text, key, pk in clauses.values_list("text_id", "key", "pk")}
        links = LinkedClause.objects.standing().filter(clause__is_voided=False)
        self._links = {(pack, words): pk for pack, words, pk in links.values_list("pack_id", "citation", "clause_id")}

    def found(self, place: CitingPlace) -> Found:
        """What the place's citation leads to."""
        by_hand = self._links.get((place.pack_id, place.citation.words))
        if by_hand:
            return Found(clause=by_hand, is_by_hand=True)
        return self.named(place.citation.name or place.pack_title, place.citation.key, place.valid_from)

    def named(self, name: str, key: str, day: date) -> Found:
        """What a name and a key lead to: of several texts of that name, the one that is in force on the day."""
        wanted = name_key(name)
        named = [each for each in self._texts if wanted in each.names]
        if not named:
            return Found()
        text = max(named, key=lambda each: each.fits(day)).pk
        return Found(text, self._clauses.get((text, key)) or self._clauses.get((text, wider_key(key))))


def clause_finder() -> ClauseFinder:
    """The finder, remembered while no record changes."""
    return remembered(records_seen(), ("library", "finder"), ClauseFinder)


def clauses_named(words: str, day: date) -> tuple[list[int], list[str]]:
    """The clauses that words name (「演示办法第七条；第八条」), by key, and those words that name none."""
    finder, found, unknown = clause_finder(), [], []
    for citation in citations_of(words.replace("\n", "；")):
        clause = finder.named(citation.name, citation.key, day).clause
        if clause is None:
            unknown.append(citation.words)
        elif clause not in found:
            found.append(clause)
    return found, unknown


def all_places() -> tuple[CitingPlace, ...]:
    """Every citation of every pack on the shelf, in the order of the packs."""
    return tuple(place for pack in pack_shelf().all() for place in places_of(pack))


def places_of(pack: Pack) -> tuple[CitingPlace, ...]:
    """Every citation of a pack: its items, its rules of eligibility, its rates."""
    return _places(pack.name, pack.sha256)


def citing_of_clause(clause: LegalClause) -> list[CitingPlace]:
    """The places that cite the clause."""
    return citing_of_text([clause]).get(clause.pk, [])


def citing_of_text(clauses: Iterable[LegalClause]) -> Mapping[int, list[CitingPlace]]:
    """The places that cite each of these clauses."""
    wanted = {each.pk for each in clauses}
    finder = clause_finder()
    cited: dict[int, list[CitingPlace]] = {}
    for place in all_places():
        clause = finder.found(place).clause
        if clause in wanted and clause is not None:
            cited.setdefault(clause, []).append(place)
    return cited


def links_of_words(actor: Actor, pack: Pack, words: Collection[str]) -> ClauseLinks:
    """Where the words of a pack lead, for who reads the library."""
    if not any(actor.may(each) for each in MAY_SEE) or not words:
        return {}
    finder = clause_finder()
    found: dict[str, tuple[Link, ...]] = {}
    for each in words:
        places = _places_at(pack, (PlaceKind.ITEM, "", "", each))
        led = [(place.citation.words, finder.found(place).clause) for place in places]
        if any(pk for _, pk in led):
            found[each] = tuple(Link(label, url_of("library.LegalClause", pk) if pk else "") for label, pk in led)
    return found


@lru_cache(maxsize=64)
def _places(name: str, _sha256: str) -> tuple[CitingPlace, ...]:
    pack = pack_shelf().get(name)
    return tuple(place for cited in _cited(pack) for place in _places_at(pack, cited))


def _cited(pack: Pack) -> Iterator[tuple[PlaceKind, str, str, str]]:
    for item in pack.items:
        yield PlaceKind.ITEM, item.code, item.label, item.clause
    for rule in pack.eligibility.rules if pack.eligibility else ():
        yield PlaceKind.ELIGIBILITY, rule.code, f"资格规则 {rule.code}（{DECISIONS[rule.decision]}）", rule.basis
    for name, table in pack.rates.items():
        rows = table.rows.values() if isinstance(table, RateTable) else (band.row for band in table.bands)
        by_clause: dict[str, list[RateRow]] = {}
        for row in rows:
            by_clause.setdefault(row.clause, []).append(row)
        for clause, those in by_clause.items():
            yield PlaceKind.RATE, name, _rates_label(table.label, those), clause


def _rates_label(table: str, rows: list[RateRow]) -> str:
    named = [row.label for row in rows if row.label]
    if not named or (table and len(named) > _ROWS_NAMED):
        return f"{table or '标准'}（{len(rows)} 行）"
    few = "、".join(named[:_ROWS_NAMED]) + (f" 等 {len(named)} 行" if len(named) > _ROWS_NAMED else "")
    return f"{table}：{few}" if table else few


def _places_at(pack: Pack, cited: tuple[PlaceKind, str, str, str]) -> Iterator[CitingPlace]:
    """One place for each clause that the words at a place of the pack cite."""
    for citation in citations_of(cited[-1]):
        yield CitingPlace(pack.name, pack.id, pack.title, pack.valid_from, *cited, citation)
