"""``serve``: the web server, on an address of its own, with workers and the database kept alive beside it."""

from __future__ import annotations

import multiprocessing
import os
import signal
from argparse import ArgumentParser, Namespace
from collections.abc import Callable
from typing import Final

from antu.platform.commands import Command
from antu.site.ports import claim_port

WORKERS: Final = 2
THREADS: Final = 4


def _arguments(parser: ArgumentParser) -> None:
    parser.add_argument("--host", default="127.0.0.1", metavar="地址", help="监听的地址，默认只有本机能访问")
    parser.add_argument("--port", type=int, metavar="端口", help="监听的端口；不写则从 8000 起找空闲的")


def _serve(arguments: Namespace) -> int:
    from antu.site.records import have_records  # noqa: PLC0415 - a taken port is known before Django is
    from antu.site.watch import Watch, is_this_machine  # noqa: PLC0415
    from antu.site.workers import Workers  # noqa: PLC0415

    claim = claim_port(arguments.host, arguments.port)
    if not is_this_machine(claim.host):
        os.environ.setdefault("ANTU_HOSTS", "*")  # the one who opens it to the network decides under which names
    use = have_records(SERVE)
    watch, workers = Watch(claim.host, claim.port, use), Workers()
    serve = _web_server(claim.host, claim.port)
    watch.begin()
    workers.begin()
    try:
        serve()
    finally:
        watch.ended.set()
        workers.end()
        if use is not None:
            use.leave()
    return watch.exit_status


def _web_server(host: str, port: int) -> Callable[[], None]:
    from granian.constants import Interfaces  # noqa: PLC0415 - the other commands need no web server
    from granian.log import LogLevels  # noqa: PLC0415
    from granian.server import Server  # noqa: PLC0415

    # Threads run beside the server: a fork would take along what they hold, such as the pipe by which one that starts a
    # worker hears that it runs, and would leave it waiting for good.
    multiprocessing.set_start_method("spawn")
    server = Server(
        "antu.site.wsgi:application",
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        workers=WORKERS,
        blocking_threads=THREADS,
        workers_kill_timeout=5,
        respawn_failed_workers=True,
        log_level=LogLevels.warning,
    )
    if signal.getsignal(signal.SIGHUP) is not signal.SIG_IGN:  # the terminal is closed: the web server would reload
        server.on_startup(lambda: signal.signal(signal.SIGHUP, server.signal_handler_interrupt))
    return server.serve


SERVE: Final = Command("serve", "启动网页服务", run=_serve, arguments=_arguments, needs_records=False)
COMMANDS: Final = (SERVE,)
