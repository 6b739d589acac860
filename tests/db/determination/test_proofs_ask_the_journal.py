"""A proof compares what is stored with the journal: a determination that is gone, added or made anew is found."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from tests.db.determination.test_every_digit_of_a_determination_is_proven import copies, past_every_trigger, taken_back
from tests.db.registry import SHELF, bring_in_book, standing
from tests.unit.register.village import village

from antu.compensation.domain.finding_words import meaning_of
from antu.compensation.models import Determination, DeterminationLine, ProofFinding
from antu.compensation.selectors.journaled import beside_the_journal
from antu.compensation.selectors.proving import differing, differing_by_project
from antu.compensation.services import prove_determinations
from antu.households.models import Household
from antu.platform.actor import SYSTEM
from antu.platform.models import JournalEntry

pytestmark = pytest.mark.django_db


@pytest.fixture
def signed(tmp_path: Path) -> Determination:
    """A village with a signed household."""
    bring_in_book(village(), tmp_path)
    return standing("H-1")


def by_sql(statement: str, *values: Any) -> None:
    """As a superuser does, past triggers and foreign keys."""
    with past_every_trigger(), connection.cursor() as cursor:
        cursor.execute(statement, values)


@pytest.fixture
def superseded(signed: Determination, tmp_path: Path) -> Determination:
    """A determination that was superseded by another."""
    book = village()
    book["房屋"][0] |= {"认定面积": 213.5, "测绘面积": 213.5, "登记面积": 213.5}
    bring_in_book(book, tmp_path)
    return Determination.objects.get(pk=signed.pk)


def delete(determination: Determination) -> None:
    by_sql("DELETE FROM compensation_determinationline WHERE determination_id = %s", determination.pk)
    by_sql("DELETE FROM compensation_determination WHERE id = %s", determination.pk)


def put_back(determination: Determination, lines: list[DeterminationLine]) -> None:
    Determination.objects.bulk_create([determination])
    DeterminationLine.objects.bulk_create(lines)


def found() -> list[ProofFinding]:
    return list(prove_determinations(SYSTEM, shelf=SHELF).findings.order_by("pk"))


def another_household(of: Determination) -> Household:
    return Household.objects.exclude(pk=of.household_id).exclude(determinations__isnull=False).earliest("pk")


def test_a_whole_determination_that_was_deleted_is_found_and_closed_when_it_is_back(signed: Determination) -> None:
    lines, household = list(signed.lines.all()), signed.household
    delete(signed)
    (only,) = found()
    assert (only.column, only.determination, only.household) == ("gone", None, household)
    assert only.named == str(signed)
    assert only.explain == f"应付合计 {signed.payable.grouped()} 元"
    assert differing(ProofFinding.objects.all()) == 1
    assert differing_by_project([household.project_id]) == {household.project_id: 1}
    assert "备份" in meaning_of(only.column, only.explain, only.batch)[1]
    put_back(signed, lines)
    assert found() == []


def test_the_entry_of_before_households_were_kept_still_tells_that_one_is_gone(signed: Determination) -> None:
    entry = JournalEntry.objects.get(object_kind="compensation.determination", object_id=signed.pk, action="核定")
    old = {name: both for name, both in entry.change.items() if name not in {"household_id", "record_sha256"}}
    by_sql("UPDATE platform_journalentry SET change = %s WHERE id = %s", json.dumps(old), entry.pk)
    assert found() == []
    delete(signed)
    (only,) = found()
    assert (only.column, only.household, only.named) == ("gone", None, str(signed))


def test_a_determination_that_was_moved_to_another_household_says_from_which(signed: Determination) -> None:
    other, before = another_household(signed), signed.household
    by_sql("UPDATE compensation_determination SET household_id = %s WHERE id = %s", other.pk, signed.pk)
    broken, moved = found()
    assert (broken.column, broken.household) == ("record_sha256", other)
    assert (moved.column, moved.stored, moved.explain) == ("moved", f"{other} 第1版", f"{before} 第1版")
    assert differing(ProofFinding.objects.all()) == 1
    ((label, now, journaled),) = beside_the_journal(Determination.objects.get(pk=signed.pk))
    assert (label, now) == ("户", f"{other}（{other.project}）")
    assert journaled == f"{before}（{before.project}）"
    by_sql("UPDATE compensation_determination SET household_id = %s WHERE id = %s", before.pk, signed.pk)
    assert found() == []


@pytest.mark.parametrize(
    ("column", "value", "finding", "labels"),
    [("reason", "补签", "journal", ["缘由", "登记摘要"]), ("household_id", None, "moved", ["户", "登记摘要"])],
)
def test_one_that_was_changed_and_sealed_again_is_found_by_the_journal(
    signed: Determination, column: str, value: Any, finding: str, labels: list[str]
) -> None:
    changed = Determination.objects.get(pk=signed.pk)
    setattr(changed, column, value or another_household(signed).pk)
    changed.seal()
    with past_every_trigger():
        changed.save()
    (only,) = found()
    assert (only.column, only.determination, only.named) == (finding, signed, str(signed))
    assert [label for label, _, _ in beside_the_journal(Determination.objects.get(pk=signed.pk))] == labels
    if finding == "journal":
        assert only.stored == f"{changed.facts_sha256}；{changed.record_sha256}"
        assert only.explain == f"{signed.facts_sha256}；{signed.record_sha256}"


def test_a_determination_that_nobody_journaled_is_found(superseded: Determination) -> None:
    (added,) = copies(superseded, 1)
    (only,) = found()
    assert (only.column, only.determination, only.household) == ("added", added, superseded.household)


def test_a_determination_whose_household_was_deleted_is_found(signed: Determination) -> None:
    whose = str(signed.household)
    with taken_back():
        by_sql("DELETE FROM households_household WHERE id = %s", signed.household_id)
        (only,) = found()
        assert (only.column, only.determination_id, only.household) == ("household", signed.pk, None)
        assert only.named == f"{whose} 第1版"
    assert found() == []


def test_superseding_leaves_the_journal_right(superseded: Determination) -> None:
    assert superseded.household.determinations.count() > 1
    assert found() == []
