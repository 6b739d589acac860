"""A text's clauses with what stands beside them, and one clause's citing places."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from django.urls import reverse

from antu.library.models import ClauseExplanation, LegalClause, Question
from antu.library.selectors.citing import CitingPlace, PlaceKind
from antu.platform.display import Cell, Column, Kind, Row, Table
from antu.platform.links import record_url

_PANELS: Final = {PlaceKind.ITEM: "items", PlaceKind.ELIGIBILITY: "eligibility"}
#: Citing items that stand beside a clause; the rest is on its own page.
BESIDE: Final = 5


@dataclass(frozen=True, slots=True)
class ShownClause:
    """A clause on its text's page: the headings that begin before it, its explanation, who cites it, who asks."""

    clause: LegalClause
    url: str
    headings: tuple[str, ...]
    explanation: ClauseExplanation | None
    cited: tuple[str, ...]
    more: int
    questions: tuple[tuple[str, str], ...]

    @property
    def has_side(self) -> bool:
        """Whether anything stands beside it."""
        return bool(self.cited or self.questions)


def shown_clauses(
    clauses: Sequence[LegalClause],
    explanations: Mapping[int, ClauseExplanation],
    cited: Mapping[int, Sequence[CitingPlace]],
    asked: Mapping[int, Sequence[Question]],
) -> list[ShownClause]:
    """The clauses in their order."""
    shown: list[ShownClause] = []
    path: list[str] = []
    for each in clauses:
        new = [heading for depth, heading in enumerate(each.path) if path[: depth + 1] != each.path[: depth + 1]]
        path = each.path_below
        words = list(dict.fromkeys(f"{place.pack_title}：{place.label}" for place in cited.get(each.pk, ())))
        questions = tuple((one.question, record_url(one)) for one in asked.get(each.pk, ()))
        shown.append(
            ShownClause(
                each,
                record_url(each),
                tuple(new),
                explanations.get(each.pk),
                tuple(words[:BESIDE]),
                max(len(words) - BESIDE, 0),
                questions,
            )
        )
    return shown


def place_url(place: CitingPlace) -> str:
    """The page of the pack, at the table in which the place stands."""
    pack_id, _, version = place.pack.partition("@")
    panel = f"rate-{place.code}" if place.kind is PlaceKind.RATE else _PANELS[place.kind]
    return f"{reverse('pack', args=[pack_id, version])}#{panel}"


def citing_table(places: Sequence[CitingPlace]) -> Table:
    """Which places of which packs cite a clause."""
    columns = (Column("补偿办法"), Column("版本"), Column("哪里引用"), Column("名称", kind=Kind.LONG), Column("写作"))
    rows = [
        Row(
            (
                Cell(each.pack_title, place_url(each)),
                Cell(each.pack),
                Cell(each.kind.value),
                Cell(each.label),
                Cell(each.words),
            )
        )
        for each in places
    ]
    return Table(columns, rows, "没有补偿办法引用这一条。引用的写法认不出时，在“引用核对”里手工链接。")


def question_table(questions: Sequence[Question]) -> Table:
    """Questions whose answers rest on a clause."""
    columns = (Column("问题", kind=Kind.LONG), Column("对象"))
    rows = [
        Row((Cell(str(each), record_url(each)), Cell(each.get_audience_display())), record_url(each))
        for each in questions
    ]
    return Table(columns, rows, "还没有以这一条为依据的问答。")


def neighbours(clause: LegalClause, clauses: Sequence[LegalClause]) -> list[tuple[str, str]]:
    """The way to the clause before and the one after."""
    at = next((place for place, each in enumerate(clauses) if each.pk == clause.pk), None)
    if at is None:
        return []
    before = [("上一条", clauses[at - 1])] if at else []
    after = [("下一条", clauses[at + 1])] if at + 1 < len(clauses) else []
    return [(f"{word}：{each.label or '（无条号）'}", record_url(each)) for word, each in (*before, *after)]


def back_to_text(clause: LegalClause) -> str:
    """The clause's place on the page of its text."""
    return f"{reverse('library-text', args=[clause.text_id])}#{clause.anchor}"
