"""Totals over all subjects, without their lines."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from sqlglot import exp

from antu.policy.batch.outputs import is_marked, source_of, unmarked
from antu.policy.batch.program import Program
from antu.policy.batch.rows import BEYOND, DRAFT, FAILED
from antu.policy.batch.scopes import column, named


@dataclass(frozen=True, slots=True)
class Total:
    """An item or a category over all subjects, in fen: its sum, how many have an amount, the least and the greatest.

    ``least`` and ``greatest`` are of the subjects' own totals; 0 where there are no subjects.
    """

    sum_fen: int = 0
    subjects: int = 0
    least_fen: int = 0
    greatest_fen: int = 0

    def with_more(self, other: Total) -> Total:
        """The total over these subjects and others."""
        return Total(
            self.sum_fen + other.sum_fen,
            self.subjects + other.subjects,
            min(self.least_fen, other.least_fen),
            max(self.greatest_fen, other.greatest_fen),
        )


@dataclass(frozen=True, slots=True)
class BatchTotals:
    """Totals by item and by category (``payable`` among them), and of how many subjects.

    ``refused`` cannot be computed, ``beyond`` are left to explain; neither is in any total.
    """

    subjects: int
    drafts: int
    refused: int
    beyond: int
    items: Mapping[str, Total]
    categories: Mapping[str, Total]

    def with_more(self, other: BatchTotals) -> BatchTotals:
        """The totals over these subjects and others."""
        if not other.subjects or not self.subjects:
            kept, empty = (self, other) if self.subjects else (other, self)
            return replace(kept, refused=kept.refused + empty.refused, beyond=kept.beyond + empty.beyond)
        return BatchTotals(
            self.subjects + other.subjects,
            self.drafts + other.drafts,
            self.refused + other.refused,
            self.beyond + other.beyond,
            {code: total.with_more(other.items[code]) for code, total in self.items.items()},
            {name: total.with_more(other.categories[name]) for name, total in self.categories.items()},
        )


_FIGURES = ("sum_fen", "subjects", "least_fen", "greatest_fen")


def totals_query(program: Program) -> exp.Select:
    """One row with every total."""
    counted: exp.Expr = exp.true()
    for mark in program.marks:
        counted = exp.and_(counted, unmarked(mark, "q"))
    chosen: list[exp.Expr] = [named(_count(counted), "subjects")]
    draft = exp.GT(this=column(DRAFT, "q"), expression=exp.Literal.number(0)) if program.has_draft else exp.false()
    chosen.append(named(_count(exp.and_(counted, draft)), "drafts"))
    chosen += [named(_count(is_marked(program, mark, "q")), mark) for mark in (FAILED, BEYOND)]
    for value in (*program.items, *program.totals):
        amount = column(value.name, "q")
        there = amount if not program.marks else exp.Case(ifs=[exp.If(this=counted.copy(), true=amount)])
        some = exp.and_(counted, exp.NEQ(this=amount.copy(), expression=exp.Literal.number(0)))
        figures = (exp.Sum(this=there), _count(some), exp.Min(this=there.copy()), exp.Max(this=there.copy()))
        chosen += [named(figure, f"{value.name}:{name}") for figure, name in zip(figures, _FIGURES, strict=True)]
    return exp.Select(expressions=chosen).from_(source_of(program.final, "q"))


def totals_of(program: Program, row: Mapping[str, Any]) -> BatchTotals:
    """The totals that the row says."""

    def total(name: str) -> Total:
        return Total(*(int(row[f"{name}:{figure}"] or 0) for figure in _FIGURES))

    return BatchTotals(
        subjects=row["subjects"],
        drafts=row["drafts"],
        refused=row[FAILED],
        beyond=row[BEYOND],
        items={value.name.removeprefix("i_"): total(value.name) for value in program.items},
        categories={value.name.removeprefix("t_"): total(value.name) for value in program.totals},
    )


def added(parts: Iterable[BatchTotals], program: Program) -> BatchTotals:
    """The totals over all parts."""
    none = {value.name[2:]: Total() for value in program.items}
    whole = BatchTotals(0, 0, 0, 0, none, {value.name[2:]: Total() for value in program.totals})
    for part in parts:
        whole = whole.with_more(part)
    return whole


def _count(condition: exp.Expr) -> exp.Expr:
    case = exp.Case(ifs=[exp.If(this=condition.copy(), true=exp.Literal.number(1))])
    return exp.Count(this=case)
