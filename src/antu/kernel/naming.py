"""Which known thing is meant: by its number; where one side has none, by its name or a former name."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Generic, TypeVar

from antu.kernel.text import comparable_name, entries

Key = TypeVar("Key")


@dataclass(frozen=True, slots=True)
class Naming:
    """What one side says of a thing: its name, its number and its former names (several by 、); empty for nothing."""

    name: str
    code: str = ""
    former_name: str = ""

    @property
    def former_names(self) -> tuple[str, ...]:
        """The former names, comparable."""
        return tuple(comparable_name(name) for name in entries(self.former_name))


class Contradiction(Exception):
    """Number and name point at two things, or one name stands with two numbers."""


class KnownNames(Generic[Key]):
    """The things known so far, found by what is said of them."""

    def __init__(self, known: Iterable[tuple[Key, Naming]] = ()) -> None:
        self._namings: dict[Key, Naming] = {}
        self._by_code: dict[str, Key] = {}
        self._by_name: dict[str, Key] = {}
        self._by_former_name: dict[str, set[Key]] = {}
        for key, naming in known:
            self.note(key, naming)

    def note(self, key: Key, naming: Naming) -> None:
        """From now on this thing is known so, and no longer by the name that it had before."""
        before = self._namings.get(key)
        if before and self._by_name.get(comparable_name(before.name)) == key:
            del self._by_name[comparable_name(before.name)]
        self._namings[key] = naming
        if naming.name:
            self._by_name[comparable_name(naming.name)] = key
        if naming.code:
            self._by_code[naming.code] = key
        for name in naming.former_names:
            self._by_former_name.setdefault(name, set()).add(key)

    def meant_by(self, naming: Naming) -> Key | None:
        """The thing that is meant, or None when nobody knows it; raises :class:`Contradiction`."""
        by_code = self._by_code.get(naming.code) if naming.code else None
        by_name = self._named(naming)
        if by_code is None and by_name is not None:
            if naming.code and self._namings[by_name].code:
                raise Contradiction
            return by_name
        if by_code is not None and by_name is not None and by_code != by_name:
            raise Contradiction
        return by_code

    def _named(self, naming: Naming) -> Key | None:
        name = comparable_name(naming.name)
        if name in self._by_name:
            return self._by_name[name]
        formerly = self._by_former_name.get(name, set())
        if len(formerly) == 1:
            return next(iter(formerly))
        return next((self._by_name[old] for old in naming.former_names if old in self._by_name), None)
