"""A pack of the office: drafted, proved, published by somebody else, and then as it is, whoever asks."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from django.db import DatabaseError, transaction
from tests.village_pack import CHECKER, WRITER, proof_of, rules_of, village_files

from antu.kernel.errors import BadInput, Forbidden
from antu.platform.actor import EVERYTHING, Actor, Reach
from antu.platform.models import JournalEntry
from antu.platform.versions import version_of
from antu.policy import PackShelf
from antu.policy.load import content_sha256
from antu.policy.shelf import shipped_shelf
from antu.regulations import selectors
from antu.regulations.domain.pack_files import files_kept
from antu.regulations.models import PackVersion, PackWithdrawal
from antu.regulations.selectors.packs import listed_packs, proof_words, shown_pack
from antu.regulations.services.pack_publishing import (
    keep_proof,
    publish_pack,
    reinstate_pack,
    restore_packs,
    withdraw_pack,
)
from antu.regulations.services.packs import (
    Editing,
    NewVersion,
    change_pack_draft,
    draft_pack,
    draft_pack_from_folder,
    withdraw_pack_draft,
)

pytestmark = pytest.mark.django_db

ON = date(2024, 1, 15)
TODAY = date(2024, 1, 31)
NAME = "hillside-sample"


@pytest.fixture(autouse=True)
def home(tmp_path: Path, settings: object, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A shelf of the test's own, beside the packs that ship."""
    settings.ANTU_HOME = tmp_path  # type: ignore[attr-defined]
    monkeypatch.setenv("ANTU_HOME", str(tmp_path))
    selectors.pack_shelf.cache_clear()
    yield tmp_path
    selectors.pack_shelf.cache_clear()


def refused(deed: Callable[[], object]) -> list[str]:
    with pytest.raises(BadInput) as error:
        deed()
    return rules_of(error.value)


def drafted(version: str = "1", **changes: tuple[str, str]) -> PackVersion:
    return draft_pack_from_folder(WRITER, village_files(version, **changes), "新定办法")


def proved(row: PackVersion) -> PackVersion:
    return keep_proof(WRITER, row, proof_of(row.sha256))


def published(row: PackVersion, capture: Callable[..., object]) -> PackVersion:
    with capture(execute=True):  # type: ignore[attr-defined]
        return publish_pack(CHECKER, proved(row), "示例〔2024〕1号", ON, today=TODAY)


def test_a_folder_becomes_a_draft_that_nothing_is_computed_with() -> None:
    row = drafted()
    assert (row.name, row.title, row.valid_from, row.is_draft) == (
        f"{NAME}@1",
        "青山村示例办法",
        date(2023, 1, 1),
        True,
    )
    assert row.sha256 == content_sha256(village_files())
    assert NAME not in {each.id for each in selectors.pack_shelf().folders()}
    stranger = Actor("yezhu", "示例业主", frozenset({"register.view"}), Reach(owner="示例城投"))
    assert shown_pack(stranger, NAME, "1") is None
    assert shown_pack(WRITER, NAME, "1") is not None


def test_a_published_pack_computes_and_its_folder_has_the_very_bytes(
    home: Path, django_capture_on_commit_callbacks: Callable[..., object]
) -> None:
    row = published(drafted(), django_capture_on_commit_callbacks)
    assert (row.published_by, row.published_on) == ("示例复核", ON)
    pack = selectors.pack_shelf().get(f"{NAME}@1")
    assert pack.sha256 == row.sha256 == content_sha256(village_files())
    assert (home / "policies" / NAME / "1" / "items.yaml").read_bytes() == village_files()["items.yaml"]
    chosen, why = selectors.pack_shelf().choose("collective", "430204", ON)
    assert chosen.name == f"{NAME}@1"
    assert "hunan-demo-2023@1" in why, "the farther one is named as a rival"


def test_the_database_refuses_to_change_or_delete_a_published_pack(
    django_capture_on_commit_callbacks: Callable[..., object],
) -> None:
    row = published(drafted(), django_capture_on_commit_callbacks)
    for deed in (
        lambda: PackVersion.objects.filter(pk=row.pk).update(title="改"),
        lambda: PackVersion.objects.filter(pk=row.pk).update(is_voided=True),
        lambda: PackVersion.objects.filter(pk=row.pk).delete(),
    ):
        with pytest.raises(DatabaseError, match="cannot be changed"), transaction.atomic():
            deed()
    seen = Editing(version_of(row))
    assert refused(lambda: change_pack_draft(WRITER, row, village_files(), seen)) == ["R-PACK-STATE"]
    assert refused(lambda: withdraw_pack_draft(WRITER, row, "不要了")) == ["R-PACK-STATE"]


