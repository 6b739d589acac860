"""A text's clause rows follow its words: what stays is the same row, whatever its number is now."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from antu.library.domain.carrying import Carried, Hanging, Move, carried
from antu.library.domain.parts import Part
from antu.library.models import ClauseExplanation, LegalClause, LegalText, LinkedClause, QuestionClause
from antu.library.selectors.texts import clauses_of_text, hanging_rows, parts_of_text
from antu.platform import journal
from antu.platform.actor import Actor
from antu.platform.bulk import add_rows
from antu.platform.voiding import void_row
from antu.regulations.selectors.texts import ChangeKind, Clause, changes_between

GONE = "条款随更正删去"


@dataclass(frozen=True, slots=True)
class Correction:
    """A text's clauses, the parts of its new words, and which becomes which."""

    rows: Sequence[LegalClause]
    parts: Sequence[Part]
    moves: Sequence[Move]
    told: Carried


def correction_of(text: LegalText, words: str) -> Correction:
    """What new words do to a text's clauses; nothing is written."""
    rows, parts = clauses_of_text(text), parts_of_text(words)
    before = [Part(each.label, each.key, tuple(each.path), each.content, each.order, each.branch) for each in rows]
    moves = list(_moves(before, parts))
    counts = hanging_rows(rows)
    hanging = [_hanging(counts, each.pk) for each in rows]
    return Correction(rows, parts, moves, carried(moves, before, parts, hanging))


def write_clauses(actor: Actor, text: LegalText, correction: Correction, version: int) -> None:
    """Bring the text's clause rows in line with its new words; what hangs on a clause that is gone goes with it."""
    added = []
    for move in correction.moves:
        row = correction.rows[move.before] if move.before is not None else None
        if move.after is None:
            if row:
                _drop(actor, row, f"第{version}版删去{row.label}")
            continue
        part = correction.parts[move.after]
        kept = row or LegalClause(text=text, is_sample=text.is_sample)
        kept.position, kept.path, kept.content = move.after + 1, list(part.path), part.content
        kept.label, kept.key, kept.order, kept.branch = part.label, part.key, part.order, part.branch
        kept.reworded_in = version if row is None or move.is_reworded else row.reworded_in
        if row is None:
            added.append(kept)
        else:
            kept.save()
    add_rows(added)


def drop_all(actor: Actor, text: LegalText, reason: str) -> None:
    """Void a text's clauses with what hangs on them."""
    for row in clauses_of_text(text):
        _drop(actor, row, reason)


def _drop(actor: Actor, row: LegalClause, reason: str) -> None:
    models: tuple[Any, ...] = (ClauseExplanation, LinkedClause, QuestionClause)
    for model in models:
        for hanging in model.objects.filter(is_voided=False, clause=row):
            void_row(actor, hanging, GONE, reason)
    row.is_voided, row.void_reason = True, reason
    row.save(update_fields=("is_voided", "void_reason"))
    journal.record(actor, GONE, row, {"is_voided": [False, True], "void_reason": ["", reason]})


def _moves(before: Sequence[Part], after: Sequence[Part]) -> list[Move]:
    """Which part became which, by the words that both have."""
    olds, news = [_as_clause(each) for each in before], [_as_clause(each) for each in after]
    old_at, new_at = ({id(each): at for at, each in enumerate(some)} for some in (olds, news))
    moves = []
    for change in changes_between(olds, news):
        old = None if change.before is None else old_at[id(change.before)]
        new = None if change.after is None else new_at[id(change.after)]
        is_reworded = change.kind is ChangeKind.CHANGED
        is_renumbered = old is not None and new is not None and before[old].key != after[new].key
        moves.append(Move(old, new, is_reworded, is_renumbered and not is_reworded))
    return moves


def _as_clause(part: Part) -> Clause:
    paragraphs = tuple(part.content.split("\n")) if part.content else ()
    first = f"{part.label} {paragraphs[0]}".strip() if paragraphs else part.label
    return Clause((first, *paragraphs[1:]), part.label, part.order, part.branch)


def _hanging(counts: Mapping[str, Mapping[int, int]], pk: int) -> Hanging:
    by_table = (counts[model].get(pk, 0) for model in ("ClauseExplanation", "LinkedClause", "QuestionClause"))
    return Hanging(*by_table)
