"""For all tests: Django's settings, a database server while one is needed, arithmetic that is tried without haste."""

from __future__ import annotations

import gc
import os
from collections.abc import Iterator

import hypothesis
import pytest
from pytest_django import DjangoDbBlocker

hypothesis.settings.register_profile("antu", deadline=None, derandomize="CI" in os.environ)
hypothesis.settings.load_profile("antu")


def pytest_configure(config: pytest.Config) -> None:
    """Name the settings, unless Django is left out (``-p no:django``, as for tests/unit and tests/golden)."""
    if config.pluginmanager.hasplugin("django"):
        from django.conf import settings  # noqa: PLC0415 - unit and golden tests run without Django

        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")
        assert settings.INSTALLED_APPS  # read once: the plugin then sets Django up


def pytest_collection_finish() -> None:
    """Leave what was read so far out of every search for garbage, and search less often: that takes time."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 20, 20)


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """The server of ``DATABASE_URL``, else an embedded one of the tests' own, for as long as the session lasts."""
    if os.environ.get("DATABASE_URL"):
        _begin_with_a_migrated_copy(django_db_blocker)
        yield
        return
    from antu.platform.postgres import Use, place_for  # noqa: PLC0415 - as above
    from antu.site import installation  # noqa: PLC0415

    place = place_for(installation.home())
    with Use(place):
        _prepare_server(place.address("postgres"))
        _begin_with_a_migrated_copy(django_db_blocker)
        yield


@pytest.fixture(scope="module")
def kept_for_the_file(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:  # noqa: ARG001
    """What fixtures of a file write after asking for this is there for each of its tests, and undone at its end."""
    yield from _kept(django_db_blocker)


@pytest.fixture(scope="class")
def kept_for_the_class(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:  # noqa: ARG001
    """The same for a class of tests."""
    yield from _kept(django_db_blocker)


def _kept(blocker: DjangoDbBlocker) -> Iterator[None]:
    from django.db import transaction  # noqa: PLC0415 - as below

    with blocker.unblock(), transaction.atomic():
        yield
        transaction.set_rollback(True)


def _begin_with_a_migrated_copy(blocker: DjangoDbBlocker) -> None:
    """Have Django make its test database from one in which most or all migrations were run before."""
    from django.db import connections  # noqa: PLC0415 - as above
    from tests.copies import migrated_template  # noqa: PLC0415 - as above

    with blocker.unblock():
        connections.settings["default"]["TEST"]["TEMPLATE"] = migrated_template()


def _prepare_server(address: str) -> None:
    """Let it lose rows when the machine falls; drop databases of runs that were killed: their process is no more."""
    import psycopg  # noqa: PLC0415 - as above

    with psycopg.connect(address, autocommit=True) as connection:
        for setting in ("fsync", "synchronous_commit", "full_page_writes"):
            connection.execute(f"alter system set {setting} = off")
        connection.execute("select pg_reload_conf()")
        names = connection.execute("select datname from pg_database where datname like 'test_antu_%'").fetchall()
        for (name,) in names:
            try:
                os.kill(int(name.split("_")[2]), 0)  # test_antu_PID, and what it is a copy for
            except ProcessLookupError:
                connection.execute(f"drop database if exists {name} with (force)")
