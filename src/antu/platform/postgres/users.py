"""One user of the embedded server: from the moment it enters until it leaves or dies, the server runs."""

from __future__ import annotations

import time
from types import TracebackType
from typing import Final, Self

from antu.kernel.errors import OutsideMissing, Problem
from antu.platform.postgres.keeper import keeper_lock, spawn_keeper, users_lock
from antu.platform.postgres.leftovers import has_server
from antu.platform.postgres.locks import FileLock, alone, is_taken
from antu.platform.postgres.places import Place
from antu.platform.postgres.server import answers, log_tail

PATIENCE_S: Final = 90.0
INTERVAL_S: Final = 0.05


class Use:
    """A use of a place's server. A command never leaves: its end is enough."""

    def __init__(self, place: Place) -> None:
        self.place = place
        self._presence: FileLock | None = None

    def __enter__(self) -> Self:
        self.enter()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, fault: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.leave()

    def enter(self) -> None:
        """Come back when the server answers; starts it if need be. May be called again, to have a fallen one back.

        Raises OutsideMissing when it can't be started.
        """
        try:
            with alone(self.place.base / "deciding.lock"):
                presence = self._presence or FileLock(users_lock(self.place))
                try:
                    presence.share()  # waits for a keeper that is just stopping its server
                    self._have_a_server()
                except BaseException:
                    presence.release()
                    self._presence = None
                    raise
                self._presence = presence
        except PermissionError as fault:
            message = f"{fault.filename} 属于别的用户，不能使用这里的数据库。请以那个用户运行，或另指 ANTU_HOME。"
            raise OutsideMissing(Problem("S-HOME", message)) from fault

    def is_kept(self) -> bool:
        """Whether the server's keeper lives."""
        return is_taken(keeper_lock(self.place))

    def leave(self) -> None:
        """Be a user no longer; when this was the last one, come back after the server has stopped."""
        if self._presence is None:
            return
        self._presence.release()
        self._presence = None
        until = time.monotonic() + PATIENCE_S
        while self._is_served() and not self._others_use_it() and time.monotonic() < until:
            time.sleep(INTERVAL_S)

    def _is_served(self) -> bool:
        """Whether there is a server, or a keeper about to start or stop one."""
        return self.is_kept() or has_server(self.place)

    def _have_a_server(self) -> None:
        until = time.monotonic() + PATIENCE_S
        while time.monotonic() < until:
            if not self.is_kept():
                spawn_keeper(self.place)
            if answers(self.place):
                return
            time.sleep(INTERVAL_S)
        message = f"内置 PostgreSQL 在 {PATIENCE_S:.0f} 秒内没有应答，日志末尾：\n{log_tail(self.place)}"
        raise OutsideMissing(Problem("S-POSTGRESQL", message))

    def _others_use_it(self) -> bool:
        """Whether other users hold the lock together: then it cannot be taken, but can be shared."""
        lock = FileLock(users_lock(self.place))
        try:
            return not lock.try_to_take() and lock.try_to_share()
        finally:
            lock.release()
