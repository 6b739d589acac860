"""Each page, whatever it is about: read aloud, by keyboard, on a telephone, enlarged, over a thin line."""

from __future__ import annotations

from itertools import pairwise
from typing import Any, Final

import pytest
from playwright.sync_api import BrowserContext, Page
from tests.browser.heard import serious_findings
from tests.browser.journeys import overflow
from tests.browser.served import Loaded
from tests.browser.walked import NAMES, Opened, Walker, address_of_page

WINDOWS: Final = ((1440, 900), (1366, 768), (960, 600), (390, 844))
"""The desk, the old desk, the desk enlarged to 150 %, the telephone."""
BYTES_OF_A_PAGE: Final = 300_000
DRAWN: Final = frozenset({"home", "project", "remaining", "case", "drawing", "drawing-print", "simulation"})
"""Pages with a chart: the script that draws it sets styles on its own parts. No other page may carry one."""


@pytest.fixture(scope="module")
def walker(looking: BrowserContext) -> Walker:
    return Walker(looking)


@pytest.fixture(scope="module", params=NAMES)
def walked(request: Any, walker: Walker, loaded: Loaded) -> Opened:
    """Each page in its turn, opened once for all that is asked of it."""
    path = address_of_page(request.param, loaded.login)
    if not path:
        pytest.skip("a file, or part of a page")
    return walker.opened(request.param, path)


def resize(page: Page, size: tuple[int, int]) -> None:
    page.set_viewport_size({"width": size[0], "height": size[1]})


def test_it_is_light(walked: Opened) -> None:
    assert walked.bytes_sent <= BYTES_OF_A_PAGE


def test_it_fits_its_window(walked: Opened) -> None:
    too_wide = {}
    for size in WINDOWS:
        resize(walked.shown, size)
        if (by := overflow(walked.shown)) > 0:
            too_wide[size] = by
    assert too_wide == {}


@pytest.mark.parametrize("size", [WINDOWS[-1], WINDOWS[0]], ids=["telephone", "desk"])
def test_a_screen_reader_can_read_it(walked: Opened, size: tuple[int, int]) -> None:
    resize(walked.shown, size)
    assert serious_findings(walked.shown) == []


def test_its_landmarks_and_headings_are_in_order(walked: Opened) -> None:
    shown = walked.shown
    assert shown.locator("main").count() == 1
    assert shown.locator("h1").count() == 1
    levels = shown.evaluate("[...document.querySelectorAll('main :is(h1,h2,h3,h4,h5,h6)')].map((h) => +h.tagName[1])")
    assert levels[0] == 1
    assert [pair for pair in pairwise(levels) if pair[1] > pair[0] + 1] == []
    names = shown.evaluate("[...document.querySelectorAll('nav')].map((nav) => nav.getAttribute('aria-label') ?? '')")
    assert all(names)
    assert len(names) == len(set(names))


def test_the_keyboard_reaches_everything_and_shows_where_it_is(walked: Opened) -> None:
    shown = walked.shown
    resize(shown, WINDOWS[0])
    shown.evaluate("document.activeElement?.blur()")
    shown.keyboard.press("Shift")
    assert shown.evaluate(OUT_OF_REACH) == []
    assert shown.evaluate(UNSEEN_FOCUS) == []


OUT_OF_REACH: Final = """() => [...document.querySelectorAll(
    "a[href], button, input:not([type=hidden]), select, textarea, summary, [role=button], [role=option], [onclick]")]
  .filter((each) => each.checkVisibility({visibilityProperty: true}) && !each.closest("[aria-hidden=true]"))
  .filter((each) => each.tabIndex < 0 && !each.disabled && !each.closest("[role=listbox], [role=grid]"))
  .map((each) => each.outerHTML.slice(0, 160))"""
UNSEEN_FOCUS: Final = """() => {
  const parts = ["outlineStyle", "outlineWidth", "boxShadow", "borderColor", "backgroundColor", "textDecorationLine"];
  const look = (each) => parts.map((part) => getComputedStyle(each)[part]).join();
  const kinds = new Map();
  for (const each of document.querySelectorAll("a[href], button, input:not([type=hidden]), select, textarea, summary"))
    if (each.checkVisibility() && !each.disabled && each.tabIndex >= 0)
      kinds.set(`${each.tagName} ${each.type ?? ""} ${each.className}`, each);
  const unseen = [];
  for (const [kind, each] of kinds) {
    const before = look(each);
    each.focus({preventScroll: true, focusVisible: true});
    if (document.activeElement !== each || look(each) === before)
      unseen.push(`${kind}: ${each.outerHTML.slice(0, 120)}`);
    each.blur();
  }
  return unseen;
}"""


def test_styles_stand_in_the_style_sheet_but_for_drawings(walked: Opened) -> None:
    styled = walked.shown.evaluate(
        "[...document.querySelectorAll('[style]')].filter((each) => !each.closest('.chart, .diagram'))"
        ".map((each) => each.outerHTML.slice(0, 120))"
    )
    assert styled == []
    if walked.name not in DRAWN:
        assert walked.shown.locator("[style]").count() == 0
