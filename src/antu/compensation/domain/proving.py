"""What a stored determination says beside what its frozen facts come to: every place where the two differ. Pure.

Three readings meet here: what is stored, what explain computes again, and the amounts of the batch engine. Where all
agree there is nothing to say; each place where one of them differs is one :class:`Difference`.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from itertools import islice
from typing import Any, Final

from antu.compensation.domain.digests import SEALED, digest_of
from antu.kernel.money import Money
from antu.policy import Computation, Facts, Line, Pack
from antu.policy.pack import STATUSES

LineKey = tuple[str, str]
"""Code and row of a line; the row is empty for a line of the whole subject."""
Values = Mapping[str, Any]

#: Of one determination so many differences are told; more are counted in a last one.
TOLD_MAX: Final = 100
AMOUNT, MISSING, MORE = "amount", "line", "more"
#: Stands where one side has no such line.
NONE: Final = "没有这一行"
#: What a line keeps as text, beside its amount and its trace.
TEXTS: Final = (
    "code",
    "row",
    "label",
    "category",
    "settlement_column",
    "formula",
    "formula_words",
    "working",
    "quantity",
    "unit",
    "rate",
    "clause",
)
#: All that a proof compares of a line.
LINE_COLUMNS: Final = (*TEXTS, "amount_fen", "trace")


@dataclass(frozen=True, slots=True)
class StoredVersion:
    """A determination as it is stored: ``computation`` any JSON, ``lines`` by position, each with its columns."""

    computation: Any
    payable_fen: int
    is_draft: bool
    pack_status: str
    signed_on: date
    lines: Mapping[int, Values]


@dataclass(frozen=True, slots=True)
class BatchAmounts:
    """What the batch engine says of one subject: lines and totals in fen.

    A code in ``unfit`` it cannot compute; ``totals`` are None where one of these is in them. ``refused`` says
    why it computed nothing.
    """

    lines: Mapping[LineKey, int] = field(default_factory=dict)
    totals: Mapping[str, int] | None = None
    is_draft: bool = False
    unfit: frozenset[str] = frozenset()
    refused: str = ""


@dataclass(frozen=True, slots=True)
class Difference:
    """One place that differs. ``position``, ``code`` and ``row`` are 0 and empty for what is of no line.

    ``column`` names the stored column, a place inside its JSON after a dot; money is in yuan. ``batch`` is empty where
    the batch engine has no such value. The lines are whole, for whoever looks into it.
    """

    column: str
    stored: str
    explain: str
    batch: str = ""
    position: int = 0
    code: str = ""
    row: str = ""
    label: str = ""
    stored_line: Values = field(default_factory=dict)
    computed_line: Values = field(default_factory=dict)


def broken_seals(row: object) -> list[Difference]:
    """The digests that are no longer those of what they stand for: something was changed that recomputing may not see.

    ``stored`` is the digest from when the determination was made, ``explain`` that of what is stored now.
    """
    made_now = ((name, getattr(row, name), digest_of(row, name)) for name in SEALED)
    return [Difference(name, stored, now) for name, stored, now in made_now if stored != now]


def line_values(line: Line) -> dict[str, Any]:
    """The columns of a line as a determination stores them."""
    texts = {name: getattr(line, name) or "" for name in TEXTS}
    return {**texts, "amount_fen": line.amount.fen, "trace": line.trace.as_json()}


def differences(
    pack: Pack, stored: StoredVersion, facts: Facts, answer: Computation, batch: BatchAmounts | None
) -> list[Difference]:
    """Every place where what is stored, explain and the batch engine do not say the same, lines first."""
    found = _all_differences(pack, stored, facts, answer, batch)
    told = list(islice(found, TOLD_MAX))
    rest = sum(1 for _ in found)
    return [*told, Difference(MORE, f"另有 {rest} 处不同", "")] if rest else told


def _all_differences(
    pack: Pack, stored: StoredVersion, facts: Facts, answer: Computation, batch: BatchAmounts | None
) -> Iterator[Difference]:
    yield from _of_lines(stored, answer, batch)
    yield from _of_the_whole(pack, stored, facts, answer, batch)
    yield from _of_totals(stored, answer, batch)
    kept, computed = _without_totals(stored.computation), _without_totals(answer.as_json(full=True))
    for place, before, after in json_differences(kept, computed, "computation"):
        yield Difference(place, before, after)


def _without_totals(computation: Any) -> Any:
    """The answer but its totals, which are compared with those of both engines; of another shape as it is."""
    if not isinstance(computation, Mapping):
        return computation
    return {name: value for name, value in computation.items() if name != "totals"}


def _of_lines(stored: StoredVersion, answer: Computation, batch: BatchAmounts | None) -> Iterator[Difference]:
    computed = dict(enumerate((line_values(line) for line in answer.lines), start=1))
    amounts = dict(batch.lines) if batch and not batch.refused else None
    for position in sorted({*stored.lines, *computed}):
        kept, made = stored.lines.get(position), computed.get(position)
        key = (made["code"], made["row"]) if made else ("", "")
        is_fit = batch is not None and amounts is not None and key[0] not in batch.unfit
        fen = amounts.pop(key, None) if amounts is not None and made else None
        said = _yuan(fen) if is_fit else ""
        yield from _of_line(position, kept, made, said, has_batch=is_fit)
    for (code, row), fen in (amounts or {}).items():
        yield Difference(MISSING, "", NONE, _yuan(fen), code=code, row=row)


def _of_line(
    position: int, kept: Values | None, made: Values | None, batch: str, *, has_batch: bool
) -> Iterator[Difference]:
    shown = kept or made or {}
    at = Difference(
        "", "", "", "", position, shown["code"], shown["row"], shown["label"], dict(kept or {}), dict(made or {})
    )
    stored = _yuan(kept["amount_fen"]) if kept else NONE
    explain = _yuan(made["amount_fen"]) if made else NONE
    if kept is None or made is None:
        yield replace(at, column=MISSING, stored=stored, explain=explain, batch=batch)
        return
    if stored != explain or (has_batch and batch != explain):
        yield replace(at, column=AMOUNT, stored=stored, explain=explain, batch=batch or (NONE if has_batch else ""))
    for name in TEXTS:
        if kept[name] != made[name]:
            yield replace(at, column=name, stored=str(kept[name]), explain=str(made[name]))
    for place, before, after in json_differences(kept["trace"], made["trace"], "trace"):
        yield replace(at, column=place, stored=before, explain=after)


def _of_the_whole(
    pack: Pack, stored: StoredVersion, facts: Facts, answer: Computation, batch: BatchAmounts | None
) -> Iterator[Difference]:
    column = pack.facts.signing_column
    signed_on = facts.subject.get(column.name) if column else stored.signed_on
    if signed_on != stored.signed_on:
        yield Difference("signed_on", stored.signed_on.isoformat(), str(signed_on))
    if stored.pack_status != pack.status:
        yield Difference("pack_status", STATUSES.get(stored.pack_status, stored.pack_status), STATUSES[pack.status])
    is_batch_draft = batch.is_draft if batch and not batch.refused else answer.draft
    if not stored.is_draft == answer.draft == is_batch_draft:
        yield Difference("is_draft", _yes(stored.is_draft), _yes(answer.draft), _yes(is_batch_draft))
    if stored.payable_fen != answer.payable.fen:
        fen = batch.totals.get("payable") if batch and batch.totals else None
        yield Difference("payable", _yuan(stored.payable_fen), _yuan(answer.payable.fen), _yuan(fen))
    if batch and batch.refused:
        yield Difference("facts", "", "可以计算", batch.refused)


def _of_totals(stored: StoredVersion, answer: Computation, batch: BatchAmounts | None) -> Iterator[Difference]:
    kept = stored.computation.get("totals") if isinstance(stored.computation, Mapping) else None
    kept = kept if isinstance(kept, Mapping) else {}
    totals = batch.totals if batch and not batch.refused else None
    for name in dict.fromkeys((*answer.totals, *kept)):
        before, after = kept.get(name), str(answer.totals[name]) if name in answer.totals else None
        engine = _yuan(totals.get(name)) if totals is not None else ""
        if before != after or (engine and engine != after):
            yield Difference(f"totals.{name}", shown_json(before), shown_json(after), engine)


def json_differences(before: object, after: object, place: str) -> Iterator[tuple[str, str, str]]:
    """Where two JSON values differ: place, and both as text; empty where one has nothing there.

    ``true`` is not 1 and 1 is not 1.0, as they are not in the database either.
    """
    if _as_text(before) == _as_text(after):
        return
    old, new = _parts(before), _parts(after)
    if old is None or new is None or type(before) is not type(after):
        yield place, shown_json(before), shown_json(after)
        return
    for name in dict.fromkeys((*new, *old)):
        if name in old and name in new:
            yield from json_differences(old[name], new[name], f"{place}{name}")
        else:
            yield f"{place}{name}", shown_json(old.get(name)), shown_json(new.get(name))


def _as_text(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=True)


def _parts(value: object) -> dict[str, object] | None:
    """What a mapping or a list has, by its place in it; None for any other value."""
    if isinstance(value, Mapping):
        return {f".{name}": part for name, part in value.items()}
    if isinstance(value, list):
        return {f"[{number}]": part for number, part in enumerate(value)}
    return None


def shown_json(value: object) -> str:
    """A JSON value as text: what is text as it is, nothing as nothing."""
    if value is None:
        return ""
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def _yuan(fen: int | None) -> str:
    return "" if fen is None else str(Money(fen))


def _yes(value: object) -> str:
    return "是" if value else "否"
