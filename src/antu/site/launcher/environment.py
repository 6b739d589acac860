"""The virtual environment ``.venv`` with the hashed requirements."""

from __future__ import annotations

import importlib.util
import shutil
import sys
from pathlib import Path
from typing import Final

from antu.kernel.errors import OutsideMissing, Problem
from antu.site.installation import CHECKOUT
from antu.site.launcher.outside import call, install_debian_packages, say, succeeds
from antu.site.launcher.stamps import digest, is_current, leave

VENV: Final = CHECKOUT / ".venv"
PYTHON: Final = VENV / "bin/python"
OURS: Final = f"{sys.version_info.major}.{sys.version_info.minor}"
SITE_PACKAGES: Final = VENV / f"lib/python{OURS}/site-packages"
#: A lock and the ones that hold all of it.
CONTAINED_IN: Final = {"base": ("base", "test"), "test": ("test",), "node": ("node",)}


def has_requirements(name: str) -> bool:
    """Whether the environment holds what ``requirements/NAME.txt`` asks for."""
    return PYTHON.exists() and any(is_current(_stamp(lock), fingerprint(lock)) for lock in CONTAINED_IN[name])


def install_requirements(name: str) -> None:
    """Install ``requirements/NAME.txt``, making the environment if need be; OutsideMissing when it can't be done."""
    if not (SITE_PACKAGES.exists() and succeeds([*_pip(), "--version"], quietly=True)):
        make_environment()
    say(f"正在安装 Python 依赖（requirements/{name}.txt）……")
    call(
        [*_pip(), "install", "--quiet", "--no-input", "--require-hashes", "-r", f"requirements/{name}.txt"],
        "Python 依赖没有装全。请检查网络和 pip 的镜像设置（pip config list），再试一次。",
        folder=CHECKOUT,
        more={"PIP_DISABLE_PIP_VERSION_CHECK": "1", "PIP_ROOT_USER_ACTION": "ignore"},
    )
    (SITE_PACKAGES / "antu.pth").write_text(f"{CHECKOUT / 'src'}\n")
    leave(_stamp(name), fingerprint(name))


def make_environment() -> None:
    """With Python's own pip; where Debian has taken it out, with Debian's package of it, or the system's pip."""
    say("正在建立 Python 虚拟环境……")
    shutil.rmtree(VENV, ignore_errors=True)
    has_pip = _has("ensurepip", "venv") or install_debian_packages([_venv_package()])
    if not has_pip and not _has("pip", "venv"):
        message = f"这台机器的 Python 不能建立虚拟环境。请执行：sudo apt-get install {_venv_package()}，再运行一次。"
        raise OutsideMissing(Problem("S-VENV", message))
    options = () if has_pip else ("--without-pip",)
    call([sys.executable, "-m", "venv", *options, VENV], f"不能在 {VENV} 建立虚拟环境，请检查目录权限和磁盘空间。")


def _has(*modules: str) -> bool:
    return all(importlib.util.find_spec(module) is not None for module in modules)


def _venv_package() -> str:
    return f"python{OURS}-venv"


def _pip() -> list[str | Path]:
    """The environment's own pip, else the system's, told to work for the environment."""
    if (SITE_PACKAGES / "pip").exists():
        return [PYTHON, "-m", "pip"]
    return [sys.executable, "-m", "pip", "--python", PYTHON]


def _stamp(name: str) -> Path:
    return VENV / f".antu-{name}"


def fingerprint(name: str) -> str:
    """What the lock's packages are installed from: the lock, this checkout, this Python."""
    return digest([CHECKOUT / f"requirements/{name}.txt"], str(CHECKOUT), OURS)
