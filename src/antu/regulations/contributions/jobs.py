"""Long work of this room: two engines compute generated households by a draft."""

from __future__ import annotations

from typing import Final

from django.utils import timezone

from antu.platform.jobs.attempt import JobRun
from antu.platform.jobs.kinds import JobKind, JobOutcome
from antu.platform.links import record_url
from antu.platform.wording import moment_text
from antu.regulations.models import PackVersion
from antu.regulations.selectors.packs import loaded_pack, proof_words
from antu.regulations.services.pack_publishing import PROOF_JOB, keep_proof

HOUSEHOLDS: Final = 2000
DIFFERENCES_KEPT: Final = 50


def run_proof(run: JobRun) -> JobOutcome:
    """Prove the draft as it stands when the run begins, and keep what it came to with the hash that it is about."""
    from antu.policy.proving.agreement import prove_pack  # noqa: PLC0415 - the engine is loaded by who proves alone

    row = PackVersion.objects.get(pk=run.args["pack"])
    pack = loaded_pack(row)
    proof = prove_pack(pack, households=HOUSEHOLDS, seed=int(pack.sha256[:8], 16), told=run.progress)
    run.check_cancelled()
    kept = {
        "sha256": proof.pack_sha256,
        "holds": proof.holds,
        "households": proof.households,
        "lines": proof.lines,
        "different": len(proof.differences),
        "at": moment_text(timezone.now()),
        "by": run.actor.name,
        "detail": _clipped(proof.as_json()),
    }
    kept_row = keep_proof(run.actor, row, kept)
    return JobOutcome(proof_words(kept_row), links=(("回到办法草稿", record_url(kept_row)),))


def _clipped(detail: dict[str, object]) -> dict[str, object]:
    """What the run says of itself, with the first differences only: a wrong rate makes thousands alike."""
    return {name: value[:DIFFERENCES_KEPT] if isinstance(value, list) else value for name, value in detail.items()}


JOBS: tuple[object, ...] = (JobKind(PROOF_JOB, "补偿办法双引擎校验", run_proof, ("pack.edit",)),)
