"""Which events of a project can stand together (ADR 0004): each said in words where they cannot."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from antu.projects.domain.state import DatedEvent

_STEPS: Final = frozenset({"started", "partly_done", "paused", "resumed"})
_ONCE: Final = frozenset({"started", "done", "archived", "cancelled"})
_NEVER_AFTER: Final[Mapping[str, frozenset[str]]] = {
    "cancelled": _STEPS | {"done"},
    "done": _STEPS | {"cancelled"},
    "archived": _STEPS | {"done", "cancelled", "cost_counted", "settled"},
    "partly_done": frozenset({"started"}),
    "paused": frozenset({"started"}),
    "resumed": frozenset({"started"}),
    "cost_counted": frozenset({"started"}),
    "settled": frozenset({"started"}),
}
"""By kind, what cannot follow it on a later day."""
_TURNS: Final = frozenset({"paused", "resumed"})

Words = Mapping[str, str]
"""The name of each kind."""


def contradictions(standing: Iterable[DatedEvent], new: DatedEvent, words: Words) -> list[str]:
    """Why the event cannot stand beside the others; it comes last on its day."""
    others = sorted(standing, key=lambda event: event.on)
    said = [f"已登记 {each.on} 的「{words[each.kind]}」，一个项目只有一次" for each in others if _is_twice(each, new)]
    for each in others:
        earlier, later = (each, new) if each.on <= new.on else (new, each)
        if earlier.on != later.on and later.kind in _NEVER_AFTER.get(earlier.kind, ()):
            said.append(
                f"{earlier.on} 已经「{words[earlier.kind]}」，以后不能再有「{words[later.kind]}」（{later.on}）"
            )
    if new.kind in _TURNS:
        before = [each for each in others if each.on <= new.on]
        after = [each for each in others if each.on > new.on]
        said += _turns([*before, new, *after], words)
    return said


def left_alone(standing: Iterable[DatedEvent], withdrawn: DatedEvent, words: Words) -> list[str]:
    """Why an event cannot be withdrawn: another one makes no sense without it."""
    ordered = sorted(standing, key=lambda event: event.on)
    if withdrawn.kind not in _TURNS or _turns(ordered, words):  # what was in disorder may be mended step by step
        return []
    return _turns([each for each in ordered if each is not withdrawn], words)


def _is_twice(known: DatedEvent, new: DatedEvent) -> bool:
    return known.kind == new.kind and (new.kind in _ONCE or known.on == new.on)


def _turns(ordered: Sequence[DatedEvent], words: Words) -> list[str]:
    """暂停 and 恢复 take turns, beginning with 暂停."""
    said, before = [], None
    for each in ordered:
        if each.kind not in _TURNS:
            continue
        if each.kind == "resumed" and (before is None or before.kind == "resumed"):
            said.append(f"{each.on} 的「{words['resumed']}」以前没有「{words['paused']}」")
        elif each.kind == "paused" and before is not None and before.kind == "paused":
            said.append(f"{before.on} 起已经「{words['paused']}」，恢复以前不能再次暂停（{each.on}）")
        before = each
    return said
