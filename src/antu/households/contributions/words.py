"""How the register's codes read in the journal, which keeps values as their columns do."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache
from typing import Any

from django.db.models import Model

from antu.households.domain.layout import register_layout
from antu.households.models import Household
from antu.households.selectors.tables import CHILD_MODELS, attribute_of
from antu.households.tables.uploads import KIND_WORDS
from antu.platform.change_words import JournalWords
from antu.platform.models import LearnedName
from antu.platform.records import ColumnWords, hidden, plain_text
from antu.platform.wording import joined
from antu.regulations.selectors import pack_shelf


def column_words(name: str) -> ColumnWords:
    """The title of a change's column, and how its values read.

    ``name`` is an attribute of the household, or for its rows 「人员 P1」 (a new row as a whole) or 「人员 P1 户籍」.
    """
    own = _titles().get(name)
    column = own or name.rpartition(" ")[2]
    return own or name, lambda value: hidden(column, _text(column, value))


def row_words(model: type[Model]) -> Callable[[str], ColumnWords]:
    """How the columns of a row of people or property read."""
    titles = {field.attname: str(field.verbose_name) for field in model._meta.concrete_fields}

    def words(name: str) -> ColumnWords:
        title = titles[name]
        return title, lambda value: hidden(title, _text(title, value))

    return words


def _text(column: str, value: Any) -> str:
    if isinstance(value, dict):
        pairs = ((_titles().get(name, name), inner) for name, inner in value.items())
        return joined((f"{title} {hidden(title, _text(title, inner))}" for title, inner in pairs), "，")
    label = _labels().get((column, value)) if isinstance(value, str) else None
    return label or plain_text(value)


@cache
def _titles() -> Mapping[str, str]:
    """What a household's attributes, and the columns that only packs have, are called."""
    own = {field.attname: str(field.verbose_name) for field in Household._meta.concrete_fields}
    columns = (column for sheet in _sheets() for column in sheet.layout.columns if column.field in sheet.extras)
    return {column.field: column.header for column in columns} | own


@cache
def _labels() -> Mapping[tuple[str, str], str]:
    """The label of each choice by its column's title and its code, of all packs together."""
    return {
        (title, choice.code): choice.label
        for sheet in _sheets()
        for column in sheet.layout.columns
        for title in (column.header, _kept_as(sheet.key, column.field))
        for choice in column.choices
    }


def _kept_as(key: str, field: str) -> str:
    model = Household if key == "household" else CHILD_MODELS.get(key)
    name = attribute_of(field)
    titles = {each.attname: str(each.verbose_name) for each in model._meta.concrete_fields} if model else {}
    return titles.get(name, name)


@cache
def _sheets() -> tuple[Any, ...]:
    return tuple(sheet for pack in pack_shelf().all() for sheet in register_layout(pack).sheets.values())


def learned_words(name: str) -> ColumnWords:
    """How the columns of a learned name read: its workbook by its name, the rest as it stands."""
    titles = {field.attname: str(field.verbose_name) for field in LearnedName._meta.concrete_fields}
    return titles[name], lambda value: KIND_WORDS.get(value, plain_text(value))


WORDS: tuple[object, ...] = (
    JournalWords("households.household", column_words),
    JournalWords(LearnedName._meta.label_lower, learned_words),
)
