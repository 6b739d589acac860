"""What was committed survives kill -9 and everything a dead server leaves behind."""

from __future__ import annotations

import os
import shutil
import subprocess
import time
from pathlib import Path

import psycopg
import pytest
from tests.db.postgres.servers import ask, becomes_true, is_running, keeper_pid, kill, server_pid, tell

from antu.kernel.errors import OutsideMissing
from antu.platform.postgres import Place, Use, place_for


def answers(place: Place) -> bool:
    try:
        return ask(place, "select 1") == 1
    except psycopg.OperationalError:
        return False


def test_the_keeper_starts_a_killed_server_again_with_all_rows_there(home: Path) -> None:
    place = place_for(home)
    with Use(place):
        tell(place, "create table crashed as select generate_series(1, 1000) as number")
        pid = server_pid(place)
        kill(pid)
        assert becomes_true(lambda: not is_running(place, pid))
        assert becomes_true(lambda: answers(place))
        assert ask(place, "select count(*) from crashed") == 1000


def test_a_server_killed_with_its_keeper_while_a_session_is_busy_comes_back_at_once(home: Path) -> None:
    place = place_for(home)
    use = Use(place)
    use.enter()
    tell(place, "create table kept as select generate_series(1, 1000) as number")
    busy = psycopg.connect(place.address())
    busy.execute("insert into kept select generate_series(1, 200000)")
    keeper, pid = keeper_pid(place), server_pid(place)
    kill(pid)
    kill(keeper)
    use.enter()
    busy.close()
    assert ask(place, "select count(*) from kept") == 1000
    use.leave()


def test_a_pid_file_that_names_a_stranger_is_put_aside(home: Path) -> None:
    place = _stopped(home)
    stranger = _stranger(place)
    _pretend(place, stranger.pid)
    with Use(place):
        assert ask(place, "select 1") == 1
    stranger.kill()
    stranger.wait()


def test_a_pid_file_that_names_a_zombie_is_put_aside(home: Path) -> None:
    place = _stopped(home)
    zombie = _stranger(place)
    zombie.kill()
    assert becomes_true(lambda: "Z (zombie)" in Path(f"/proc/{zombie.pid}/status").read_text())
    _pretend(place, zombie.pid)
    with Use(place):
        assert ask(place, "select 1") == 1
    zombie.wait()


def test_a_socket_lock_that_names_a_stranger_is_put_aside(home: Path) -> None:
    place = _stopped(home)
    stranger = _stranger(place)
    place.claim_sockets()
    (place.sockets / ".s.PGSQL.5432.lock").write_text(f"{stranger.pid}\n{place.files}\n0\n5432\n{place.sockets}\n")
    with Use(place):
        assert ask(place, "select 1") == 1
    stranger.kill()
    stranger.wait()


def test_half_made_files_of_a_killed_first_start_are_made_anew(new_home: Path) -> None:
    place = place_for(new_home)
    (place.base / "new/base").mkdir(parents=True)
    (place.base / "new/PG_VERSION").write_text("17\n")
    with Use(place):
        assert ask(place, "select 1") == 1


def test_a_database_is_new_until_it_is_settled(new_home: Path) -> None:
    place = place_for(new_home)
    assert place.is_new
    with Use(place):
        assert place.is_new
    with Use(place):
        assert place.is_new
        place.settle()
    assert not place.is_new


def test_data_of_another_postgresql_are_refused_with_the_way_out(home: Path) -> None:
    place = _stopped(home)
    (place.files / "PG_VERSION").write_text("12\n")
    with pytest.raises(OutsideMissing, match="pg_dump"):
        Use(place).enter()
    (place.files / "PG_VERSION").write_text("17\n")


def _stopped(home: Path) -> Place:
    place = place_for(home)
    with Use(place):
        pass
    return place


def _stranger(place: Place) -> subprocess.Popen[bytes]:
    sleep = shutil.which("sleep")
    assert sleep
    return subprocess.Popen([sleep, "600"], **place.account.as_child())


def _pretend(place: Place, pid: int) -> None:
    started = int(time.time())
    file = place.files / "postmaster.pid"
    file.write_text(f"{pid}\n{place.files}\n{started}\n5432\n{place.sockets}\n\n  1 1\nready\n")
    os.chown(file, place.account.uid, place.account.gid)
