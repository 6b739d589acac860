"""What the three tables share: notices, grouping by village group, the office's words for codes."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from typing import Final

from antu.platform.spreadsheets import Block, Cell, Group
from antu.settlement.selectors import SettlementBook, SubjectAccount

HAND_ENTERED: Final = "手工登记"
ESTIMATE_HEADING: Final = "未签约对象测算（假定 {day} 签约；不是核定，不计入以上合计）"

RowsOf = Callable[[SubjectAccount], Iterable[Mapping[str, Cell]]]


def notices(book: SettlementBook) -> tuple[str, ...]:
    """What must stand in print on every paper of this book: the pack's notice, 示例, 待会审."""
    lines = []
    if book.pack is not None and book.pack.notice:
        lines.append(book.pack.notice)
    if book.has_samples:
        lines.append("含示例数据：标“示例”的行不是真实记录")
    if any(subject.is_draft for subject in book.subjects):
        lines.append("有待会审人员的户，会审后金额可能变动")
    return tuple(lines)


def facts(book: SettlementBook) -> tuple[str, ...]:
    """The project and the regulation, for the line under the title."""
    parts = [f"项目：{book.project.name}"]
    if book.project.code:
        parts.append(f"编号：{book.project.code}")
    if book.pack is not None:
        parts.append(f"适用办法：{book.pack.title}（{book.pack.id} 版本 {book.pack.version}）")
    return tuple(parts)


def by_place(subjects: Iterable[SubjectAccount], row_of: RowsOf) -> tuple[Group, ...]:
    """The subjects' rows in groups by village group, in the order in which the groups first appear."""
    groups: dict[str, list[Mapping[str, Cell]]] = defaultdict(list)
    for subject in subjects:
        groups[subject.place].extend(row_of(subject))
    return tuple(Group(name=place, rows=tuple(rows)) for place, rows in groups.items())


def estimate_block(book: SettlementBook, groups: tuple[Group, ...]) -> Block:
    """The unsigned, apart: their sum is called 测算合计 and no other total reads it."""
    heading = ESTIMATE_HEADING.format(day=book.as_of.isoformat())
    return Block(groups=groups, heading=heading, total_label="测算合计（不计入合计）")


def remarks(subject: SubjectAccount) -> str:
    """What the remark column says of a subject."""
    household = subject.household
    marks = [mark for mark, holds in (("示例", household.is_sample), ("待会审", subject.is_draft)) if holds]
    return "；".join(part for part in (*marks, subject.refusal, household.note) if part)
