"""A keyboard that counts: each character and each key is one stroke, each combination one."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from playwright.sync_api import Page


@dataclass
class CountingKeyboard:
    """Types on the page, and knows how many strokes it took."""

    page: Page
    strokes: int = 0

    def write(self, text: str) -> None:
        """Type the characters; a Chinese one counts as one, as in the spreadsheet that it is compared with."""
        self.strokes += len(text)
        self.page.keyboard.type(text)

    def press(self, key: str, times: int = 1) -> None:
        """Press a key or a combination."""
        for _ in range(times):
            self.strokes += 1
            self.page.keyboard.press(key)

    def fields(self, *texts: str) -> None:
        """Fields one below the other, each left by Enter."""
        for text in texts:
            self.write(text)
            self.press("Enter")

    def row(self, *texts: str) -> None:
        """A row of cells, Tab between them and Enter behind the last."""
        for text in texts[:-1]:
            self.write(text)
            self.press("Tab")
        self.write(texts[-1])
        self.press("Enter")


def spreadsheet_strokes(cells: Iterable[str]) -> int:
    """What the same cells take in a spreadsheet: their characters, and one move a cell."""
    return sum(len(cell) + 1 for cell in cells)
