"""A deed on each of many picked rows, each for itself: how many were done, and why the others were not."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Final, TypeVar

from django.contrib import messages
from django.http import HttpRequest

from antu.kernel.errors import AntuError

Row = TypeVar("Row")
#: As many refusals as are read.
TOLD_MAX: Final = 20


@dataclass(frozen=True, slots=True)
class Telling:
    """What is said of how many were done, and of how many refusals are not told one by one; ``{}`` is the number."""

    done: str
    left: str


def do_one_by_one(
    request: HttpRequest, rows: Iterable[Row], deed: Callable[[Row], object], told: Telling, name: Callable[[Row], str]
) -> None:
    """Do it to each row in its own transaction, and tell on the next page; ``name`` stands before a refusal."""
    done, refused = 0, []
    for row in rows:
        try:
            deed(row)
            done += 1
        except AntuError as error:
            refused.append(f"{name(row)}{error.problems[0].message}")
    if done:
        messages.success(request, told.done.format(done))
    for said in refused[:TOLD_MAX]:
        messages.error(request, said)
    if len(refused) > TOLD_MAX:
        messages.error(request, told.left.format(len(refused) - TOLD_MAX))
