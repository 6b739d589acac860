"""Other accounts of the machine reach neither the server nor its files; a folder or socket of theirs is not trusted."""

from __future__ import annotations

import os
import pwd
import site
import stat
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest
from tests.db.postgres.servers import ask, server_pid

from antu.kernel.errors import OutsideMissing
from antu.platform.postgres import Place, Use, place_for
from antu.platform.postgres.accounts import account_of
from antu.platform.postgres.binaries import programs

as_root = pytest.mark.skipif(os.geteuid() != 0, reason="only root can try as another account")
STRANGER = 33  # www-data on Debian
SOURCES = Path(__file__).resolve().parents[3] / "src"


@pytest.fixture
def running(home: Path) -> Iterator[Place]:
    with Use(place_for(home)) as use:
        yield use.place


def said_by(place: Place, uid: int) -> subprocess.CompletedProcess[str]:
    psql = [str(programs(place) / "psql"), "--no-psqlrc", "-At", "-c", "select 1"]
    return subprocess.run(
        [*psql, place.address()],
        cwd="/",
        user=uid,
        group=uid,
        extra_groups=(),
        capture_output=True,
        text=True,
        check=False,
    )


@as_root
def test_another_account_is_refused(running: Place) -> None:
    assert said_by(running, STRANGER).returncode != 0
    assert ask(running, "select 1") == 1


@as_root
def test_another_account_is_refused_by_the_server_itself_even_where_it_reaches_the_socket(running: Place) -> None:
    socket = running.sockets / ".s.PGSQL.5432"
    socket.chmod(0o777)
    refused = said_by(running, STRANGER)
    assert refused.returncode != 0
    assert "eer authentication failed" in refused.stderr


@as_root
def test_the_server_does_not_run_as_root(running: Place) -> None:
    assert running.files.stat().st_uid == pwd.getpwnam("nobody").pw_uid
    assert Path(f"/proc/{server_pid(running)}").stat().st_uid == running.files.stat().st_uid


def test_the_server_listens_on_no_network(running: Place) -> None:
    assert ask(running, "show listen_addresses") == ""


def test_files_and_socket_are_closed_to_others(running: Place) -> None:
    assert stat.S_IMODE(running.files.stat().st_mode) == 0o700
    assert stat.S_IMODE(running.sockets.stat().st_mode) == 0o711
    assert stat.S_IMODE((running.sockets / ".s.PGSQL.5432").stat().st_mode) == 0o700


def test_a_role_that_is_not_the_installations_is_refused(running: Place) -> None:
    with pytest.raises(psycopg.OperationalError, match=r"no pg_hba\.conf entry"):
        psycopg.connect(running.address().replace("user=antu", "user=postgres"))


@as_root
def test_a_socket_folder_that_another_account_made_first_is_refused(new_home: Path) -> None:
    place = place_for(new_home)
    place.sockets.mkdir()
    os.chown(place.sockets, STRANGER, STRANGER)
    with pytest.raises(OutsideMissing, match="占用"):
        place.claim_sockets()
    place.sockets.rmdir()


def test_a_link_in_place_of_the_socket_folder_is_refused(new_home: Path) -> None:
    place = place_for(new_home)
    place.sockets.symlink_to(new_home)
    with pytest.raises(OutsideMissing, match="占用"):
        place.claim_sockets()
    place.sockets.unlink()


def test_a_number_without_a_name_is_asked_for_a_database_of_its_own() -> None:
    with pytest.raises(OutsideMissing, match="DATABASE_URL"):
        account_of(987654)


@as_root
def test_a_person_who_is_not_root_has_a_server_of_their_own(new_home: Path) -> None:
    theirs = new_home / "theirs"
    theirs.mkdir()
    os.chown(theirs, STRANGER, STRANGER)
    python = next((each for each in (sys.executable, "/usr/bin/python3") if works_for(STRANGER, each)), None)
    if python is None:
        pytest.skip("Python or its packages lie where other accounts can't reach them")
    program = "with Use(place_for(Path(sys.argv[1]))) as use: print(use.place.files.stat().st_uid)"
    assert said_by_python(STRANGER, python, program, str(theirs)).stdout == f"{STRANGER}\n"


def works_for(uid: int, python: str) -> bool:
    try:
        return said_by_python(uid, python, "Use").returncode == 0
    except PermissionError:
        return False


def said_by_python(uid: int, python: str, program: str, *words: str) -> subprocess.CompletedProcess[str]:
    imports = "import sys; from pathlib import Path; from antu.platform.postgres import Use, place_for; "
    return subprocess.run(
        [python, "-c", f"{imports}\n{program}", *words],
        cwd="/",
        env={"PYTHONPATH": os.pathsep.join([str(SOURCES), *site.getsitepackages()]), "PATH": os.defpath},
        user=uid,
        group=uid,
        extra_groups=(),
        capture_output=True,
        text=True,
        check=False,
    )
