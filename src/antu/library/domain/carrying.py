"""What becomes of a text's clauses, and of what hangs on them, when the text is corrected or issued anew."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from antu.library.domain.parts import Part


@dataclass(frozen=True, slots=True)
class Move:
    """One clause from the text before to the one after: its place in each, None where it is in one of them only.

    ``is_reworded``: other words; ``is_renumbered``: the same words under another number.
    """

    before: int | None
    after: int | None
    is_reworded: bool = False
    is_renumbered: bool = False


@dataclass(frozen=True, slots=True)
class Hanging:
    """What hangs on a clause: so many explanations, links by hand and questions."""

    explanations: int = 0
    links: int = 0
    questions: int = 0

    @property
    def words(self) -> str:
        """「1 条解释、2 个链接」; empty for nothing."""
        counted = ((self.explanations, "条解释"), (self.links, "个链接"), (self.questions, "个问答"))
        return "、".join(f"{number} {unit}" for number, unit in counted if number)


@dataclass(frozen=True, slots=True)
class Carried:
    """What a correction does, in sentences, before it is done and after."""

    kept: int
    added: tuple[str, ...]
    renumbered: tuple[str, ...]
    reworded: tuple[str, ...]
    dropped: tuple[str, ...]

    @property
    def is_nothing(self) -> bool:
        """Whether the new text is the old one."""
        return not (self.added or self.renumbered or self.reworded or self.dropped)

    @property
    def sentences(self) -> tuple[str, ...]:
        """One each for what is kept, new, numbered otherwise, worded otherwise, gone."""
        told = (
            ("", f"{self.kept} 条没有变，解释、链接和问答照旧" if self.kept else ""),
            ("新增", "、".join(self.added)),
            ("只变条号，解释、链接和问答照旧", "、".join(self.renumbered)),
            ("文字有改动，解释、链接和问答带过来，请核对", "、".join(self.reworded)),
            ("删去，挂在上面的随之失效", "、".join(self.dropped)),
        )
        return tuple(f"{label}：{words}" if label else words for label, words in told if words)


def carried(
    moves: Iterable[Move], before: Sequence[Part], after: Sequence[Part], hanging: Sequence[Hanging]
) -> Carried:
    """What the moves do; ``hanging`` is what hangs on each clause of the text before."""
    kept, added, renumbered, reworded, dropped = 0, [], [], [], []
    for move in moves:
        if move.before is None:
            added += [name_of(after[move.after])] if move.after is not None else []
            continue
        old = name_of(before[move.before])
        on_it = f"（{words}）" if (words := hanging[move.before].words) else ""
        if move.after is None:
            dropped.append(f"{old}{on_it}")
        elif move.is_reworded:
            reworded.append(f"{_from_to(old, name_of(after[move.after]))}{on_it}")
        elif move.is_renumbered:
            renumbered.append(_from_to(old, name_of(after[move.after])))
        else:
            kept += 1
    return Carried(kept, tuple(added), tuple(renumbered), tuple(reworded), tuple(dropped))


def name_of(part: Part) -> str:
    """How a clause is called in a sentence."""
    return part.label or f"「{part.content[:12]}…」"


def _from_to(old: str, new: str) -> str:
    return old if old == new else f"{old}→{new}"
