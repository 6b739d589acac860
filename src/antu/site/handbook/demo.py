"""A fresh installation of the demo for the pictures: a folder of its own, a server on a free port, gone at the end."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from antu.kernel.errors import OutsideMissing, Problem
from antu.platform.postgres import place_for
from antu.site.installation import CHECKOUT


@dataclass(frozen=True, slots=True)
class Demo:
    """A server with the demo: its address, the password of each login, and how a command asks the same records."""

    url: str
    passwords: Mapping[str, str]
    environment: Mapping[str, str]

    def output(self, words: Sequence[str]) -> str:
        """What ``./run WORDS`` prints here, its result and then its complaints, whatever its exit status."""
        done = _done(words, self.environment)
        return done.stdout + done.stderr


@contextmanager
def fresh_demo() -> Iterator[Demo]:
    """Load the demo anew and serve it; OutsideMissing when the server does not come up."""
    with TemporaryDirectory(prefix="antu-handbook-") as folder:
        environment = {**os.environ, "ANTU_HOME": folder}
        environment.pop("DATABASE_URL", None)
        environment.pop("ANTU_DEMO", None)
        try:
            with _serving(environment) as url:
                accounts = json.loads(_done(["accounts", "list", "--json"], environment).stdout)
                passwords = {each["login"]: each["password"] for each in accounts}
                yield Demo(url, passwords, environment)
        finally:
            shutil.rmtree(place_for(Path(folder)).base, ignore_errors=True)


@contextmanager
def _serving(environment: Mapping[str, str]) -> Iterator[str]:
    server = subprocess.Popen(  # noqa: S603 - as above
        _command("serve"), env=dict(environment), cwd=CHECKOUT, stdout=subprocess.PIPE, text=True
    )
    try:
        assert server.stdout is not None  # noqa: S101 - it was asked for
        said = server.stdout.readline()
        if "http://" not in said:
            raise OutsideMissing(Problem("S-HANDBOOK", "演示服务没有启动，原因见上。排除后再执行 ./run handbook shots"))
        yield said.split()[-1].rstrip("/")
    finally:
        server.terminate()
        server.wait()


def _done(words: Sequence[str], environment: Mapping[str, str]) -> subprocess.CompletedProcess[str]:
    return subprocess.run(  # noqa: S603 - our own commands
        _command(*words), env=dict(environment), cwd=CHECKOUT, capture_output=True, text=True, check=False
    )


def _command(*words: str) -> list[str]:
    return [sys.executable, "-P", "-m", "antu.site.cli", *words]
