"""The marked copy: an office's own workbook with its bad cells coloured, explained and listed, for mending.

Only what must change is written anew: cells, formulas with their values, styles, widths and merges stay the bytes they
were. Colours lie over the cells as conditional formats and the words in comments; both are taken off again when a
marked copy is marked once more. The sheet 「导入问题」 lists everything, and is not read on import.
"""

from antu.platform.workbook.marking.marked import TOP_ROWS, LayoutsOf, require_markable, write_marked

__all__ = ["TOP_ROWS", "LayoutsOf", "require_markable", "write_marked"]
