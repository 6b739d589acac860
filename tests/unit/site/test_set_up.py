"""Set-up does a step again only when something that it was made from has changed."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from antu.kernel.errors import OutsideMissing
from antu.site import installation
from antu.site.launcher import environment, outside, stamps


def test_a_fingerprint_changes_with_content_name_and_words_only(tmp_path: Path) -> None:
    folder = tmp_path / "web"
    folder.mkdir()
    (folder / "a.css").write_text("x")
    before = stamps.digest([folder], "3.11")
    assert stamps.digest([folder], "3.11") == before
    assert stamps.digest([folder], "3.12") != before
    (folder / "a.css").write_text("y")
    changed = stamps.digest([folder], "3.11")
    (folder / "a.css").rename(folder / "b.css")
    assert len({before, changed, stamps.digest([folder], "3.11")}) == 3


def test_a_missing_source_has_a_fingerprint_of_its_own(tmp_path: Path) -> None:
    source = tmp_path / "package-lock.json"
    before = stamps.digest([source])
    source.write_text("")
    assert stamps.digest([source]) != before


def test_a_step_is_current_until_its_fingerprint_changes(tmp_path: Path) -> None:
    stamp = tmp_path / "deep/stamp"
    assert not stamps.is_current(stamp, "one")
    stamps.leave(stamp, "one")
    assert stamps.is_current(stamp, "one")
    assert not stamps.is_current(stamp, "two")


def test_the_environment_of_tests_holds_what_running_asks_for(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(environment, "VENV", tmp_path)
    monkeypatch.setattr(environment, "PYTHON", Path(sys.executable))
    assert not environment.has_requirements("base")
    stamps.leave(tmp_path / ".antu-test", environment.fingerprint("test"))
    assert environment.has_requirements("base")
    assert environment.has_requirements("test")
    assert not environment.has_requirements("node")


def test_where_nothing_can_make_an_environment_it_says_what_to_type(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(environment, "VENV", tmp_path / "venv")
    monkeypatch.setattr(environment, "_has", lambda *_modules: False)
    monkeypatch.setattr(environment, "install_debian_packages", lambda _packages: False)
    with pytest.raises(OutsideMissing, match=r"apt-get install python3\.\d+-venv"):
        environment.make_environment()


def test_a_program_that_fails_is_something_missing_with_advice(capfd: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(OutsideMissing, match="请检查网络"):
        outside.call([sys.executable, "-c", "print('on the way'); raise SystemExit(5)"], "没有装全，请检查网络。")
    captured = capfd.readouterr()
    assert captured.out == ""
    assert captured.err == "on the way\n"


def test_a_program_that_is_not_there_fails_too() -> None:
    assert not outside.succeeds(["a-program-that-nobody-has"])


def test_the_launcher_needs_the_standard_library_only() -> None:
    source = installation.CHECKOUT / "src"
    program = f"import sys; sys.path.insert(0, {str(source)!r}); import antu.site.launcher.launch"
    program += "; import antu.site.launcher.testing"
    bare = [sys.executable, "-I", "-S", "-c", program]
    assert subprocess.run(bare, check=False).returncode == 0


def test_keys_are_made_once_and_are_their_owners_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ANTU_HOME", str(tmp_path / "home"))
    first = installation.key("data")
    assert len(first) == installation.KEY_BYTES
    assert installation.key("data") == first
    assert installation.key("session") != first
    assert (tmp_path / "home/keys/data").stat().st_mode & 0o777 == 0o600
    assert (tmp_path / "home/keys").stat().st_mode & 0o777 == 0o700
    assert sorted(path.name for path in (tmp_path / "home/keys").iterdir()) == ["data", "session"]
