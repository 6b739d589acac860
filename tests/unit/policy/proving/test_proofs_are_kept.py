from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

from tests.unit.policy.small_pack import small, with_item

from antu.policy.proving.agreement import Difference, prove_pack
from antu.policy.proving.kept import keep_proofs, kept_proof, kept_proofs

PROOF = prove_pack(small(), households=10)


def test_a_proof_is_kept_and_read_again(tmp_path: Path) -> None:
    file = tmp_path / "proofs.json"
    assert kept_proofs(file) == {}
    keep_proofs([PROOF], file)
    kept = kept_proof(small(), file)
    assert kept is not None
    assert kept.same_as(PROOF)
    assert json.loads(file.read_text())["small@1"]["sha256"] == small().sha256


def test_a_proof_of_other_bytes_is_none(tmp_path: Path) -> None:
    file = tmp_path / "proofs.json"
    keep_proofs([PROOF], file)
    assert kept_proof(small(with_item("1")), file) is None


def test_engine_versions_are_kept_and_do_not_count(tmp_path: Path) -> None:
    file = tmp_path / "proofs.json"
    keep_proofs([replace(PROOF, engines={"duckdb": "1.0"})], file)
    kept = kept_proof(small(), file)
    assert kept is not None
    assert kept.engines == {"duckdb": "1.0"}
    assert kept.same_as(PROOF)
    assert not kept.same_as(replace(PROOF, lines_sha256="0" * 64))


def test_a_proof_that_does_not_hold_is_not_kept_and_others_stay(tmp_path: Path) -> None:
    file = tmp_path / "proofs.json"
    keep_proofs([PROOF], file)
    wrong = replace(PROOF, pack_name="other@1", differences=(Difference("S1", "x", "1", "2", {}),))
    keep_proofs([wrong, replace(PROOF, pack_name="a@2")], file)
    assert list(kept_proofs(file)) == ["a@2", "small@1"]
