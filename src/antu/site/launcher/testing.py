"""``./test``: set up, check style, types, imports and shape, then run every suite that this machine can run."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Final

from antu.kernel.errors import AntuError, OutsideMissing
from antu.site.installation import CHECKOUT
from antu.site.launcher.environment import PYTHON, VENV
from antu.site.launcher.launch import INTERRUPTED, set_up
from antu.site.launcher.outside import install_debian_packages, say, succeeds

FAILED: Final = 1
#: These need no Django and no database.
PURE: Final = ("unit", "golden")
OTHERS: Final = ("architecture", "docs", "db", "documents", "web", "browser")
#: In a run of its own: it turns the whole process to databases of its own.
BROWSER: Final = "browser"
SCRIPTS: Final = ("run", "test", "requirements/lock")
#: On all cores: each begins with a stretch of the whole, in order, since neighbours share what they load; who has
#: finished takes over the end of another's stretch.
SPREAD: Final = ("-n", str(os.cpu_count() or 1), "--dist", "worksteal")
CHECKS: Final[Mapping[str, Sequence[str]]] = {
    "ruff check": ("ruff", "check", "--quiet", ".", *SCRIPTS),
    "ruff format": ("ruff", "format", "--quiet", "--check", ".", *SCRIPTS),
    "mypy": ("mypy",),
    "lint-imports": ("lint-imports",),
}
#: Debian's package: a file it brings, and the suites that cannot do without.
TOOLS: Final[Mapping[str, tuple[str, tuple[str, ...]]]] = {
    "chromium": ("usr/bin/chromium", ("browser",)),
    "libatomic1": ("usr/lib/*/libatomic.so.1", ("browser",)),  # the browser's driver needs it
    "libreoffice-calc": ("usr/bin/localc", ("documents",)),
    "libreoffice-writer": ("usr/bin/lowriter", ("documents",)),
    "fonts-noto-cjk": ("usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc", ("documents", "browser")),
    "poppler-utils": ("usr/bin/pdftotext", ("documents",)),
}


def run(words: Sequence[str]) -> int:
    """Test everything, or the suites and with the options named; 0, or 1 on failure, 3 when a suite could not run."""
    try:
        set_up("test", with_pages=True)
    except AntuError as fault:
        sys.stderr.write(f"{fault}\n")
        return fault.exit_status
    except KeyboardInterrupt:
        return INTERRUPTED
    os.chdir(CHECKOUT)
    named = [word for word in words if word in (*PURE, *OTHERS)]
    options = [word for word in words if word not in named]
    left_out = _suites_without_tools(named or OTHERS)
    failed = [] if words else _failed_checks()
    failed += _failed_suites(named or (*PURE, *OTHERS), options, left_out)
    if failed:
        say(f"没有通过：{'、'.join(failed)}")
        return FAILED
    return OutsideMissing.exit_status if left_out else 0


def _failed_checks() -> list[str]:
    failed = [name for name, command in CHECKS.items() if not succeeds([VENV / "bin" / command[0], *command[1:]])]
    succeeds([PYTHON, "-m", "tests.architecture.shape"])
    return failed


def _failed_suites(suites: Sequence[str], options: Sequence[str], left_out: Mapping[str, str]) -> list[str]:
    pure = [f"tests/{suite}" for suite in PURE if suite in suites]
    able = [suite for suite in OTHERS if suite in suites and suite not in left_out and _exists(suite)]
    others = [f"tests/{suite}" for suite in able if suite != BROWSER]
    runs = [("纯计算测试", ["-p", "no:django", *pure])] if pure else []
    runs += [("其余测试", others)] if others else []
    runs += [("浏览器测试", [f"tests/{BROWSER}"])] if BROWSER in able else []
    failed = []
    for name, arguments in runs:
        if os.spawnv(os.P_WAIT, PYTHON, [str(PYTHON), "-m", "pytest", *SPREAD, *arguments, *options]) != 0:  # noqa: S606
            failed.append(name)
    for suite, tool in left_out.items():
        say(f"没有运行 tests/{suite}：这台机器没有 {tool}，也不能安装。请以 root 执行 apt-get install {tool} 后再试。")
    return failed


def _suites_without_tools(suites: Sequence[str]) -> dict[str, str]:
    """Suites that cannot run here, with what they miss, after trying to install it."""
    wanted = [package for package, (_, users) in TOOLS.items() if any(suite in suites for suite in users)]
    missing = [package for package in wanted if not _is_there(package)]
    if missing:
        install_debian_packages(missing)
    lacking = [package for package in wanted if not _is_there(package)]
    return {suite: package for package in lacking for suite in TOOLS[package][1] if suite in suites and _exists(suite)}


def _is_there(package: str) -> bool:
    return any(Path("/").glob(TOOLS[package][0]))


def _exists(suite: str) -> bool:
    return (CHECKOUT / "tests" / suite).is_dir()
