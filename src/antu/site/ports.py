"""A port to serve on, held from the moment it is chosen.

The web server's workers listen with ``SO_REUSEPORT``, so two servers could share one port and each get half of the
requests. A socket bound without it claims the port; given the option afterwards, it lets our own workers in.
"""

from __future__ import annotations

import errno
import socket
from dataclasses import dataclass
from typing import Final

from antu.kernel.errors import BadInput, OutsideMissing, Problem

FIRST: Final = 8000
LAST: Final = 8999
HIGHEST: Final = 65535


@dataclass(frozen=True, slots=True)
class Claim:
    """An address, and the socket that holds it for us."""

    host: str
    port: int
    socket: socket.socket


def claim_port(host: str, wanted: int | None) -> Claim:
    """The wanted port of that address, else the next free one from 8000; OutsideMissing when it is taken."""
    if wanted is not None and not 0 < wanted <= HIGHEST:
        raise BadInput(Problem("S-PORT", f"端口应在 1 到 {HIGHEST} 之间，不能是 {wanted}。"))
    for port in (wanted,) if wanted is not None else range(FIRST, LAST + 1):
        try:
            return Claim(host, port, _claim(host, port))
        except OSError as fault:
            if fault.errno != errno.EADDRINUSE:
                message = f"不能在 {host} 的 {port} 端口上服务：{fault.strerror}。请换一个 --host 或 --port。"
                raise OutsideMissing(Problem("S-PORT", message)) from fault
    taken = f"{FIRST} 到 {LAST} 的端口都" if wanted is None else f"端口 {wanted} "
    raise OutsideMissing(Problem("S-PORT", f"{taken}已被占用。请停掉占用它的程序，或用 --port 另指一个。"))


def _claim(host: str, port: int) -> socket.socket:
    kind = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
    claim = socket.socket(kind[0], kind[1])
    try:
        claim.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)  # a port whose last server has just gone
        claim.bind(kind[4])
        claim.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 0)
        claim.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEPORT, 1)
    except BaseException:
        claim.close()
        raise
    return claim
