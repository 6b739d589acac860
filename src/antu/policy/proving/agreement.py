"""Whether engines agree: the same facts computed twice, every line, total, derived value and refusal compared."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from antu.kernel.money import Money
from antu.policy.computation import Json
from antu.policy.facts import UNANSWERED, Facts, read_facts
from antu.policy.pack import Pack
from antu.policy.proving.generate import Document, generate_facts
from antu.policy.proving.kept import HOUSEHOLDS
from antu.policy.proving.outcomes import ALL, LeftOpen, LineKey, Outcome, digest, explained
from antu.policy.proving.reading import Engine, batch_outcomes

SEED = 20230301
_NOTHING = "没有"


@dataclass(frozen=True, slots=True)
class Difference:
    """One thing that two engines say differently of one subject: a line, a total, a derived value, the refusal.

    Amounts are in yuan with their fen; ``facts`` is the subject's whole document.
    """

    subject: str
    what: str
    explain: str
    batch: str
    facts: Mapping[str, object]

    def as_json(self) -> Json:
        """The difference as the command line prints it."""
        names = ("subject", "what", "explain", "batch")
        return {name: getattr(self, name) for name in names} | {"facts": dict(self.facts)}


@dataclass(frozen=True, slots=True)
class Unanswered:
    """A formula that has no answer for some generated households: ``why`` is what it says of the first of them."""

    formula: str
    households: int
    why: str

    def as_json(self) -> Json:
        """The formula as the command line prints it."""
        return {"formula": self.formula, "households": self.households, "why": self.why}


@dataclass(frozen=True, slots=True)
class PackProof:
    """What came of computing a pack's generated facts by several engines.

    ``facts_sha256`` and ``lines_sha256`` stand for the facts and for what explaining makes of them; ``engines`` names
    each engine with its version; ``unfit`` what the batch leaves to explaining, ``beyond`` how many whole subjects.
    ``unanswered`` are the formulas that stop at good facts: a number outside a ladder, a zero divisor.
    """

    pack_name: str
    pack_sha256: str
    households: int
    lines: int
    facts_sha256: str
    lines_sha256: str
    engines: Mapping[str, str]
    unfit: tuple[str, ...]
    beyond: int
    unanswered: tuple[Unanswered, ...]
    differences: tuple[Difference, ...]

    @property
    def holds(self) -> bool:
        """Whether no engine says anything else."""
        return not self.differences

    def as_json(self) -> Json:
        """The proof as the command line prints it."""
        names = ("pack_name", "pack_sha256", "households", "lines", "facts_sha256", "lines_sha256")
        return {name: getattr(self, name) for name in names} | {
            "engines": dict(self.engines),
            "unfit": list(self.unfit),
            "beyond": self.beyond,
            "unanswered": [each.as_json() for each in self.unanswered],
            "holds": self.holds,
            "differences": [difference.as_json() for difference in self.differences],
        }


def prove_pack(
    pack: Pack,
    *,
    households: int = HOUSEHOLDS,
    seed: int = SEED,
    engine: Engine | None = None,
    told: Callable[[int, int], None] | None = None,
) -> PackProof:
    """The pack's generated facts by explaining and by an engine, DuckDB where none is given.

    ``told`` hears how many of how many households are made, which takes most of the time.
    """
    return prove_facts(pack, generate_facts(pack, households, seed, told), engine)


def prove_facts(pack: Pack, documents: Sequence[Document], engine: Engine | None = None) -> PackProof:
    """Some facts of a pack by explaining and by an engine, DuckDB where none is given."""
    facts = [read_facts(pack, document) for document in documents]
    explain = [explained(pack, each) for each in facts]
    reading = batch_outcomes(pack, facts, engine)
    return PackProof(
        pack_name=pack.name,
        pack_sha256=pack.sha256,
        households=len(facts),
        lines=sum(len(outcome.lines) for outcome in explain),
        facts_sha256=facts_digest(documents),
        lines_sha256=digest(outcome.as_text() for outcome in explain),
        engines=reading.engines,
        unfit=reading.unfit,
        beyond=reading.outcomes.count(None),
        unanswered=tuple(_unanswered(explain)),
        differences=tuple(compare(facts, explain, reading.outcomes, reading.left_open)),
    )


def _unanswered(outcomes: Sequence[Outcome]) -> Iterator[Unanswered]:
    """The formulas without an answer, the one that most households meet first."""
    whys = [outcome.why for outcome in outcomes if outcome.refused]
    first = {why.partition(UNANSWERED)[0]: why for why in reversed(whys)}
    for formula, many in Counter(why.partition(UNANSWERED)[0] for why in whys).most_common():
        yield Unanswered(formula, many, first[formula])


def facts_digest(documents: Sequence[Mapping[str, object]]) -> str:
    """The SHA-256 of facts."""
    return digest(json.dumps(document, ensure_ascii=False, sort_keys=True) for document in documents)


def compare(
    facts: Sequence[Facts], explain: Sequence[Outcome], batch: Sequence[Outcome | None], left_open: LeftOpen = ALL
) -> Iterator[Difference]:
    """Everything that the two say differently, subject by subject in their order.

    Subjects for which the batch has None are not compared, nor is what it leaves open: that may be why explaining
    refuses a subject of which the batch computes the rest.
    """
    for its, one, other in zip(facts, explain, batch, strict=True):
        if other is None or (one.refused and left_open != ALL):
            continue
        found = list(_different(left_open.without(one), left_open.without(other)))
        document = its.as_document() if found else {}
        for what, left, right in found:
            yield Difference(its.subject_id, what, left, right, document)


def _different(one: Outcome, other: Outcome) -> Iterator[tuple[str, str, str]]:
    if one.refused != other.refused:
        words = {True: "拒绝", False: "算得出"}
        yield "拒绝", words[one.refused], words[other.refused]
        return
    lines = [{_line_name(key): _yuan(fen) for key, fen in side.lines.items()} for side in (one, other)]
    totals = [{f"合计 {name}": _yuan(fen) for name, fen in side.totals.items()} for side in (one, other)]
    derived = [{f"派生值 {name}": value for name, value in side.derived.items()} for side in (one, other)]
    for left, right in (lines, totals, derived):
        for name in {**left, **right}:
            if left.get(name) != right.get(name):
                yield name, left.get(name, _NOTHING), right.get(name, _NOTHING)
    for code, fen in other.items.items():
        expected = sum(each for (item, _), each in one.lines.items() if item == code)
        if fen != expected:
            yield f"补偿项合计 {code}", _yuan(expected), _yuan(fen)
    if list(lines[0]) != list(lines[1]) and lines[0] == lines[1]:
        yield "行的次序", "、".join(lines[0]), "、".join(lines[1])
    if one.draft != other.draft:
        words = {True: "草稿", False: "不是草稿"}
        yield "草稿", words[one.draft], words[other.draft]


def _line_name(key: LineKey) -> str:
    code, row = key
    return f"补偿项 {code}" if row is None else f"补偿项 {code}/{row}"


def _yuan(fen: int) -> str:
    return str(Money(fen))
