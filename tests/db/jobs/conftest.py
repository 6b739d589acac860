"""Jobs in tests: kinds of work to queue, and worker processes on the test's database."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from antu.platform.models import Job

ROOT = Path(__file__).resolve().parents[3]
PATIENCE_S = 60
_PROGRAM = "import django, sys; django.setup(); from tests.db.jobs.work_for_tests import main; main(*sys.argv[1:])"


class Staff:
    """Starts workers, and waits for what they do."""

    def __init__(self, home: Path, address: str) -> None:
        self.home, self.address = home, address
        self.workers: list[subprocess.Popen[bytes]] = []

    def start(self, *how: str) -> subprocess.Popen[bytes]:
        search_path = os.pathsep.join([str(ROOT / "src"), str(ROOT)])
        settings = {"DJANGO_SETTINGS_MODULE": "tests.settings", "DATABASE_URL": self.address}
        environment = {**os.environ, "PYTHONPATH": search_path, **settings}
        worker = subprocess.Popen([sys.executable, "-c", _PROGRAM, str(self.home), *how], env=environment)
        self.workers.append(worker)
        return worker

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
            worker.wait()


@pytest.fixture
def kinds(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let this test queue them."""
    from tests.db.jobs.work_for_tests import offered  # noqa: PLC0415 - this file is read before Django has its settings

    monkeypatch.setattr("antu.platform.contributions._all_contributions", offered())


@pytest.fixture
def staff(transactional_db: None, kinds: None, settings: Any, tmp_path: Path) -> Iterator[Staff]:  # noqa: ARG001 - rows others see
    from django.db import connection  # noqa: PLC0415 - this file is read before Django has its settings
    from psycopg.conninfo import make_conninfo  # noqa: PLC0415

    wanted = {
        key: value
        for key, value in connection.get_connection_params().items()
        if key in {"dbname", "user", "password", "host", "port", "requirepeer"}
    }
    settings.ANTU_HOME = tmp_path
    staff = Staff(tmp_path, make_conninfo("", **wanted))
    yield staff
    staff.end()
