"""The proof of the night: queued by a round, done by its job, ended by nobody's facts, told to people once."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from tests.db.registry import SHELF, bring_in_book, shelf_with, standing
from tests.unit.register.village import village

from antu.compensation.models import Determination, PendingPricing, ProofRun
from antu.compensation.selectors.batches import PackBatch
from antu.compensation.services import prove_determinations
from antu.compensation.services.proving import order_proof_of_the_night
from antu.inbox.models import Todo
from antu.organisations.models import Post
from antu.platform.actor import SYSTEM
from antu.platform.contributions import collected
from antu.platform.jobs.attempt import Cancelled, never
from antu.platform.jobs.rounds import Round
from antu.platform.jobs.running import run_job
from antu.platform.models import Job

pytestmark = pytest.mark.django_db

NIGHT = datetime(2026, 2, 28, 18, 30, tzinfo=UTC)  # 02:30 here


@pytest.fixture
def signed(tmp_path: Path) -> Determination:
    """One of three signed households."""
    bring_in_book(village(), tmp_path)
    return standing("H-1")


def unreadable(determination: Determination) -> None:
    """Frozen facts that no pack reads."""
    Determination.objects.filter(pk=determination.pk).update(facts=["什么也不是"])


def a_night(after: int = 0) -> Job:
    """What the worker does in one night: it queues the proof, and runs it."""
    assert order_proof_of_the_night(NIGHT + timedelta(days=after)) == 1
    job = Job.objects.filter(kind="prove").latest("pk")
    run_job(job.pk, never)
    job.refresh_from_db()
    return job


@pytest.mark.usefixtures("signed")
def test_a_round_of_the_worker_queues_it_and_its_job_proves_all(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("antu.compensation.services.proving.NIGHT", range(24))
    (proof,) = (each for each in collected(Round) if each.key == "proof")
    assert [proof.run(), proof.run()] == [1, 0]
    job = Job.objects.get(kind="prove")
    run_job(job.pk, never)
    job.refresh_from_db()
    assert (job.problem, job.result["summary"]) == ("", "核定复算：全部相符")
    assert ProofRun.objects.get().determination_count == Determination.objects.count()


def test_unreadable_facts_are_a_finding_and_the_others_are_proven(signed: Determination) -> None:
    unreadable(signed)
    assert a_night().problem == ""
    run = ProofRun.objects.get()
    assert run.determination_count == Determination.objects.count()
    assert set(run.findings.values_list("determination", "column")) == {
        (signed.pk, "facts_sha256"),
        (signed.pk, "facts"),
    }


def test_one_that_breaks_the_batch_engine_is_a_finding_and_the_others_are_proven(
    signed: Determination, monkeypatch: pytest.MonkeyPatch
) -> None:
    amounts = PackBatch.amounts

    def breaks(batch: PackBatch, facts: Any) -> Any:
        if any(each.subject_id == "H-1" for each in facts):
            raise OverflowError("38 digits")
        return amounts(batch, facts)

    monkeypatch.setattr(PackBatch, "amounts", breaks)
    run = prove_determinations(SYSTEM, shelf=SHELF)
    (only,) = run.findings.all()
    assert (only.determination, only.column) == (signed, "facts")
    assert "批量计算出错" in only.batch
    assert run.determination_count == Determination.objects.count()


def test_people_are_told_once_and_not_every_night(signed: Determination) -> None:
    Post.objects.create(code="prover", name="复算", permissions=["register.view", "determination.prove"])
    unreadable(signed)
    for night in range(3):
        assert "不符 2 处" in a_night(night).result["summary"]
    (todo,) = Todo.objects.filter(kind="proof")
    assert (todo.closed_at, todo.object_id) == (None, signed.household.project_id)
    Determination.objects.filter(pk=signed.pk).update(facts=signed.facts)
    a_night(3)
    todo.refresh_from_db()
    assert (todo.closed_at is not None, todo.outcome) == (True, "复算已经相符")


def test_a_proof_tells_how_far_it_is_and_can_be_ended_between_chunks(
    signed: Determination, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("antu.compensation.selectors.proving.AT_A_TIME", 1)
    told: list[tuple[int, int | None, str]] = []
    dearer = {"rates/house_rate.csv": ("砖混 二等,980.00", "砖混 二等,1980.00")}
    shelf = shelf_with(tmp_path, ("hunan-demo-2023", "2", dearer))
    prove_determinations(SYSTEM, told=lambda *word: told.append(word), shelf=shelf)
    count = Determination.objects.count()
    assert [each for each in told if each[2] == "逐个复算核定"] == [(n, count, "逐个复算核定") for n in range(count)]
    assert told[-1][2] == "按另一办法测算未定的户"

    def end_after_one(done: int, _total: int | None, _note: str) -> None:
        if done:
            raise Cancelled

    runs = ProofRun.objects.count()
    with pytest.raises(Cancelled):
        prove_determinations(SYSTEM, told=end_after_one, shelf=shelf)
    assert ProofRun.objects.count() == runs
    assert not signed.proof_findings.exists()


def test_pending_pricings_are_kept_of_the_latest_proof_alone(tmp_path: Path) -> None:
    book = village()
    for row in book["户"]:
        row |= {"签约日": None, "腾地日": None, "状态": None, "协议编号": None}
    bring_in_book(book, tmp_path)
    dearer = {"rates/house_rate.csv": ("砖混 二等,980.00", "砖混 二等,1980.00")}
    shelf = shelf_with(tmp_path, ("hunan-demo-2023", "2", dearer))
    first, second = (prove_determinations(SYSTEM, shelf=shelf) for _ in range(2))
    assert set(PendingPricing.objects.values_list("run", flat=True)) == {second.pk} != {first.pk}
