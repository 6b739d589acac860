"""The style sheet and script of the pages: npm packages, bundled by esbuild, collected for the web server."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from pathlib import Path
from typing import Final

from antu.site.installation import CHECKOUT, STATIC_ROOT
from antu.site.launcher.environment import PYTHON, VENV, has_requirements, install_requirements
from antu.site.launcher.outside import call, say
from antu.site.launcher.stamps import digest, is_current, leave

WEB: Final = CHECKOUT / "web"
BUILT: Final = STATIC_ROOT.with_name("static.stamp")
PACKAGES: Final = WEB / "node_modules/.antu"
OLDEST_NODE: Final = 18
_ADVICE: Final = "请检查网络和 npm 的镜像设置（npm config list），再试一次。"


def has_front_end() -> bool:
    """Whether the files that the web server serves are those of the present sources."""
    return STATIC_ROOT.exists() and is_current(BUILT, _fingerprint())


def build_front_end() -> None:
    """Install the packages, bundle and collect; OutsideMissing when it can't be done."""
    path = _path_with_node()
    locked = digest([WEB / "package.json", WEB / "package-lock.json"])
    if not is_current(PACKAGES, locked):
        say("正在安装前端依赖……")
        options = ["--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"]
        call(["npm", "ci", *options], f"前端依赖没有装全。{_ADVICE}", folder=WEB, more=path)
        leave(PACKAGES, locked)
    say("正在生成网页样式和脚本……")
    call(["node", "build.mjs"], "网页样式和脚本没有生成，原因见上。", folder=WEB, more=path)
    call(
        [PYTHON, "-P", "-m", "django", "collectstatic", "--no-input", "--clear", "--verbosity=0"],
        "静态文件没有收集齐，原因见上。",
        more={"DJANGO_SETTINGS_MODULE": "antu.site.settings"},
    )
    leave(BUILT, _fingerprint())


def _path_with_node() -> dict[str, str]:
    """An environment in which ``node`` and ``npm`` are found: the machine's, else those of a Python package."""
    if _machine_has_node():
        return {}
    if not has_requirements("node"):
        say("这台机器没有可用的 Node.js，改用 Python 包里的。")
        install_requirements("node")
    return {"PATH": f"{VENV / 'bin'}{os.pathsep}{os.environ.get('PATH', os.defpath)}"}


def _machine_has_node() -> bool:
    if shutil.which("npm") is None or shutil.which("node") is None:
        return False
    said = subprocess.run(["node", "--version"], capture_output=True, text=True, check=False).stdout
    version = re.match(r"v(\d+)", said)
    return version is not None and int(version[1]) >= OLDEST_NODE


def _fingerprint() -> str:
    sources = [WEB / "src", WEB / "build.mjs", WEB / "package-lock.json", CHECKOUT / "requirements/base.txt"]
    rooms: list[Path] = sorted((CHECKOUT / "src/antu").glob("*/static"))
    return digest([*sources, *(room for room in rooms if room.parent.name != "site")])
