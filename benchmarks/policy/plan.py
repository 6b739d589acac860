"""Which cases are run: every family up to the size that it holds, and how long each may take."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from benchmarks.policy.registers import FLAT, HUNAN

SIZES: Final = {"1k": 1_000, "10k": 10_000, "100k": 100_000, "1M": 1_000_000, "10M": 10_000_000}


@dataclass(frozen=True, slots=True)
class Case:
    """One family on one register, in a process of its own."""

    family: str
    policy: str
    subjects: int
    seconds: float
    """For the rounds after the first; 0 where the first run is the one that counts."""


_SMALL: Final = (1_000, 10_000)
_HELD: Final = {
    "explain": _SMALL,
    "zen": _SMALL,
    "libreoffice": _SMALL,
    "openfisca": (10_000, 100_000, 1_000_000),
    "polars": (100_000, 1_000_000),
    "duckdb": (10_000, 100_000, 1_000_000),
    "spark": (100_000, 1_000_000),
    "large": (10_000_000,),
    "large-by-hand": (10_000_000,),
}
"""The sizes that a family is run at: where it starts to matter, up to what it holds."""


def planned(policies: tuple[str, ...], families: tuple[str, ...], most: int, seconds: float) -> Iterator[Case]:
    """The cases up to ``most`` households, small ones first."""
    for policy in policies:
        for family, sizes in _HELD.items():
            if families and family not in families:
                continue
            for subjects in sizes:
                if subjects <= most and _fits(family, policy, subjects):
                    yield Case(family, policy, subjects, 0 if subjects > 1_000_000 else seconds)


def _fits(family: str, policy: str, subjects: int) -> bool:
    if family == "libreoffice":
        return policy == FLAT
    return not (family == "openfisca" and policy == HUNAN and subjects > 100_000)