def test_who_wrote_at_a_draft_does_not_publish_it() -> None:
    row = proved(drafted())
    assert refused(lambda: publish_pack(WRITER, row, "1号", ON)) == ["R-PACK-OWN"]
    files = village_files("1", README_md=("全部为示例", "全部为示例数字"))
    change_pack_draft(CHECKER, row, files, Editing(version_of(row)))
    row.refresh_from_db()
    assert "R-PACK-OWN" in refused(lambda: publish_pack(CHECKER, proved(row), "1号", ON))
    third = replace(CHECKER, login="disan")
    row.refresh_from_db()
    assert publish_pack(third, row, "1号", ON).published_on == ON


def test_who_proves_a_draft_may_still_publish_it() -> None:
    row = keep_proof(CHECKER, drafted(), proof_of(content_sha256(village_files())))
    assert publish_pack(CHECKER, row, "1号", ON, today=TODAY).published_on == ON


def test_without_a_proof_of_these_very_files_nothing_is_published() -> None:
    row = drafted()
    assert refused(lambda: publish_pack(CHECKER, row, "1号", ON)) == ["R-PACK-PROOF"]
    keep_proof(WRITER, row, proof_of("0" * 64))
    row.refresh_from_db()
    assert "不算数" in proof_words(row)
    assert refused(lambda: publish_pack(CHECKER, row, "1号", ON)) == ["R-PACK-PROOF"]
    keep_proof(WRITER, row, proof_of(row.sha256, holds=False))
    row.refresh_from_db()
    assert "没有通过" in proof_words(row)
    assert refused(lambda: publish_pack(CHECKER, row, "1号", ON)) == ["R-PACK-PROOF"]


def test_a_draft_whose_cases_fail_or_that_does_not_load_is_not_published() -> None:
    wrong = drafted("1", rates_house_rate_csv=("900.00", "901.00"))
    assert refused(lambda: publish_pack(CHECKER, proved(wrong), "1号", ON)) == ["P-CASE"]
    broken = drafted("2", items_yaml=("area_m2 * rate", "area_m2 * rat"))
    assert "P-CASE" not in refused(lambda: publish_pack(CHECKER, proved(broken), "1号", ON))


def test_the_day_of_publication_has_come() -> None:
    row = proved(drafted())
    assert refused(lambda: publish_pack(CHECKER, row, "1号", date(2024, 2, 1), today=TODAY)) == ["R-PACK-DAY"]
    assert refused(lambda: publish_pack(CHECKER, row, "1号", None, today=TODAY)) == ["R-PACK-DAY"]


@pytest.mark.parametrize(
    ("ends", "begins", "is_fit"),
    [
        ("2023-12-31", "2024-01-01", True),
        ("2023-12-31", "2024-01-02", False),
        ("2023-12-31", "2023-12-31", False),
        (None, "2024-01-01", True),
        (None, "2022-12-31", False),
    ],
)
def test_a_new_version_follows_the_one_before_without_gap_or_overlap(
    ends: str | None, begins: str, *, is_fit: bool, django_capture_on_commit_callbacks: Callable[..., object]
) -> None:
    first = f"valid_from: 2023-01-01\nvalid_to: {ends}" if ends else "valid_from: 2023-01-01"
    published(drafted("1", pack_yaml=("valid_from: 2023-01-01", first)), django_capture_on_commit_callbacks)
    second = proved(drafted("2", pack_yaml=("valid_from: 2023-01-01", f"valid_from: {begins}")))
    if is_fit:
        assert publish_pack(CHECKER, second, "2号", ON, today=TODAY).published_on == ON
    else:
        assert refused(lambda: publish_pack(CHECKER, second, "2号", ON, today=TODAY)) == ["P-VALIDITY"]


def test_a_new_version_begins_from_any_with_its_own_number_and_days() -> None:
    base = shown_pack(WRITER, "hunan-demo-2023", "1")
    assert base is not None
    new = NewVersion("2", date(2025, 1, 1), date(2026, 12, 31), "标准调整")
    row = draft_pack(WRITER, base, new)
    loaded = shown_pack(WRITER, "hunan-demo-2023", "2")
    assert loaded is not None
    pack = loaded.check.pack
    assert pack is not None
    assert (pack.version, pack.valid_from, pack.valid_to) == ("2", new.valid_from, new.valid_to)
    changed = {name for name, content in files_kept(row.files).items() if content != base.files[name]}
    assert changed == {"pack.yaml"}
    assert row.based_on == "hunan-demo-2023@1"
    assert not loaded.check.failed
    assert refused(lambda: draft_pack(WRITER, base, new)) == ["P-IMMUTABLE"]
    assert refused(lambda: draft_pack(WRITER, base, replace(new, version="1"))) == ["P-IMMUTABLE"]
    assert refused(lambda: draft_pack(WRITER, base, replace(new, version="a/b", reason=""))) == ["P-NAME", "R-REQUIRED"]
    early = replace(new, version="3", valid_to=date(2024, 1, 1))
    assert refused(lambda: draft_pack(WRITER, base, early)) == ["P-VALIDITY"]


