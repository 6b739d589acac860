"""What checking a pack says of its proof and of small wrongs."""

from __future__ import annotations

from collections.abc import Sequence

from antu.policy.computation import Json
from antu.policy.pack import Pack
from antu.policy.proving.agreement import SEED, prove_facts
from antu.policy.proving.generate import Document, Reached, coverage, generate_facts
from antu.policy.proving.kept import keep_proofs, kept_proof
from antu.policy.proving.mutation import mutate


def check(pack: Pack, households: int, *, prove: bool, keep: bool, mutated: bool) -> Json:
    """A pack's proof made now, and what notices each small wrong of it, as far as they are asked for.

    ``keep`` keeps a proof that holds in the place of the older one. ``ok`` is false where engines differ.
    """
    documents = generate_facts(pack, households, SEED)
    found: Json = {}
    if prove:
        found["proof"] = _proof(pack, documents, keep=keep)
        found["ok"] = found["proof"]["holds"]
    if mutated:
        found["mutations"] = mutate(pack, documents).as_json()
    return found


def _proof(pack: Pack, documents: Sequence[Document], *, keep: bool) -> Json:
    proof = prove_facts(pack, documents)
    if keep:
        keep_proofs([proof])
    kept = kept_proof(pack)
    reached = _reached(coverage(pack, documents))
    return proof.as_json() | {"kept": kept is not None and kept.same_as(proof), "reached": reached}


def _reached(reached: Reached) -> Json:
    kinds = {kind: {"reached": found, "of": whole} for kind, (found, whole) in reached.kinds.items()}
    return {"kinds": kinds, "missed": list(reached.missed)}
