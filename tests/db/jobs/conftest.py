"""Jobs in tests: kinds of work to queue, and worker processes on the test's database."""

from __future__ import annotations

import multiprocessing
import time
from collections.abc import Callable, Iterator
from multiprocessing.context import ForkServerProcess
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from antu.platform.models import Job

PATIENCE_S = 60
FORKED = multiprocessing.get_context("forkserver")
FORKED.set_forkserver_preload(["tests.db.jobs.prepared"])


class Staff:
    """Starts workers, and waits for what they do."""

    def __init__(self, home: Path, database: str) -> None:
        self.home, self.database = home, database
        self.workers: list[ForkServerProcess] = []

    def start(self, *how: str) -> ForkServerProcess:
        from tests.db.jobs.prepared import work_in  # noqa: PLC0415 - this file is read before Django has its settings

        worker = FORKED.Process(target=work_in, args=(self.database, str(self.home), *how))
        worker.start()
        self.workers.append(worker)
        return worker

    @staticmethod
    def exit_status_of(worker: ForkServerProcess) -> int | None:
        """How it ended, once it has; a signal's number below nought."""
        worker.join(PATIENCE_S)
        return worker.exitcode

    def wait(self, job: Job, question: Callable[[Job], Any]) -> None:
        """Until it is true of the job; the test fails when it never is."""
        until = time.monotonic() + PATIENCE_S
        while time.monotonic() < until:
            job.refresh_from_db()
            if question(job):
                return
            time.sleep(0.05)
        pytest.fail(f"it never came: {vars(job)}")

    def end(self) -> None:
        for worker in self.workers:
            worker.kill()
            worker.join()


@pytest.fixture
def kinds(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let this test queue them."""
    from tests.db.jobs.work_for_tests import offered  # noqa: PLC0415 - this file is read before Django has its settings

    monkeypatch.setattr("antu.platform.contributions._all_contributions", offered())


@pytest.fixture
def staff(transactional_db: None, kinds: None, settings: Any, tmp_path: Path) -> Iterator[Staff]:  # noqa: ARG001 - rows others see
    from tests.copies import present_database  # noqa: PLC0415 - as above

    settings.ANTU_HOME = tmp_path
    staff = Staff(tmp_path, present_database())
    yield staff
    staff.end()
