"""Processes that must not outlive the one that started them, however it went. Linux; no Django here."""

from __future__ import annotations

import ctypes
import signal
from typing import Final

_PR_SET_PDEATHSIG: Final = 1
#: Loaded beforehand: between a fork and what follows it nothing may be.
_LIBC: Final = ctypes.CDLL(None, use_errno=True)


def end_with_parent(sign: signal.Signals) -> None:
    """Have the kernel send this process the signal when the thread that started it dies.

    A parent that died just before is not noticed: who may have such a one compares ``os.getppid()`` after the call.
    """
    _LIBC.prctl(_PR_SET_PDEATHSIG, sign)
