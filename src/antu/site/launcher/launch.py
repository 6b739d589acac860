"""``./run``: set up what is missing, then become ``antu COMMAND``."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from typing import Final

from antu.kernel.errors import AntuError
from antu.site import installation
from antu.site.launcher.environment import PYTHON, has_requirements, install_requirements
from antu.site.launcher.front_end import build_front_end, has_front_end
from antu.site.launcher.stamps import set_up_alone

LOCK: Final = installation.CHECKOUT / ".cache/set-up.lock"
INTERRUPTED: Final = 130


def run(words: Sequence[str]) -> int:
    """Set up, and hand over to the command; comes back only with the exit status of a set-up that failed."""
    try:
        set_up("test" if _takes_pictures(words) else "base", with_pages=_serves(words) or _takes_pictures(words))
    except AntuError as fault:
        sys.stderr.write(f"{fault}\n")
        return fault.exit_status
    except KeyboardInterrupt:
        return INTERRUPTED
    os.environ["ANTU_HOME"] = str(installation.home())
    return os.execv(PYTHON, [str(PYTHON), "-P", "-m", "antu.site.cli", *words])  # noqa: S606 - there is no shell in it


def set_up(requirements: str, *, with_pages: bool) -> None:
    """Make the environment and, for those who show pages, the front end; quick when nothing has changed."""
    if _is_set_up(requirements, with_pages=with_pages):
        return
    with set_up_alone(LOCK):
        if not has_requirements(requirements):
            install_requirements(requirements)
        if with_pages and not has_front_end():
            build_front_end()


def _serves(words: Sequence[str]) -> bool:
    """Whether the words are to serve, which needs the front end."""
    return (not words or words[0] == "serve" or words[0].startswith("--")) and not {"-h", "--help"} & {*words}


def _takes_pictures(words: Sequence[str]) -> bool:
    """Whether the words are to take pictures of pages, for which the tests' browser is needed."""
    return words[:1] == ["handbook"] and not {"-h", "--help"} & {*words}


def _is_set_up(requirements: str, *, with_pages: bool) -> bool:
    return has_requirements(requirements) and (has_front_end() or not with_pages)
