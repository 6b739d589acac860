"""An import whose process is killed when everything is written but not yet committed leaves nothing behind."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from django.db import connection
from tests.db.registry import SAMPLES, bring_in

from antu.compensation.models import Determination
from antu.households.models import Household, HouseholdEvent, Person
from antu.platform.models import JournalEntry
from antu.projects.models import Project

pytestmark = pytest.mark.django_db(transaction=True)

CHILD = """
import json, sys, time
from pathlib import Path
import django
django.setup()
from django.db import connection
connection.settings_dict.update(json.loads(sys.argv[1]))
from antu.compensation import handlers, services
from antu.compensation.models import DeterminationLine
from tests.db.registry import bring_in

def determine_and_wait(event):
    services.determine_recorded(event)
    print(DeterminationLine.objects.count(), flush=True)
    time.sleep(600)

handlers.determine_recorded = determine_and_wait
bring_in(Path(sys.argv[2]))
"""


def test_a_killed_import_leaves_nothing() -> None:
    path = SAMPLES / "tutorial.xlsx"
    with started_import(path) as child:
        assert child.stdout is not None
        assert int(child.stdout.readline()) > 0, "the lines are written when it is killed"
        os.kill(child.pid, signal.SIGKILL)
        assert child.wait() == -signal.SIGKILL
    for model in (Project, Household, Person, HouseholdEvent, Determination, JournalEntry):
        assert not model.objects.exists(), model
    assert bring_in(path).created == 45


def started_import(path: Path) -> subprocess.Popen[str]:
    wanted = {name: connection.settings_dict[name] for name in ("NAME", "HOST", "PORT", "USER", "PASSWORD")}
    search_path = {"PYTHONPATH": os.pathsep.join(each for each in sys.path if each)}
    return subprocess.Popen(
        [sys.executable, "-c", CHILD, json.dumps(wanted), str(path)],
        stdout=subprocess.PIPE,
        text=True,
        env={**os.environ, **search_path},
    )
