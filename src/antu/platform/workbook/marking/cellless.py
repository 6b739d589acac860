"""A worksheet without its cells: the small part before and behind them as a tree, the cells as the bytes they were."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from antu.platform.workbook.marking.xml import Element, tree, written

ORDER: Final = (
    *("sheetPr", "dimension", "sheetViews", "sheetFormatPr", "cols", "sheetData", "sheetCalcPr", "sheetProtection"),
    *("protectedRanges", "scenarios", "autoFilter", "sortState", "dataConsolidate", "customSheetViews", "mergeCells"),
    *("phoneticPr", "conditionalFormatting", "dataValidations", "hyperlinks", "printOptions", "pageMargins"),
    *("pageSetup", "headerFooter", "rowBreaks", "colBreaks", "customProperties", "cellWatches", "ignoredErrors"),
    *("smartTags", "drawing", "legacyDrawing", "legacyDrawingHF", "drawingHF", "picture", "oleObjects", "controls"),
    *("webPublishItems", "tableParts", "extLst"),
)
"""The elements of a worksheet as Excel asks for them."""

_FIRST: Final = re.compile(rb"<([A-Za-z_][\w.-]*:)?sheetData\s*(/?)>")
_CELLS: Final = b"<?cells?>"


@dataclass(frozen=True, slots=True)
class Cellless:
    """``root`` may be changed; :meth:`pieces` are the whole worksheet again."""

    root: Element
    cells: memoryview
    as_it_came: bytes

    @property
    def is_changed(self) -> bool:
        """Whether the tree is another than it was."""
        return written(self.root) != self.as_it_came

    def pieces(self) -> tuple[bytes | memoryview, ...]:
        """The worksheet's XML, in order."""
        before, _, behind = written(self.root).partition(_CELLS)
        return before, self.cells, behind


def without_cells(xml: bytes) -> Cellless | None:
    """The worksheet of this XML; None where its cells cannot be told from the rest, as in UTF-16."""
    first = _FIRST.search(xml)
    if first is None:
        return None
    end = first.end() if first[2] else xml.rfind(b"</" + (first[1] or b"") + b"sheetData")
    end = end if first[2] else xml.find(b">", end) + 1
    if end < first.end():
        return None
    root = tree(xml[: first.start()] + _CELLS + xml[end:])
    return Cellless(root, memoryview(xml)[first.start() : end], written(root))
