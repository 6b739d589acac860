"""``handbook shots``: the pictures of the handbook, taken anew from a fresh demo."""

from __future__ import annotations

import shutil
import sys
from argparse import ArgumentParser, Namespace
from typing import TYPE_CHECKING, Final

from antu.kernel.errors import BadInput, OutsideMissing, Problem
from antu.platform.commands import Command, print_json

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from playwright.sync_api import Browser, Playwright

    from antu.site.handbook.shot import Picture

PROGRAMS: Final = {"chromium": "chromium", "pdftoppm": "poppler-utils"}
ARGUMENTS: Final = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--force-color-profile=srgb",
)


def _arguments(parser: ArgumentParser) -> None:
    parser.add_argument("pages", nargs="*", metavar="页", help="只拍这几页手册的图，如 lists；不写则全部")


def _shots(arguments: Namespace) -> int:
    from antu.site.handbook.shot import picture_file  # noqa: PLC0415 - the other commands take no pictures
    from antu.site.handbook.shots import SHOTS  # noqa: PLC0415

    _check_programs()
    unknown = [page for page in arguments.pages if page not in SHOTS]
    if unknown:
        message = f"手册里没有声明这几页的图：{'、'.join(unknown)}。可选：{'、'.join(SHOTS)}"
        raise BadInput(Problem("C-HANDBOOK", message))
    wanted = {
        picture_file(page, shot): shot
        for page, shots in SHOTS.items()
        if page in (arguments.pages or SHOTS)
        for shot in shots
    }
    taken = _take(wanted)
    if arguments.json:
        print_json({"pictures": [{"file": path.name, "renewed": renewed} for path, renewed in taken.items()]})
    else:
        print("\n".join(f"{'已更新' if renewed else '未变'}  {path.name}" for path, renewed in taken.items()))
    return 0


def _take(wanted: Mapping[Path, Picture]) -> dict[Path, bool]:
    from playwright.sync_api import Error, sync_playwright  # noqa: PLC0415 - a requirement of the tests only

    from antu.site.handbook.demo import fresh_demo  # noqa: PLC0415
    from antu.site.handbook.taking import Camera, keep  # noqa: PLC0415

    with fresh_demo() as demo, sync_playwright() as playwright:
        browser = _browser(playwright)
        camera = Camera(browser, demo)
        taken: dict[Path, bool] = {}
        for path, shot in wanted.items():
            sys.stderr.write(f"{path.name}\n")
            try:
                taken[path] = keep(camera.take(shot), path)
            except Error as fault:
                said = " ".join(fault.message.split())
                message = f"{path.name} 拍不成：{said}。请核对 site/handbook/shots.py 里的步骤和账号"
                raise BadInput(Problem("C-HANDBOOK", message)) from fault
        browser.close()
    return taken


def _browser(playwright: Playwright) -> Browser:
    return playwright.chromium.launch(executable_path=shutil.which("chromium"), args=list(ARGUMENTS))


def _check_programs() -> None:
    try:
        import playwright  # noqa: F401, PLC0415 - only whether it is there
    except ImportError:
        message = "拍手册的图要用测试的依赖。请先执行 ./test browser --co -q，再执行 ./run handbook shots"
        raise OutsideMissing(Problem("S-HANDBOOK", message)) from None
    missing = [package for program, package in PROGRAMS.items() if shutil.which(program) is None]
    if missing:
        words = " ".join(missing)
        message = f"这台机器没有 {words}。请以 root 执行 apt-get install {words} fonts-noto-cjk 后再试"
        raise OutsideMissing(Problem("S-HANDBOOK", message))


COMMANDS: Final = (
    Command("handbook shots", "更新用户手册里的图", run=_shots, arguments=_arguments, needs_records=False),
)
