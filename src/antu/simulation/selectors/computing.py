"""Both packs over all subjects, chunk by chunk: by the engine, explained where that leaves one out. Nothing written."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from antu.kernel.errors import Problem
from antu.platform.progress import Tell
from antu.policy import BadFacts, Facts, Pack
from antu.simulation.domain.comparing import Amounts, Comparison
from antu.simulation.selectors.subjects import Chunk, Source, Sources

if TYPE_CHECKING:
    from antu.policy.batch import Engine, FactsTables, Program, RegisterReader

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
            for each in side.program.unfit
        ]

    def subjects(self, sources: Sources, tell: Tell) -> Iterator[Simulated]:
        """Every subject, counted or refused."""
        done, total = 0, sources.count()
        tell(done, total)
        for chunk in sources.chunks():
            for source, *both in zip(chunk.sources, *self._answers(chunk), strict=True):
                yield self._counted(source, *both)
            done += len(chunk.sources)
            tell(done, total)

    def _answers(self, chunk: Chunk) -> Iterator[Iterator[_Answer]]:
        draft, other = self._sides
        tables = draft.tables(chunk)
        yield draft.answers(chunk, tables)
        yield other.answers(chunk, tables if draft.reader.reads_like(other.reader) else other.tables(chunk))

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
    program: Program = field(init=False)
    reader: RegisterReader = field(init=False)

    def __post_init__(self) -> None:
        from antu.policy.batch import RegisterReader, compile_pack  # noqa: PLC0415 - SQL engines load slowly

        self.program, self.reader = compile_pack(self.pack), RegisterReader(self.pack, self.engine)

    def tables(self, chunk: Chunk) -> FactsTables:
        """The subjects' facts as the pack reads them."""
        return self.reader.tables(chunk.rows(self.pack), [each.assumed_on for each in chunk.sources])

    def answers(self, chunk: Chunk, tables: FactsTables) -> Iterator[_Answer]:
        """What the pack says of each subject."""
        from antu.policy.batch import complete_with_explain  # noqa: PLC0415 - as above

        def facts(place: int) -> Facts:
            return chunk.sources[place].facts(self.pack)

        for found in complete_with_explain(self.engine, self.program, tables, facts, (AREA, PEOPLE)):
            if isinstance(found, BadFacts):
                yield tuple(Refusal(self.name, self.pack.name, problem) for problem in found.problems)
                continue
            sizes = (found.derived.get(AREA), found.derived.get(PEOPLE))
            yield Amounts(found.totals["payable"], found.totals["separate"], found.items, *sizes)
