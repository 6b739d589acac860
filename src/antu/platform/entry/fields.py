"""A field of a form: what it is called, what was typed in it, and what is wrong with that. Always texts, as typed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Final, Literal, NamedTuple

from pypinyin import Style, lazy_pinyin

from antu.platform.wording import UNKNOWN

FieldKind = Literal[
    "text", "long", "choice", "bool", "date", "number", "money", "id", "account", "phone", "file", "hidden"
]
"""What is typed: decides the keyboard of a phone, the side the text stands at, and what the script completes."""

_NUMBERS: Final = frozenset({"number", "money"})
_DIGITS: Final = frozenset({"phone", "account"})


class Option(NamedTuple):
    """One entry of a choice: the code that is kept and the label that is shown; a label may be typed for its code.

    ``number`` finds it too when typed, such as that of a project.
    """

    value: str
    label: str
    number: str = ""

    @property
    def keys(self) -> str:
        """What else finds it when typed: the initials of its pinyin (``zh`` for 砖混), and its number."""
        return f"{pinyin_initials(self.label)} {self.number}".strip()


YES_OR_NO: Final = (Option("是", "是"), Option("否", "否"))


@cache
def pinyin_initials(label: str) -> str:
    """The first letters of a label's syllables, without what cannot be typed on the letter keys."""
    letters = "".join(lazy_pinyin(label, style=Style.FIRST_LETTER))
    return "".join(letter for letter in letters.lower() if letter.isascii() and letter.isalnum())


@dataclass(frozen=True, slots=True)
class OptionGroup:
    """The options that hold while another field has the value ``of``; without it they always hold."""

    of: str
    label: str
    options: tuple[Option, ...]


@dataclass(frozen=True, slots=True)
class EntryField:
    """One labelled place to type in; also the pattern of a grid's column (then without value).

    ``depends_on`` names the field of the same form or row whose option picks from ``options_by``. A value that is no
    option is still shown: it is what somebody typed. A text with options only suggests them. ``is_summed``: money, and
    numbers with a unit, are added up below their column unless this is False. ``hint`` stands in the empty field as an
    example. A file field takes several when ``is_multiple``; one ``is_camera`` opens the camera, and is shown where
    there is one to hold. Tab passes by what ``is_passed_by`` in a grid, because the page fills it in; arrows reach it.
    ``has_focus``: typing begins here. ``lines`` are those of a long text; one ``is_code`` has their numbers beside it.
    """

    name: str
    label: str
    kind: FieldKind = "text"
    value: str = ""
    unit: str = ""
    is_required: bool = False
    help: str = ""
    options: tuple[Option, ...] = ()
    errors: tuple[str, ...] = ()
    is_read_only: bool = False
    depends_on: str = ""
    options_by: Mapping[Option, tuple[Option, ...]] = field(default_factory=dict)
    is_summed: bool = True
    hint: str = ""
    length_max: int = 0
    accept: str = ""
    is_multiple: bool = False
    is_camera: bool = False
    is_passed_by: bool = False
    has_focus: bool = False
    lines: int = 3
    is_code: bool = False

    @property
    def is_number(self) -> bool:
        """Whether the text stands at the right."""
        return self.kind in _NUMBERS

    @property
    def has_sum(self) -> bool:
        """Whether a sum stands below its column."""
        return self.is_summed and (self.kind == "money" or (self.kind == "number" and bool(self.unit)))

    @property
    def header(self) -> str:
        """Label and unit, as a column's header and a voice say it."""
        return f"{self.label}（{self.unit}）" if self.unit else self.label

    @property
    def input_mode(self) -> str:
        """The keyboard that a phone shows."""
        if self.is_number:
            return "decimal"
        return "numeric" if self.kind in _DIGITS or self.kind == "date" else "text"

    @property
    def placeholder(self) -> str:
        """The example in an empty field."""
        return self.hint or ("如 2023-05-08" if self.kind == "date" else "")

    @property
    def choices(self) -> tuple[Option, ...]:
        """What may be chosen whatever stands elsewhere."""
        return YES_OR_NO if self.kind == "bool" else self.options

    @property
    def has_options(self) -> bool:
        """Whether it is chosen rather than written."""
        return self.kind in {"choice", "bool"}

    @property
    def is_suggested(self) -> bool:
        """Whether it is written, with options at hand."""
        return self.kind == "text" and bool(self.options or self.options_by)

    def groups(self) -> tuple[OptionGroup, ...]:
        """All options: those that always hold, then those of each value of the field it depends on."""
        depending = tuple(OptionGroup(of.value, of.label, options) for of, options in self.options_by.items())
        return (OptionGroup("", "", self.choices), *depending) if self.choices else depending

    def listed(self) -> tuple[tuple[Option, str], ...]:
        """Each option once, with the values of the other field that allow it, by bars; none where it always holds."""
        allowing: dict[Option, list[str]] = {}
        for group in self.groups():
            for option in group.options:
                allowing.setdefault(option, []).append(group.of)
        return tuple((option, "|".join(values)) for option, values in allowing.items())

    @property
    def chosen(self) -> Option | None:
        """The option that the text names by code or label."""
        options = [option for group in self.groups() for option in group.options]
        return next((option for option in options if self.value and self.value in {option.value, option.label}), None)

    @property
    def text(self) -> str:
        """The value as people read it: a code's label, anything else as typed."""
        return self.chosen.label if self.chosen else self.value

    @property
    def shown(self) -> str:
        """The value where it can't be changed; 「—」 when there is none."""
        return self.text or UNKNOWN
