"""The names of a workbook that nothing is known by, with what they may mean; and those that were learned."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse

from antu.households.selectors.imports import ImportKind
from antu.households.tables.uploads import KIND_WORDS
from antu.kernel.errors import BadInput, Problem
from antu.kernel.identity import mask_account
from antu.platform.display import Cell, Column
from antu.platform.learned_names import IGNORED_LABEL, Lesson
from antu.platform.listing import AskedList, Empty, ListColumn, Listing, by, choice_filter, no_address, text_filter
from antu.platform.models import LearnedName
from antu.platform.wording import moment_text
from antu.platform.workbook import Meaning, Unmatched

_LONG_NUMBER: Final = re.compile(r"\d{11,}[\dXx]?")
IGNORE: Final = "-"
"""The choice of a name that is of no use."""


@dataclass(frozen=True, slots=True)
class MappingRow:
    """A name of the file, what was chosen for it, and what it may mean in groups, the likeliest first."""

    name: Unmatched
    chosen: str

    @property
    def field(self) -> str:
        """How the form calls it."""
        return field_of(self.name)

    @property
    def samples(self) -> str:
        """What stands in the column, or which columns the sheet has; what may be a personal number is masked."""
        return "、".join(_LONG_NUMBER.sub(lambda found: mask_account(found[0]), text) for text in self.name.samples)

    @property
    def groups(self) -> Iterator[tuple[str, Sequence[Meaning]]]:
        """What it may mean, each once."""
        likely = [each for each in self.name.meanings if each.is_likely]
        others = [each for each in self.name.meanings if not each.is_likely]
        needed, rest = ([each for each in others if each.is_needed is is_needed] for is_needed in (True, False))
        titled = (("最接近的", likely), ("还缺的（必填）", needed), ("还缺的", rest))
        return ((title, group) for title, group in titled if group)


def field_of(name: Unmatched) -> str:
    """How the form calls a name: the sheet and the header, or nothing and the sheet's title."""
    return f"{name.sheet}/{name.typed}"


def mapping_rows(unmatched: Iterable[Unmatched], posted: Mapping[str, str]) -> list[MappingRow]:
    """The names with what was chosen; a header that stands twice is asked of once."""
    once = {field_of(name): name for name in unmatched}
    return [MappingRow(name, posted.get(field, "")) for field, name in once.items()]


def chosen_lessons(unmatched: Iterable[Unmatched], posted: Mapping[str, str]) -> list[Lesson]:
    """What was chosen. Raises BadInput (``R-CHOICE``) where nothing was, or what is not offered."""
    rows = [row for row in mapping_rows(unmatched, posted) if row.chosen]
    if not rows:
        raise BadInput(Problem("R-CHOICE", "还没有选择；请至少为一张表或一列选定对应，或选“忽略”"))
    return [_lesson(row) for row in rows]


def _lesson(row: MappingRow) -> Lesson:
    name = row.name
    if row.chosen == IGNORE:
        return Lesson(name.sheet, name.typed, "", IGNORED_LABEL)
    label = next((each.label for each in name.meanings if each.key == row.chosen), None)
    if label is None:
        what = f"“{name.typed}”不能对应为所选的一项：它已在文件里，或不在这张表里；请刷新后重选"
        raise BadInput(Problem("R-CHOICE", what))
    return Lesson(name.sheet, name.typed, row.chosen, label)


def _forget_url(known: LearnedName) -> str:
    return reverse("learned-name-forget", args=[known.pk])


def _workbook_cell(known: LearnedName) -> Cell:
    return Cell(KIND_WORDS[ImportKind(known.workbook)])


LEARNED: Final = Listing(
    "learned-names",
    "记住的表名和列名",
    (
        ListColumn("typed", Column("文件里的名称"), lambda each: Cell(each.typed), by("typed")),
        ListColumn("sheet", Column("所在的表"), lambda each: Cell(each.sheet or "（表名）"), by("sheet")),
        ListColumn("label", Column("对应为"), lambda each: Cell(each.label), by("label")),
        ListColumn("workbook", Column("工作簿"), _workbook_cell, by("workbook")),
        ListColumn("by", Column("选定人"), lambda each: Cell(each.by_name), by("by_name")),
        ListColumn("at", Column("时间"), lambda each: Cell(moment_text(each.at)), by("at")),
        ListColumn("forget", Column("操作"), lambda each: Cell("不再记住", url=_forget_url(each))),
    ),
    Empty("还没有记住的名称。检查时若有没有认出的表或列，可以在检查结果里选定它们是什么。", "去导入", "/import/"),
    counter="个名称",
    url_of=no_address,
    is_picked=False,
    takes_additions=False,
)


def learned_list(request: HttpRequest, known: QuerySet[LearnedName]) -> AskedList:
    """The list as the request asks for it."""
    kind = choice_filter(request, "workbook", "工作簿", [(each.value, words) for each, words in KIND_WORDS.items()])
    words = text_filter(request, "q", "名称")
    known = known.filter(workbook=kind.value) if kind.value else known
    known = known.filter(typed__icontains=words.value) if words.value else known
    return AskedList(request, LEARNED, [kind, words], known)