def test_two_who_write_at_once_do_not_overwrite_each_other() -> None:
    row = drafted()
    seen = version_of(row)
    one = village_files("1", README_md=("全部为示例", "甲写的示例"))
    change_pack_draft(WRITER, row, one, Editing(seen))
    assert refused(lambda: change_pack_draft(CHECKER, row, village_files(), Editing(seen))) == ["R-PACK-CHANGED"]
    row.refresh_from_db()
    proved(row)
    later = Editing(version_of(row) - 1)
    assert change_pack_draft(CHECKER, row, village_files(), later).sha256 == content_sha256(village_files())


def test_faults_are_refused_with_their_place_unless_they_may_stay_for_now() -> None:
    row = drafted()
    broken = village_files("1", items_yaml=("legal_area_m2 * tier", "legal_area * tier"))
    with pytest.raises(BadInput) as error:
        change_pack_draft(WRITER, row, broken, Editing(version_of(row)))
    (first, *_) = error.value.problems
    assert (first.where["file"], first.rule) == ("items.yaml", "P-UNKNOWN-NAME")
    assert "legal_area_m2" in first.message, "the suggestion"
    change_pack_draft(WRITER, row, broken, Editing(version_of(row), may_fail=True))
    row.refresh_from_db()
    mended = {**broken, "README.md": b"# x\n"}
    assert change_pack_draft(WRITER, row, mended, Editing(version_of(row))).sha256 == content_sha256(mended)


def test_a_draft_keeps_its_id_and_number() -> None:
    row = drafted()
    other = village_files("2")
    assert refused(lambda: change_pack_draft(WRITER, row, other, Editing(version_of(row)))) == ["P-NAME"]


def test_the_journal_says_which_rates_changed() -> None:
    row = drafted()
    files = village_files("1", rates_house_rate_csv=("900.00", "950.00"))
    change_pack_draft(WRITER, row, files, Editing(version_of(row)))
    entry = JournalEntry.objects.filter(action="修改补偿办法草稿").latest("id")
    assert "900.00" in entry.change["rates/house_rate.csv"][1]
    assert "950.00" in entry.change["rates/house_rate.csv"][1]


def test_a_withdrawn_pack_is_chosen_no_more_and_still_computes_what_it_did(
    home: Path, django_capture_on_commit_callbacks: Callable[..., object]
) -> None:
    published(drafted(), django_capture_on_commit_callbacks)
    with django_capture_on_commit_callbacks(execute=True):  # type: ignore[attr-defined]
        withdraw_pack(CHECKER, f"{NAME}@1", date(2024, 6, 1), "省里另有规定")
    shelf = shipped_shelf()
    assert shelf.choose("collective", "430204", date(2024, 5, 31))[0].name == f"{NAME}@1"
    later, why = shelf.choose("collective", "430204", date(2024, 6, 1))
    assert later.id == "hunan-demo-2023"
    assert "省里另有规定" in why
    assert shelf.get(f"{NAME}@1").id == NAME
    assert json.loads((home / "policies" / "withdrawn.json").read_text())[f"{NAME}@1"]["on"] == "2024-06-01"
    again = lambda: withdraw_pack(CHECKER, f"{NAME}@1", ON, "再次")  # noqa: E731
    assert refused(again) == ["R-PACK-STATE"]


