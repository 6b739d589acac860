"""The server runs exactly as long as somebody uses it, however the users end."""

from __future__ import annotations

import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from tests.db.postgres.servers import (
    another_user,
    ask,
    becomes_true,
    is_running,
    keeper_pid,
    kill,
    server_pid,
    starting_user,
    tell,
)

from antu.platform.postgres import Use, place_for


def test_a_server_starts_with_its_first_user_and_has_stopped_when_the_last_one_has_left(home: Path) -> None:
    use = Use(place_for(home))
    use.enter()
    pid = server_pid(use.place)
    assert ask(use.place, "select 1") == 1
    use.leave()
    assert not is_running(use.place, pid)


def test_what_was_written_is_there_after_a_restart(home: Path) -> None:
    place = place_for(home)
    with Use(place):
        tell(place, "create table kept_in_order as select generate_series(1, 1000) as number")
    with Use(place):
        assert ask(place, "select count(*) from kept_in_order") == 1000


def test_the_server_outlives_its_first_user_while_a_second_one_is_there(home: Path) -> None:
    first = another_user(home)
    place = place_for(home)
    with Use(place):
        pid = server_pid(place)
        kill(first.pid)
        first.wait()
        assert first.stdin is not None
        time.sleep(0.6)  # several looks of the keeper
        assert server_pid(place) == pid
        assert ask(place, "select 1") == 1
    assert not is_running(place, pid)


def test_a_killed_last_user_counts_as_gone(home: Path) -> None:
    user = another_user(home)
    place = place_for(home)
    pid = server_pid(place)
    kill(user.pid)
    user.wait()
    assert becomes_true(lambda: not is_running(place, pid))


def test_two_processes_use_one_server(home: Path) -> None:
    place = place_for(home)
    with Use(place):
        pid = server_pid(place)
        other = another_user(home)
        assert server_pid(place) == pid
        other.communicate("")


def test_five_processes_that_come_at_once_to_a_new_home_share_one_server(new_home: Path) -> None:
    with ThreadPoolExecutor(5) as pool:
        users = list(pool.map(another_user, [new_home] * 5))
    place = place_for(new_home)
    pid = server_pid(place)
    for user in users:
        kill(user.pid)
        user.wait()
    assert becomes_true(lambda: not is_running(place, pid))


def test_two_homes_have_two_servers(home: Path, new_home: Path) -> None:
    one, two = place_for(home), place_for(new_home)
    with Use(one), Use(two):
        tell(one, "create table only_here ()")
        assert server_pid(one) != server_pid(two)
        assert ask(two, "select to_regclass('only_here')") is None


def test_a_server_ends_when_its_keeper_is_killed_and_the_user_has_it_back_by_entering_again(home: Path) -> None:
    place = place_for(home)
    with Use(place) as use:
        tell(place, "create table if not exists left_over ()")
        pid = server_pid(place)
        kill(keeper_pid(place))
        assert becomes_true(lambda: not is_running(place, pid))
        assert not use.is_kept()
        use.enter()
        assert use.is_kept()
        assert ask(place, "select to_regclass('left_over')") == "left_over"


def test_a_first_user_that_is_killed_while_the_server_starts_leaves_none_behind(home: Path) -> None:
    place = place_for(home)
    user = starting_user(home)
    assert becomes_true((place.files / "postmaster.pid").exists)
    kill(user.pid)
    user.wait()
    assert becomes_true(lambda: not (place.files / "postmaster.pid").exists())
    with Use(place):
        assert ask(place, "select 1") == 1
