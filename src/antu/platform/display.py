"""What pages are made of, as values: tables, chips, key figures, actions. Templates under ``antu/`` draw them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final

from django.utils.safestring import SafeString

from antu.platform.markup import cell_markup, chip_markup, table_markup
from antu.platform.wording import UNKNOWN


class Tone(StrEnum):
    """Colour of a state. Used for states only, and always with a word beside it."""

    PLAIN = "plain"
    GOING = "going"
    DONE = "done"
    DUE = "due"
    STOPPED = "stopped"


class Kind(StrEnum):
    """How a column is set: numbers right-aligned, minor ones left out on a phone."""

    TEXT = "text"
    NUMBER = "number"
    LONG = "long"
    MINOR = "minor"
    MINOR_NUMBER = "minor number"


@dataclass(frozen=True, slots=True)
class Chip:
    """A word in a frame: a state with its colour, or a mark such as 示例; ``title`` explains it."""

    text: str
    tone: Tone = Tone.PLAIN
    title: str = ""

    @property
    def html(self) -> SafeString:
        """As pages print it."""
        return chip_markup(self)


SAMPLE: Final = Chip("示例", title="没有公开来源的行，仅供演示")
VOIDED: Final = Chip("作废", Tone.STOPPED, title="已撤回，不计入任何数字；日志里仍可查")
ESTIMATE: Final = Chip("测算", title="尚未签约，按假定的签约日计算；不入任何合计")
DRAFT: Final = Chip("待会审", Tone.DUE, title="有人员的安置资格待会审，会审后可能变动")


def marks(*, is_sample: bool, is_voided: bool = False) -> tuple[Chip, ...]:
    """The chips that a recorded row carries wherever it shows."""
    return (SAMPLE,) * is_sample + (VOIDED,) * is_voided


@dataclass(frozen=True, slots=True)
class Share:
    """How much of a whole is done, drawn as a bar before a cell's text; ``label`` says it in words."""

    part: int
    whole: int
    label: str
    tone: Tone = Tone.PLAIN


@dataclass(frozen=True, slots=True)
class Link:
    """Words that lead to a page; without ``url`` there is none."""

    label: str
    url: str = ""


@dataclass(frozen=True, slots=True)
class Cell:
    """One value in a table or a list of facts.

    ``title`` says why it is unknown, ``chips`` follow the text, ``note`` stands small below it; ``more`` are lines that
    unfold under it; ``share`` is drawn before it; ``links`` stand small below it, where it leads to several. Where it
    ``names_rules``, their codes lead to the handbook. ``code`` stands small below all of it as a machine reads it, such
    as a formula's symbols.
    """

    text: str = ""
    url: str = ""
    title: str = ""
    chips: tuple[Chip, ...] = ()
    note: str = ""
    more: tuple[str, ...] = ()
    share: Share | None = None
    names_rules: bool = False
    code: str = ""
    links: tuple[Link, ...] = ()

    @property
    def is_negative(self) -> bool:
        """Whether the text is a negative number, which is shown red."""
        return self.text.startswith("-") and self.text[1:2].isdigit()

    @property
    def is_blank(self) -> bool:
        """Whether it says nothing: a phone's card leaves it out."""
        return self.text in {"", UNKNOWN} and not self.chips and not self.code

    @property
    def html(self) -> SafeString:
        """As pages print it."""
        return cell_markup(self)


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table; ``unit`` stands in its header. What ``is_day`` leaves as days in a workbook."""

    label: str
    unit: str = ""
    kind: Kind = Kind.TEXT
    is_day: bool = False

    @property
    def header(self) -> str:
        """Label and unit: ``金额(元)``."""
        return f"{self.label}({self.unit})" if self.unit else self.label

    @property
    def css(self) -> str:
        """The classes of its cells."""
        return self.kind


@dataclass(frozen=True, slots=True)
class Row:
    """Cells in the order of the columns; ``url`` makes the whole row clickable."""

    cells: tuple[Cell, ...]
    url: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """Columns, rows, and totals of the *whole* filtered set (not of the page); ``empty`` says why and what next."""

    columns: tuple[Column, ...]
    rows: Sequence[Row]
    empty: str = "还没有记录。"
    totals: tuple[Cell, ...] = ()
    caption: str = ""

    @property
    def html(self) -> SafeString:
        """As pages print it."""
        return table_markup(self)


@dataclass(frozen=True, slots=True)
class Fact:
    """A label with its value, in a list of facts."""

    label: str
    value: Cell


@dataclass(frozen=True, slots=True)
class KeyFigure:
    """A figure in the strip under a page's title."""

    label: str
    value: str
    unit: str = ""
    url: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Action:
    """A button or link in a page's head: a verb with its object; a paper opens beside the page (``opens_new``)."""

    label: str
    url: str
    is_primary: bool = False
    opens_new: bool = False


@dataclass(frozen=True, slots=True)
class Crumb:
    """One step of the way to this page; without ``url`` it is this page."""

    label: str
    url: str = ""


HOME: Final = Crumb("工作台", "/")


@dataclass(frozen=True, slots=True)
class Head:
    """The head of a page: title, chips, actions, notices that must be read, figures in a strip."""

    title: str
    crumbs: tuple[Crumb, ...] = ()
    subtitle: str = ""
    chips: tuple[Chip, ...] = ()
    actions: tuple[Action, ...] = ()
    notices: tuple[str, ...] = ()
    figures: tuple[KeyFigure, ...] = field(default=())
