"""Proofs of the shipped packs, kept beside them: made again from the same pack, they must come out the same."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from antu.policy.computation import Json
from antu.policy.pack import Pack

if TYPE_CHECKING:
    from antu.policy.proving.agreement import PackProof

HOUSEHOLDS = 400
"""How many households a proof computes where nothing else is said."""

SHIPPED = Path(__file__).resolve().parents[4] / "policies"
KEPT = SHIPPED / "proofs.json"
_NAMES = ("sha256", "households", "lines", "facts_sha256", "lines_sha256")


@dataclass(frozen=True, slots=True)
class KeptProof:
    """What is kept of a proof. ``engines`` says with which versions it was made; it is no part of the digests."""

    sha256: str
    households: int
    lines: int
    facts_sha256: str
    lines_sha256: str
    engines: Mapping[str, str]

    def same_as(self, proof: PackProof) -> bool:
        """Whether a proof made now says the same of the same pack."""
        return self.as_json() | {"engines": {}} == kept_of(proof).as_json() | {"engines": {}}

    def as_json(self) -> Json:
        """The proof as it is kept."""
        return {name: getattr(self, name) for name in _NAMES} | {"engines": dict(self.engines)}


def kept_of(proof: PackProof) -> KeptProof:
    """What to keep of a proof."""
    return KeptProof(
        proof.pack_sha256, proof.households, proof.lines, proof.facts_sha256, proof.lines_sha256, proof.engines
    )


def kept_proofs(file: Path = KEPT) -> dict[str, KeptProof]:
    """Every kept proof by the pack's name with its version; none where there is no such file."""
    if not file.is_file():
        return {}
    kept: dict[str, Json] = json.loads(file.read_text(encoding="utf-8"))
    return {name: KeptProof(**{field: each[field] for field in (*_NAMES, "engines")}) for name, each in kept.items()}


def kept_proof(pack: Pack, file: Path = KEPT) -> KeptProof | None:
    """The kept proof of a pack with these very bytes; None for any other content."""
    found = kept_proofs(file).get(pack.name)
    return found if found is not None and found.sha256 == pack.sha256 else None


def kept_json(pack: Pack) -> Json:
    """Whether a proof of these very bytes is kept, and which."""
    kept = kept_proof(pack)
    return {"kept": kept is not None} | (kept.as_json() if kept else {})


def keep_proofs(proofs: Iterable[PackProof], file: Path = KEPT) -> None:
    """Keep proofs that hold, each in the place of what was kept of the same version."""
    kept = kept_proofs(file) | {proof.pack_name: kept_of(proof) for proof in proofs if proof.holds}
    document = {name: kept[name].as_json() for name in sorted(kept)}
    file.write_text(json.dumps(document, ensure_ascii=False, indent=2, sort_keys=True) + "\n", encoding="utf-8")
