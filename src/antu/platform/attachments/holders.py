"""Which rows hold files."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import models

from antu.platform.contributions import collected


def no_parts(_row: Any) -> Sequence[str]:
    """Files of the row as a whole."""
    return ()


@dataclass(frozen=True, slots=True)
class FileHolder:
    """Rows of this model hold files; they are seen by whoever may open the row (its ``RecordKind`` says so).

    ``edit`` is the permission that adds and withdraws them. ``parts`` names what of a row a file may show, such as
    「房屋 F1」.
    """

    model: type[models.Model]
    edit: str = "register.edit"
    parts: Callable[[Any], Sequence[str]] = no_parts

    @property
    def label(self) -> str:
        """``app.model``, as attachments keep it."""
        return self.model._meta.label_lower


def file_holders() -> tuple[FileHolder, ...]:
    """All kinds of rows that hold files."""
    return collected(FileHolder)


def holder_of(label: str) -> FileHolder | None:
    """The holder listed under ``app.Model`` (in any case), or None: other rows hold no files."""
    return next((holder for holder in file_holders() if holder.label == label.lower()), None)
