"""What two packs say otherwise, as a list that is filtered, printed and exported."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from antu.platform.clause_links import ClauseLinks, citing_cell
from antu.platform.display import Cell, Chip, Column, Kind, Tone
from antu.platform.listing import Empty, Filter, ListColumn, Listing, by_value
from antu.platform.wording import UNKNOWN
from antu.regulations.domain.pack_comparing import Change, Part, PartChange

CHANGES: Final = tuple((each.name.lower(), each.value) for each in Change)
PARTS: Final = tuple((each.name.lower(), each.value) for each in Part)
_TONES: Final = {Change.ADDED: Tone.DONE, Change.GONE: Tone.STOPPED, Change.CHANGED: Tone.DUE}


@dataclass(frozen=True, slots=True)
class ListedChange:
    """A difference with its place in the list."""

    number: int
    found: PartChange


def matching(changes: Iterable[PartChange], filters: Sequence[Filter]) -> list[ListedChange]:
    """The differences that the filters let through."""
    wanted = {each.name: each.value for each in filters if each.value}
    listed = [ListedChange(number, each) for number, each in enumerate(changes)]

    def fits(each: PartChange) -> bool:
        words = f"{each.what} {each.aspect} {each.before} {each.after} {each.clause}".casefold()
        return (
            wanted.get("q", "").casefold() in words
            and wanted.get("change", each.change.name.lower()) == each.change.name.lower()
            and wanted.get("part", each.part.name.lower()) == each.part.name.lower()
        )

    unknown = any(each.unknown for each in filters if each.name not in {"old", "new"})
    return [] if unknown else [each for each in listed if fits(each.found)]


def change_listing(title: str, same: str, before: ClauseLinks, after: ClauseLinks) -> Listing:
    """The list of differences; ``before`` and ``after`` say where the clauses of either pack lead."""

    def clause(each: ListedChange) -> Cell:
        links = before if each.found.change is Change.GONE else after
        return citing_cell(links, each.found.clause) if each.found.clause else Cell(UNKNOWN)

    return Listing(
        "pack-changes",
        title,
        (
            ListColumn(
                "what",
                Column("哪一处", kind=Kind.LONG),
                lambda each: Cell(each.found.what),
                by_value(lambda each: each.number),
            ),
            ListColumn(
                "change",
                Column("变动"),
                lambda each: Cell(chips=(Chip(each.found.change.value, _TONES[each.found.change]),)),
                by_value(lambda each: each.found.change),
            ),
            _text("part", Column("部分"), lambda each: each.part.value),
            _text("aspect", Column("哪一项"), lambda each: each.aspect),
            _text("before", Column("原来", kind=Kind.LONG), lambda each: each.before),
            _text("after", Column("现在", kind=Kind.LONG), lambda each: each.after),
            ListColumn("difference", Column("差", kind=Kind.NUMBER), _difference_cell, by_value(_difference)),
            ListColumn(
                "percent",
                Column("增减", kind=Kind.NUMBER),
                lambda each: Cell(each.found.percent or UNKNOWN),
                by_value(_share),
            ),
            ListColumn("clause", Column("条款"), clause, by_value(lambda each: each.found.clause)),
        ),
        Empty(same),
        counter="处",
        key_of=lambda each: each.number,
        url_of=lambda _each: "",
        is_picked=False,
        is_saved=False,
    )


def _difference(each: ListedChange) -> Decimal:
    return each.found.difference or Decimal(0)


def _share(each: ListedChange) -> Decimal:
    return abs(Decimal(each.found.percent.rstrip("%") or 0))


def _difference_cell(each: ListedChange) -> Cell:
    difference = each.found.difference
    if difference is None:
        return Cell(UNKNOWN)
    return Cell(f"{'+' if difference > 0 else ''}{difference:f}")


def _text(key: str, column: Column, text: Callable[[PartChange], str]) -> ListColumn:
    def of(each: ListedChange) -> str:
        return text(each.found) or UNKNOWN

    return ListColumn(key, column, lambda each: Cell(of(each)), by_value(of))
