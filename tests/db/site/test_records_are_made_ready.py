"""The first command on a new embedded database migrates it and loads the demo; on any other it loads nothing."""

from __future__ import annotations

import json
import os
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest
from tests.db.site.running import antu, command, home_of_its_own, running

from antu.platform.postgres import Use, place_for


@pytest.fixture
def home() -> Iterator[Path]:
    with home_of_its_own() as folder:
        yield folder


def logins(home: Path, **more: str) -> list[str]:
    said = antu(home, "accounts", "list", "--json", **more)
    assert said.returncode == 0, said.stderr
    return [account["login"] for account in json.loads(said.stdout)]


def test_without_the_demo_a_new_database_stays_empty_also_later(home: Path) -> None:
    assert logins(home, ANTU_DEMO="0") == []
    assert logins(home) == []
    assert antu(home, "demo", "load").returncode == 0
    assert logins(home) != []


def test_a_demo_that_was_killed_half_way_is_loaded_by_the_next_command(home: Path) -> None:
    with running(home, "accounts", "list", stderr=subprocess.PIPE) as first:
        assert first.stderr is not None
        assert any("演示" in line for line in first.stderr)
        time.sleep(1)
    assert place_for(home).is_new
    said = antu(home, "accounts", "list", "--json")
    assert "演示" in said.stderr, "set-up speaks on standard error only"
    assert len(json.loads(said.stdout)) == 9
    assert not place_for(home).is_new


def test_a_database_that_was_given_is_migrated_but_gets_no_demo(home: Path) -> None:
    with Use(place_for(home)) as use:
        address = use.place.address()
        with psycopg.connect(use.place.address("postgres"), autocommit=True) as connection:
            connection.execute("create database given")
        given = address.replace("dbname=antu", "dbname=given")
        assert logins(home / "other", DATABASE_URL=given) == []
        with psycopg.connect(given) as connection:
            row = connection.execute("select count(*) from django_migrations").fetchone()
        assert row is not None
        assert row[0] > 0


def test_a_database_that_does_not_answer_is_something_missing(home: Path) -> None:
    said = antu(home, "accounts", "list", DATABASE_URL="postgresql://antu@127.0.0.1:1/antu")
    assert said.returncode == 3
    assert "DATABASE_URL" in said.stderr
    assert said.stderr.count("\n") == 1


def test_models_and_migrations_agree() -> None:
    words = ["-m", "django", "makemigrations", "--check", "--dry-run"]
    environment = {**os.environ, "DJANGO_SETTINGS_MODULE": "tests.settings"}
    said = subprocess.run([command()[0], *words], env=environment, capture_output=True, text=True, check=False)
    assert said.returncode == 0, said.stdout
