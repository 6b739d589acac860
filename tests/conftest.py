"""For all tests: Django's settings, a database server while one is needed, arithmetic that is tried without haste."""

from __future__ import annotations

import os
from collections.abc import Iterator

import hypothesis
import pytest

hypothesis.settings.register_profile("antu", deadline=None, derandomize="CI" in os.environ)
hypothesis.settings.load_profile("antu")


def pytest_configure(config: pytest.Config) -> None:
    """Name the settings, unless Django is left out (``-p no:django``, as for tests/unit and tests/golden)."""
    if config.pluginmanager.hasplugin("django"):
        from django.conf import settings  # noqa: PLC0415 - unit and golden tests run without Django

        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")
        assert settings.INSTALLED_APPS  # read once: the plugin then sets Django up


@pytest.fixture(scope="session")
def django_db_modify_db_settings() -> Iterator[None]:
    """The server of ``DATABASE_URL``, else an embedded one of the tests' own, for as long as the session lasts."""
    if os.environ.get("DATABASE_URL"):
        yield
        return
    from antu.platform.postgres import Use, place_for  # noqa: PLC0415 - as above
    from antu.site import installation  # noqa: PLC0415

    place = place_for(installation.home())
    with Use(place):
        _drop_left_over_databases(place.address("postgres"))
        yield


def _drop_left_over_databases(address: str) -> None:
    """Those of runs that were killed: named by a process that is no more."""
    import psycopg  # noqa: PLC0415

    with psycopg.connect(address, autocommit=True) as connection:
        names = connection.execute("select datname from pg_database where datname like 'test_antu_%'").fetchall()
        for (name,) in names:
            try:
                os.kill(int(name.split("_")[2]), 0)  # test_antu_PID, and the core where there are several
            except ProcessLookupError:
                connection.execute(f"drop database if exists {name} with (force)")
