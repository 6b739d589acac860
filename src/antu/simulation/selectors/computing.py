"""Both packs over all subjects, chunk by chunk: amounts from the engine, reasons from explain. Nothing is written."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any

from antu.compensation.selectors.batches import Engine, PackBatch
from antu.kernel.errors import BadInput, Problem
from antu.platform.progress import Tell
from antu.policy import Facts, Pack, compute, read_facts
from antu.simulation.domain.comparing import Amounts, Comparison
from antu.simulation.selectors.subjects import Source, Sources

#: Derived values that tell the size of a family, where a pack has them.
AREA, PEOPLE = "legal_area_m2", "resettlement_population"
PACK, AGAINST = "pack", "against"


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why a pack refuses a subject: ``side`` is the draft or the other."""

    side: str
    pack: str
    problem: Problem

    def as_json(self) -> dict[str, Any]:
        """As it is told and kept."""
        where = {name: self.problem.where.get(name) for name in ("table", "row", "column")}
        return {
            "side": self.side,
            "pack": self.pack,
            **where,
            "rule": self.problem.rule,
            "message": self.problem.message,
        }


@dataclass(frozen=True, slots=True)
class Simulated:
    """One subject: both amounts, or every reason of both packs why it is counted on neither side."""

    source: Source
    pack: Amounts | None
    against: Amounts | None
    refusals: tuple[Refusal, ...] = ()


@dataclass(slots=True)
class Computing:
    """Two packs on one engine; ``comparison`` fills as subjects pass, ``unfit`` says what explain had to compute."""

    pack: Pack
    against: Pack
    engine: Engine
    comparison: Comparison = field(init=False)
    refused: int = 0
    refused_by: Counter[tuple[str, str, str]] = field(default_factory=Counter)
    _sides: tuple[_Side, _Side] = field(init=False)

    def __post_init__(self) -> None:
        self.comparison = Comparison(self.pack, self.against)
        self._sides = (_Side(PACK, self.pack, self.engine), _Side(AGAINST, self.against, self.engine))

    @property
    def unfit(self) -> list[dict[str, str]]:
        """What the engine leaves to explain, by pack."""
        return [
            {"side": side.name, "pack": side.pack.name, "code": each.code, "label": each.label, "why": each.why}
            for side in self._sides
            for each in side.batch.unfit
        ]

    def subjects(self, sources: Sources, tell: Tell) -> Iterator[Simulated]:
        """Every subject, counted or refused."""
        done, total = 0, sources.count()
        for some in sources.chunks():
            tell(done, total)
            both = zip(some, *(side.amounts(some) for side in self._sides), strict=True)
            for source, pack, against in both:
                yield self._counted(source, pack, against)
            done += len(some)
        tell(done, total)

    def _counted(self, source: Source, pack: _Answer, against: _Answer) -> Simulated:
        if isinstance(pack, Amounts) and isinstance(against, Amounts):
            self.comparison.add(source.who, pack, against)
            return Simulated(source, pack, against)
        refusals = tuple(each for answer in (pack, against) if isinstance(answer, tuple) for each in answer)
        self.refused += 1
        packs = {PACK: self.pack, AGAINST: self.against}
        columns = [_column(packs[each.side], each.problem) for each in refusals]
        told = zip(refusals, columns, strict=True)
        for name in dict.fromkeys((each.pack, each.problem.rule, column) for each, column in told):
            self.refused_by[name] += 1
        return Simulated(source, None, None, refusals)


def _column(pack: Pack, problem: Problem) -> str:
    """The column that a problem is about, in the pack's words; its name where the pack has none."""
    table, column = (str(problem.where.get(name) or "") for name in ("table", "column"))
    known = pack.facts.tables.get(table)
    words = (known.label, known.columns[column].label if column in known.columns else column) if known else ()
    return "的".join(f"「{word}」" for word in words or (table, column) if word)


_Answer = Amounts | tuple[Refusal, ...]


@dataclass(slots=True)
class _Side:
    """One of the two packs."""

    name: str
    pack: Pack
    engine: Engine
    batch: PackBatch = field(init=False)
    categories: dict[str, str] = field(init=False)

    def __post_init__(self) -> None:
        self.batch = PackBatch(self.pack, self.engine, (AREA, PEOPLE))
        self.categories = {item.code: item.category for item in self.pack.items}

    def amounts(self, some: Sequence[Source]) -> list[_Answer]:
        """What the pack says of each; what the engine cannot compute whole, explain does."""
        read = [self._read(each) for each in some]
        facts = [each for each in read if isinstance(each, Facts)]
        computed = iter(self._computed(facts))
        return [next(computed) if isinstance(each, Facts) else each for each in read]

    def _computed(self, facts: Sequence[Facts]) -> list[_Answer]:
        found: list[_Answer] = []
        for each, said in zip(facts, self.batch.amounts(facts), strict=True):
            if said is None or said.totals is None or said.refused:
                found.append(self._explained(each, said.refused if said else ""))
                continue
            items: Counter[str] = Counter()
            for (code, _), fen in said.lines.items():
                items[code] += fen
            sizes = (said.derived.get(AREA), said.derived.get(PEOPLE))
            found.append(Amounts(said.totals["payable"], said.totals["separate"], items, *sizes))
        return found

    def _explained(self, facts: Facts, refused: str) -> _Answer:
        try:
            answer = compute(self.pack, facts)
        except BadInput as error:
            return self._refusals(error)
        if refused:
            what = f"批量计算不算这一户：{refused}"
            return (Refusal(self.name, self.pack.name, Problem("F-UNCOMPUTABLE", what)),)
        items: Counter[str] = Counter()
        for line in answer.lines:
            items[line.code] += line.amount.fen
        values = (exact_or_none(answer.derived.get(name)) for name in (AREA, PEOPLE))
        return Amounts(answer.payable.fen, answer.totals["separate"].fen, items, *values)

    def _read(self, source: Source) -> Facts | tuple[Refusal, ...]:
        assumed = source.assumed_on if self.pack.facts.signing_column else None
        try:
            return read_facts(self.pack, source.facts_of(self.pack), signed_on=assumed)
        except BadInput as error:
            return self._refusals(error)

    def _refusals(self, error: BadInput) -> tuple[Refusal, ...]:
        return tuple(Refusal(self.name, self.pack.name, problem) for problem in error.problems)


def exact_or_none(text: str | None) -> Fraction | None:
    """A derived value's exact text as a number."""
    return Fraction(text) if text else None
