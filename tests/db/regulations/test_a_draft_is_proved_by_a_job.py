"""The job that proves a draft: two engines compute generated households, and the draft keeps what came of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import pytest
from tests.village_pack import WRITER, village_files

from antu.kernel.errors import BadInput
from antu.platform.jobs.attempt import JobRun
from antu.policy.load import content_sha256
from antu.regulations.contributions.jobs import run_proof
from antu.regulations.models import PackVersion
from antu.regulations.selectors.packs import proof_holds, proof_words
from antu.regulations.services.packs import draft_pack_from_folder
from antu.regulations.tables.packs import proof_table

pytestmark = pytest.mark.django_db
proving = pytest.importorskip("antu.policy.proving.agreement", reason="the two engines come with antu.policy.proving")


class Silent:
    """Notes of a job that nobody reads."""

    def progress(self, *_told: object, **_how: object) -> bool:
        return False

    def is_cancelled(self) -> bool:
        return False


def run_of(row: PackVersion) -> JobRun:
    return JobRun(0, WRITER, {"pack": row.pk}, Silent())  # type: ignore[arg-type]


def test_the_engines_agree_on_the_guides_pack_and_the_draft_keeps_it() -> None:
    row = draft_pack_from_folder(WRITER, village_files(), "新定办法")
    outcome = run_proof(run_of(row))
    row.refresh_from_db()
    assert proof_holds(row), row.proof
    assert row.proof["sha256"] == row.sha256 == content_sha256(village_files())
    assert row.proof["lines"] > row.proof["households"] > 0
    assert outcome.summary == proof_words(row)
    assert "逐行相符" in proof_table(row).empty


def test_a_difference_is_kept_and_holds_publication_back(monkeypatch: pytest.MonkeyPatch) -> None:
    @dataclass(frozen=True)
    class Wrong:
        pack_sha256: str
        holds: bool = False
        households: int = 10
        lines: int = 30
        differences: tuple[int, ...] = (1,)

        def as_json(self) -> Mapping[str, Any]:
            said = {"subject": "G1", "what": "house/B1", "explain": "1.00", "batch": "1.01"}
            return {"engines": {"DuckDB": "1"}, "differences": [said] * 60}

    monkeypatch.setattr(proving, "prove_pack", lambda pack, **_how: Wrong(pack.sha256))
    row = draft_pack_from_folder(WRITER, village_files(), "新定办法")
    run_proof(run_of(row))
    row.refresh_from_db()
    assert not proof_holds(row)
    assert len(row.proof["detail"]["differences"]) == 50
    assert "1.01" in [cell.text for cell in proof_table(row).rows[0].cells]


def test_a_draft_that_does_not_load_is_told_and_not_proved() -> None:
    files = {**village_files(), "items.yaml": b"items: ["}
    row = draft_pack_from_folder(WRITER, files, "新定办法")
    with pytest.raises(BadInput):
        run_proof(run_of(row))
