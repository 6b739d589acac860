"""Records as rows of a figure."""

from __future__ import annotations

from fractions import Fraction

from antu.platform.figures import FigureRow
from antu.platform.links import record_url
from antu.platform.models import RecordedRow


def figure_row(
    record: RecordedRow, value: Fraction | int = 1, *, label: str = "", is_sample: bool = False
) -> FigureRow:
    """The row of a record under its own name or ``label``; ``is_sample`` when what it belongs to is one."""
    return FigureRow(label or str(record), Fraction(value), record_url(record), record.is_sample or is_sample)
