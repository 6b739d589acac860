"""What a picture of the handbook shows, as values: where, who looks, at which window, after which steps."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final
from urllib.parse import urljoin

from antu.site.installation import CHECKOUT

if TYPE_CHECKING:
    from playwright.sync_api import Page

Step = Callable[["Page"], object]
IMAGES: Final = CHECKOUT / "docs/handbook/images"
DESK: Final = (1280, 800)
TELEPHONE: Final = (390, 844)


@dataclass(frozen=True, slots=True)
class Shot:
    """A picture of a page, named ``<handbook page>-<name>.png``.

    ``clip`` is the selector of what is shown, with nothing around it; without it, the window. ``login`` is an account
    of the demo; without it nobody has signed in.
    """

    name: str
    path: str
    steps: tuple[Step, ...] = ()
    login: str = "zhuren"
    window: tuple[int, int] = DESK
    clip: str = ""


@dataclass(frozen=True, slots=True)
class Paper:
    """A picture of a page of a PDF, which the link of this name on a page leads to."""

    name: str
    path: str
    link: str
    steps: tuple[Step, ...] = ()
    login: str = "zhuren"
    page: int = 1


@dataclass(frozen=True, slots=True)
class Terminal:
    """A picture of what a command prints, as typed after ``./run``; at most so many ``lines``."""

    name: str
    words: tuple[str, ...]
    lines: int = 24


Picture = Shot | Paper | Terminal


def picture_file(page: str, picture: Picture) -> Path:
    """Where the picture of this page of the handbook is kept."""
    return IMAGES / f"{page}-{picture.name}.png"


def click(name: str, role: str = "link") -> Step:
    """Press the first button or link (``role``) whose name is exactly this."""
    return lambda page: page.get_by_role(role, name=name, exact=True).first.click()  # type: ignore[arg-type]


def fill(label: str, text: str) -> Step:
    """Type into the field."""
    return lambda page: page.get_by_label(label, exact=True).first.fill(text)


def choose(label: str, option: str) -> Step:
    """Pick an option of a list."""
    return lambda page: page.get_by_label(label, exact=True).first.select_option(label=option)


def tick(label: str) -> Step:
    """Tick the first box or round choice whose label begins or goes on like this."""
    return lambda page: page.get_by_label(label).first.check()


def upload(label: str, file: str) -> Step:
    """Choose a file of the checkout."""
    return lambda page: (
        page.get_by_label(label).and_(page.locator("[type=file]")).first.set_input_files(str(CHECKOUT / file))
    )


def goto(path: str) -> Step:
    """Go to another page."""
    return lambda page: page.goto(urljoin(page.url, path))


def press(keys: str) -> Step:
    """Press a key."""
    return lambda page: page.keyboard.press(keys)


def see(text: str) -> Step:
    """Wait until this text is on the page, and bring it into the window."""
    return lambda page: page.get_by_text(text).first.scroll_into_view_if_needed()


def rest(milliseconds: int) -> Step:
    """Wait for what the script draws."""
    return lambda page: page.wait_for_timeout(milliseconds)
