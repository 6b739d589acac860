from __future__ import annotations

import os
from datetime import date
from pathlib import Path

import pytest
from tests.unit.policy.small_pack import Change, files

from antu.kernel.errors import BadInput
from antu.policy import PackError, PackShelf, shipped_shelf
from antu.policy.load import BYTES_MAX, content_sha256
from antu.policy.shelf import read_folder


def put(folder: Path, version: str = "1", pack_id: str = "small", *changes: Change) -> Path:
    own = (("pack.yaml", "id: small", f"id: {pack_id}"), ("pack.yaml", 'version: "1"', f'version: "{version}"'))
    place = folder / pack_id / version
    for name, content in files(*own, *changes).items():
        (place / name).parent.mkdir(parents=True, exist_ok=True)
        (place / name).write_bytes(content)
    return place


def test_a_name_without_a_version_means_the_newest_by_number(tmp_path: Path) -> None:
    for version in ("2", "10", "9.9"):
        put(tmp_path, version)
    shelf = PackShelf(tmp_path)
    assert shelf.get("small").version == "10"
    assert shelf.get("small@2").version == "2"
    assert [pack.version for pack in shelf.all()] == ["2", "9.9", "10"]
    assert shelf.get("small") is shelf.get("small@10")


@pytest.mark.parametrize("name", ["smal", "small@3", "", "@1", "../small", "small@"])
def test_an_unknown_pack_is_told_with_the_known_ones(tmp_path: Path, name: str) -> None:
    put(tmp_path, "1")
    if name == "small@":
        assert PackShelf(tmp_path).get(name).version == "1"
        return
    with pytest.raises(BadInput, match="现有 small@1"):
        PackShelf(tmp_path).get(name)


def test_a_folder_must_be_named_as_its_pack(tmp_path: Path) -> None:
    put(tmp_path).rename(tmp_path / "small" / "2")
    with pytest.raises(BadInput, match="自称 small@1"):
        PackShelf(tmp_path).get("small@2")


def test_one_version_in_two_folders_must_be_the_same_bytes(tmp_path: Path) -> None:
    put(tmp_path / "a")
    put(tmp_path / "b")
    assert len(PackShelf(tmp_path / "a", tmp_path / "b", tmp_path / "none").all()) == 1
    (tmp_path / "b/small/1/README.md").write_text("改过")
    with pytest.raises(BadInput, match="另立版本"):
        PackShelf(tmp_path / "a", tmp_path / "b").all()


def test_a_pack_is_chosen_by_regime_jurisdiction_and_day_and_the_choice_is_explained(tmp_path: Path) -> None:
    put(tmp_path, "1", "province")
    put(tmp_path, "1", "district", ("pack.yaml", 'code: "43"', 'code: "430204"'))
    later = ("pack.yaml", "valid_from: 2023-01-01", "valid_from: 2024-01-01")
    put(tmp_path, "2", "district", ("pack.yaml", 'code: "43"', 'code: "430204"'), later)
    put(tmp_path, "1", "state", ("pack.yaml", "regime: collective", "regime: state"))
    shelf = PackShelf(tmp_path)
    pack, why = shelf.choose("collective", "430204", date(2023, 5, 1))
    assert pack.name == "district@1"
    assert "province@1" in why
    assert shelf.choose("collective", "430204", date(2024, 1, 1))[0].name == "district@2"
    assert shelf.choose("collective", "430211", date(2024, 1, 1))[0].name == "province@1"
    assert shelf.choose("state", "430204", date(2023, 1, 1))[0].name == "state@1"
    for regime, code, day in (("collective", "420106", date(2023, 5, 1)), ("collective", "430204", date(2022, 12, 31))):
        with pytest.raises(BadInput, match="没有适用的补偿办法"):
            shelf.choose(regime, code, day)


def test_of_versions_in_force_from_one_day_the_newest_is_chosen_by_number(tmp_path: Path) -> None:
    for version in ("9", "10", "2"):
        put(tmp_path, version)
    pack, why = PackShelf(tmp_path).choose("collective", "430204", date(2023, 5, 1))
    assert pack.name == "small@10"
    assert "small@2、small@9" in why


def test_the_day_of_the_notice_selects_the_version_of_a_named_pack(tmp_path: Path) -> None:
    put(tmp_path, "1", "small", ("pack.yaml", "chosen_by", "valid_to: 2023-12-31\nchosen_by"))
    put(tmp_path, "2", "small", ("pack.yaml", "valid_from: 2023-01-01", "valid_from: 2024-01-01"))
    shelf = PackShelf(tmp_path)
    assert shelf.in_force("small", date(2023, 12, 31)).version == "1"
    assert shelf.in_force("small", date(2024, 1, 1)).version == "2"
    assert shelf.in_force("small", date(2022, 1, 1)).version == "2"
    assert shelf.in_force("small", None).version == "2"
    assert shelf.in_force("small@1", date(2024, 1, 1)).version == "1"
    with pytest.raises(BadInput, match="现有 small@1"):
        shelf.in_force("smal", date(2024, 1, 1))


def test_validity_includes_both_its_ends(tmp_path: Path) -> None:
    put(tmp_path, "1", "small", ("pack.yaml", "chosen_by", "valid_to: 2023-12-31\nchosen_by"))
    pack = PackShelf(tmp_path).get("small")
    assert [pack.holds_on(date(*day)) for day in ((2022, 12, 31), (2023, 1, 1), (2023, 12, 31), (2024, 1, 1))] == [
        False, True, True, False,
    ]  # fmt: skip


def test_the_hash_follows_every_byte_and_name(tmp_path: Path) -> None:
    original = content_sha256(files())
    assert original == content_sha256(dict(reversed(files().items())))
    assert original != content_sha256(files(README_md="# 小村办法"))
    moved = files()
    moved["cases/other.yaml"] = moved.pop("cases/cases.yaml")
    assert original != content_sha256(moved)
    put(tmp_path)
    assert PackShelf(tmp_path).get("small").sha256 == original


def test_the_shipped_shelf_has_copies_that_publishing_left(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    put(tmp_path / "policies")
    monkeypatch.setenv("ANTU_HOME", str(tmp_path))
    assert {"hunan-demo-2023", "wuhan-wuchang-2019", "small"} <= {folder.id for folder in shipped_shelf().folders()}


def test_a_broken_pack_is_told_when_it_is_asked_for(tmp_path: Path) -> None:
    put(tmp_path)
    broken = put(tmp_path, "2")
    (broken / "items.yaml").unlink()
    assert PackShelf(tmp_path).get("small@1")
    with pytest.raises(PackError):
        PackShelf(tmp_path).get("small")


def test_a_link_a_pipe_and_a_heap_of_bytes_are_no_files_of_a_pack(tmp_path: Path) -> None:
    place = put(tmp_path)
    (place / "rates/linked.csv").symlink_to(place / "rates/reward.csv")
    (place / "loop").symlink_to(place)
    os.mkfifo(place / "rates/pipe.csv")
    with pytest.raises(BadInput) as caught:
        read_folder(place)
    names = ["loop", "rates/linked.csv", "rates/pipe.csv"]
    assert [(each.rule, each.where["file"]) for each in caught.value.problems] == [("P-FILE", name) for name in names]
    for name in names:
        (place / name).unlink()
    (place / "README.md").write_bytes(b" " * (BYTES_MAX + 1))
    with pytest.raises(BadInput, match="最多 200 个文件、8 MB"):
        read_folder(place)
