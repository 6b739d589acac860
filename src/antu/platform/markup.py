"""Tables, cells and chips as HTML, written in one pass of Python.

A template that includes a template for each cell costs most of a list page's time; all texts are escaped here.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape
from typing import TYPE_CHECKING, Final

from django.utils.safestring import SafeString

from antu.platform.handbook.linking import with_rules_linked

if TYPE_CHECKING:
    from antu.platform.display import Cell, Chip, Column, Link, Share, Table

_PICK: Final = '<td class="pick"><input type="checkbox" name="row" value="{key}" aria-label="选择 {name}"></td>'


def _safe(html: str) -> SafeString:
    """Every text in it was escaped here. ``mark_safe`` says the same at more cost, five thousand times a page."""
    return SafeString(html)


def chip_markup(chip: Chip) -> SafeString:
    """A word in a frame."""
    title = f' title="{escape(chip.title)}"' if chip.title else ""
    return _safe(f'<span class="chip chip-{chip.tone}"{title}>{escape(chip.text)}</span>')


def cell_markup(cell: Cell) -> SafeString:
    """What stands in a table's cell or beside a fact's label."""
    text = f"<span>{with_rules_linked(cell.text)}</span>" if cell.names_rules else escape(cell.text)
    if cell.more:
        lines = "".join(f"<li>{escape(line)}</li>" for line in cell.more)
        text = f'<details><summary>{text}</summary><ul class="unfolded">{lines}</ul></details>'
    elif cell.url:
        title = f' title="{escape(cell.title)}"' if cell.title else ""
        text = f'<a href="{escape(cell.url)}"{title}>{text}</a>'
    elif cell.title:
        text = f'<span title="{escape(cell.title)}">{text}</span>'
    elif cell.chips and cell.text and not cell.names_rules:
        text = f"<span>{text}</span>"  # a chip that stands first has no gap before it, and words alone don't count
    chips = "".join(chip_markup(chip) for chip in cell.chips)
    note = f'<span class="cell-note">{escape(cell.note)}</span>' if cell.note else ""
    code = f'<code class="cell-note">{escape(cell.code)}</code>' if cell.code else ""
    share = share_markup(cell.share) if cell.share else ""
    links = f'<span class="cell-note cell-links">{"、".join(map(_link, cell.links))}</span>' if cell.links else ""
    return _safe(f"{share}{text}{chips}{links}{note}{code}")


def _link(link: Link) -> str:
    label = escape(link.label)
    return f'<a href="{escape(link.url)}">{label}</a>' if link.url else label


def share_markup(share: Share) -> SafeString:
    """A bar of how much is done; a reader hears its words."""
    label = escape(share.label)
    return _safe(
        f'<progress class="share share-{share.tone}" max="{share.whole}" value="{share.part}" '
        f'aria-label="{label}" title="{label}"></progress>'
    )


def column_head(column: Column) -> str:
    """A column's label with its unit."""
    unit = f'<span class="unit">({escape(column.unit)})</span>' if column.unit else ""
    return f"{escape(column.label)}{unit}"


def table_markup(table: Table) -> SafeString:
    """The whole table in its frame, or why it is empty."""
    if not table.rows:
        return _safe(f'<p class="empty">{escape(table.empty)}</p>')
    heads = [f'<th scope="col" class="{column.css}">{column_head(column)}</th>' for column in table.columns]
    return framed(table, heads)


def framed(table: Table, heads: Iterable[str], picks: Sequence[int] = (), css: str = "grid") -> SafeString:
    """A table of at least one row under these heads; ``picks`` are the keys of the rows that may be chosen."""
    openings = [_opening(column, is_first=place == 0) for place, column in enumerate(table.columns)]
    boxes = (
        [_PICK.format(key=key, name=escape(row.cells[0].text)) for key, row in zip(picks, table.rows, strict=True)]
        if picks
        else []
    )
    lines = (
        _row_markup(openings, row.cells, row.url, boxes[place] if boxes else "") for place, row in enumerate(table.rows)
    )
    foot = _row_markup(openings, table.totals, "", '<td class="pick"></td>' if picks else "") if table.totals else ""
    label = escape(table.caption or "表格")
    return _safe(
        f'<div class="table-frame" tabindex="0" role="region" aria-label="{label}"><table class="{css}">'
        f"<thead><tr>{''.join(heads)}</tr></thead><tbody>{''.join(lines)}</tbody>"
        f"{f'<tfoot>{foot}</tfoot>' if foot else ''}</table></div>"
    )


def _opening(column: Column, *, is_first: bool) -> tuple[str, str]:
    """A cell up to its state, and on to its content; the first of a row names the row to a reader."""
    role = ' role="rowheader"' if is_first else ""
    return f'<td class="{column.css}', f'" data-label="{escape(column.header)}"{role}>'


def _row_markup(openings: Sequence[tuple[str, str]], cells: Sequence[Cell], url: str, box: str) -> str:
    link = f' data-href="{escape(url)}"' if url else ""
    drawn = "".join(
        f"{css}{_state(cell)}{label}{cell_markup(cell)}</td>"
        for (css, label), cell in zip(openings, cells, strict=True)
    )
    return f"<tr{link}>{box}{drawn}</tr>"


def _state(cell: Cell) -> str:
    return (" negative" if cell.is_negative else "") + (" blank" if cell.is_blank else "")