def test_a_withdrawal_that_was_a_mistake_is_taken_back_and_the_version_is_chosen_again(
    home: Path, django_capture_on_commit_callbacks: Callable[..., object]
) -> None:
    published(drafted(), django_capture_on_commit_callbacks)
    assert refused(lambda: reinstate_pack(CHECKER, f"{NAME}@1", "停错了")) == ["R-PACK-STATE"]
    with django_capture_on_commit_callbacks(execute=True):  # type: ignore[attr-defined]
        withdraw_pack(CHECKER, f"{NAME}@1", date(2024, 6, 1), "省里另有规定")
    assert refused(lambda: reinstate_pack(CHECKER, f"{NAME}@1", " ")) == ["R-REQUIRED"]
    with django_capture_on_commit_callbacks(execute=True):  # type: ignore[attr-defined]
        reinstate_pack(CHECKER, f"{NAME}@1", "停错了版本")
    chosen, why = shipped_shelf().choose("collective", "430204", date(2024, 6, 1))
    assert chosen.name == f"{NAME}@1"
    assert "停用" not in why
    assert json.loads((home / "policies" / "withdrawn.json").read_text()) == {}
    row = PackWithdrawal.objects.get()
    assert (row.is_voided, row.reason, row.void_reason) == (True, "省里另有规定", "停错了版本")
    assert JournalEntry.objects.filter(action__in=("停用补偿办法", "恢复补偿办法")).count() == 2
    withdraw_pack(CHECKER, f"{NAME}@1", date(2024, 7, 1), "再停")


def test_a_version_comes_back_only_where_no_other_took_its_days(
    django_capture_on_commit_callbacks: Callable[..., object],
) -> None:
    begins = "valid_from: 2023-01-01"
    published(drafted("1", pack_yaml=(begins, f"{begins}\nvalid_to: 2025-12-31")), django_capture_on_commit_callbacks)
    with django_capture_on_commit_callbacks(execute=True):  # type: ignore[attr-defined]
        withdraw_pack(CHECKER, f"{NAME}@1", ON, "算错了")
    published(drafted("2", pack_yaml=(begins, "valid_from: 2024-01-01")), django_capture_on_commit_callbacks)
    with pytest.raises(BadInput, match=f"停用以后发布的 {NAME}@2 与它的有效期重叠"):
        reinstate_pack(CHECKER, f"{NAME}@1", "停错了")
    with django_capture_on_commit_callbacks(execute=True):  # type: ignore[attr-defined]
        withdraw_pack(CHECKER, f"{NAME}@2", ON, "算错了")
    reinstate_pack(CHECKER, f"{NAME}@1", "停错了")


def test_a_version_that_is_withdrawn_gives_way_to_the_one_before(
    django_capture_on_commit_callbacks: Callable[..., object],
) -> None:
    published(drafted("1"), django_capture_on_commit_callbacks)
    published(
        drafted("2", pack_yaml=("valid_from: 2023-01-01", "valid_from: 2023-06-01")),
        django_capture_on_commit_callbacks,
    )
    with django_capture_on_commit_callbacks(execute=True):  # type: ignore[attr-defined]
        withdraw_pack(CHECKER, f"{NAME}@2", date(2024, 6, 1), "算错了")
    shelf: PackShelf = shipped_shelf()
    assert shelf.in_force(NAME, date(2024, 5, 31)).version == "2"
    assert shelf.in_force(NAME, date(2024, 6, 1)).version == "1"


def test_what_the_disk_lost_is_put_back_from_the_database(
    home: Path, django_capture_on_commit_callbacks: Callable[..., object]
) -> None:
    published(drafted(), django_capture_on_commit_callbacks)
    for file in sorted((home / "policies").rglob("*"), reverse=True):
        file.unlink() if file.is_file() else file.rmdir()
    selectors.pack_shelf.cache_clear()
    restore_packs()
    assert selectors.pack_shelf().get(f"{NAME}@1").sha256 == content_sha256(village_files())


def test_the_list_has_what_ships_and_what_the_office_drafts() -> None:
    drafted()
    names = [each.name for each in listed_packs(WRITER)]
    assert f"{NAME}@1" in names
    assert "hunan-demo-2023@1" in names
    reader = Actor("duzhe", "示例", frozenset({"register.view"}), Reach(town="青禾街道"))
    assert f"{NAME}@1" not in [each.name for each in listed_packs(reader)]


def test_only_who_writes_packs_for_the_whole_district_may() -> None:
    row = drafted()
    reader = Actor("duzhe", "示例", frozenset({"register.view", "rule.edit"}), EVERYTHING)
    town = replace(WRITER, reach=Reach(town="青禾街道"))
    for actor in (reader, town):
        with pytest.raises(Forbidden):
            draft_pack_from_folder(actor, village_files("2"), "试")
        with pytest.raises(Forbidden):
            publish_pack(actor, row, "1号", ON)
        with pytest.raises(Forbidden):
            withdraw_pack(actor, "hunan-demo-2023@1", ON, "试")
        with pytest.raises(Forbidden):
            reinstate_pack(actor, "hunan-demo-2023@1", "试")


def test_a_withdrawn_drafts_number_is_free_again() -> None:
    withdraw_pack_draft(WRITER, drafted(), "写错了")
    assert drafted().is_draft
