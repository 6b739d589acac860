"""Takes the pictures: opens pages in Chromium, and keeps a picture that shows what the kept one shows."""

from __future__ import annotations

import html
import io
import subprocess
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PIL import Image, ImageChops

from antu.site.handbook.shot import DESK, Paper, Picture, Shot, Terminal

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

    from antu.site.handbook.demo import Demo

COLOURS: Final = 64
#: The share of a picture that may differ (a date, the time of an entry) before it is taken for another one.
SAME_BELOW: Final = 0.004
#: A difference of brightness that an eye sees.
SEEN: Final = 24
PATIENCE_MS: Final = 30_000
_TERMINAL: Final = (
    "<style>body{{margin:0}}pre{{display:inline-block;min-width:900px;margin:0;padding:16px 20px;background:#1c2530;"
    "color:#eef2f6;font:14px/1.6 'Noto Sans Mono CJK SC','Noto Sans CJK SC',monospace}}</style><pre>{}</pre>"
)


class Camera:
    """A browser on the demo; a person signs in once and keeps the session."""

    def __init__(self, browser: Browser, demo: Demo) -> None:
        self._browser = browser
        self._demo = demo
        self._states: dict[str, object] = {}

    def take(self, picture: Picture) -> Image.Image:
        """The picture as it looks now."""
        if isinstance(picture, Terminal):
            return self._of_terminal(picture)
        return self._of_page(picture) if isinstance(picture, Shot) else self._of_paper(picture)

    def _of_page(self, shot: Shot) -> Image.Image:
        page = self._page(shot.login, shot.window, shot.path)
        for step in shot.steps:
            step(page)
        page.wait_for_load_state("networkidle")
        taken = page.locator(shot.clip).first.screenshot() if shot.clip else page.screenshot()
        page.context.close()
        return Image.open(io.BytesIO(taken))

    def _of_paper(self, paper: Paper) -> Image.Image:
        page = self._page(paper.login, DESK, paper.path)
        for step in paper.steps:
            step(page)
        address = page.get_by_role("link", name=paper.link, exact=True).first.get_attribute("href") or ""
        pdf = page.request.get(address).body()
        page.context.close()
        number = str(paper.page)
        command = ["pdftoppm", "-png", "-r", "75", "-f", number, "-l", number, "-"]
        drawn = subprocess.run(command, input=pdf, capture_output=True, check=True).stdout  # noqa: S603 - fixed words
        return Image.open(io.BytesIO(drawn))

    def _of_terminal(self, terminal: Terminal) -> Image.Image:
        lines = self._demo.output(terminal.words).splitlines()
        shown = [
            f"$ ./run {' '.join(terminal.words)}",
            *lines[: terminal.lines],
            *["…"] * (len(lines) > terminal.lines),
        ]
        page = self._browser.new_context(viewport={"width": 1280, "height": 800}).new_page()
        page.set_content(_TERMINAL.format(html.escape("\n".join(line[:110] for line in shown))))
        taken = page.locator("pre").screenshot()
        page.context.close()
        return Image.open(io.BytesIO(taken))

    def _page(self, login: str, window: tuple[int, int], path: str) -> Page:
        if login and login not in self._states:
            self._states[login] = self._signed_in(login)
        context = self._browser.new_context(
            viewport={"width": window[0], "height": window[1]},
            locale="zh-CN",
            timezone_id="Asia/Shanghai",
            base_url=self._demo.url,
            reduced_motion="reduce",
            storage_state=self._states.get(login),  # type: ignore[arg-type]
        )
        context.set_default_timeout(PATIENCE_MS)
        page = context.new_page()
        page.goto(path)
        return page

    def _signed_in(self, login: str) -> object:
        page = self._page("", DESK, "/sign-in/")
        page.get_by_label("账号").fill(login)
        page.get_by_label("密码").fill(self._demo.passwords[login])
        page.get_by_role("button", name="登录", exact=True).click()
        page.get_by_role("navigation", name="主菜单").wait_for()
        state = page.context.storage_state()
        page.context.close()
        return state


def keep(image: Image.Image, path: Path) -> bool:
    """Write the picture in few colours, unless the one there shows the same; whether it was written."""
    light = image.convert("RGB").quantize(COLOURS, dither=Image.Dither.NONE)
    if path.exists() and looks_alike(light, Image.open(path)):
        return False
    path.parent.mkdir(parents=True, exist_ok=True)
    light.save(path, optimize=True)
    return True


def looks_alike(one: Image.Image, other: Image.Image) -> bool:
    """Whether two pictures are of one size and differ in next to nothing."""
    if one.size != other.size:
        return False
    difference = ImageChops.difference(one.convert("L"), other.convert("L")).point(lambda value: 255 * (value > SEEN))
    return difference.histogram()[255] <= SAME_BELOW * one.width * one.height
