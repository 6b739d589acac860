"""What checking a pack says of its proof and of small wrongs: as JSON, and in words for people."""

from __future__ import annotations

from collections.abc import Iterator

from antu.policy.computation import Json
from antu.policy.pack import Pack
from antu.policy.proving.agreement import SEED, prove_facts
from antu.policy.proving.generate import Reached, coverage, generate_facts
from antu.policy.proving.kept import HOUSEHOLDS, keep_proofs, kept_proof
from antu.policy.proving.mutation import NOTICED_BY, mutate

_SHOWN = 20


def proved(pack: Pack, *, households: int = HOUSEHOLDS, keep: bool = False) -> Json:
    """The pack's proof made now, what its facts reach, and whether it is the one that is kept.

    ``keep`` keeps a proof that holds in the place of the older one.
    """
    documents = generate_facts(pack, households, SEED)
    proof = prove_facts(pack, documents)
    if keep:
        keep_proofs([proof])
    kept = kept_proof(pack)
    reached = coverage(pack, documents)
    return proof.as_json() | {"kept": kept is not None and kept.same_as(proof), "reached": _reached(reached)}


def _reached(reached: Reached) -> Json:
    kinds = {kind: {"reached": found, "of": whole} for kind, (found, whole) in reached.kinds.items()}
    return {"kinds": kinds, "missed": list(reached.missed)}


def mutated(pack: Pack, *, households: int = HOUSEHOLDS) -> Json:
    """What notices each small wrong of the pack."""
    return mutate(pack, generate_facts(pack, households, SEED)).as_json()


def proof_words(proof: Json) -> Iterator[str]:
    """A proof in lines for people."""
    engines = "、".join(f"{name} {number}".strip() for name, number in proof["engines"].items())
    kept = "与留存的一致" if proof["kept"] else "没有留存，或与留存的不同"
    made = f"{proof['households']} 户、{proof['lines']} 行"
    yield f"证明：{made}，逐行计算与 {engines} 有 {len(proof['differences'])} 处不同；{kept}"
    yield f"    事实 {proof['facts_sha256']}  结果 {proof['lines_sha256']}"
    for each in proof["differences"][:_SHOWN]:
        yield f"    {each['subject']} {each['what']}：逐行计算 {each['explain']}，批量 {each['batch']}"
    for unfit in proof["unfit"]:
        yield f"    只由逐行计算：{unfit}"
    kinds = (f"{kind} {each['reached']}/{each['of']}" for kind, each in proof["reached"]["kinds"].items())
    yield f"    到达：{'，'.join(kinds)}"
    for missed in proof["reached"]["missed"]:
        yield f"    没有到达：{missed}"


def mutation_words(mutations: Json) -> Iterator[str]:
    """What noticed the wrongs, in lines for people; every survivor with file and line."""
    survived, every = len(mutations["survivors"]), mutations["mutants"]
    share = f"{every - survived}/{every}"
    counts = "，".join(f"{NOTICED_BY[by]} {many}" for by, many in mutations["noticed_by"].items())
    yield f"改错：发现 {share}；{counts}"
    for each in mutations["survivors"]:
        yield f"    没有发现：{each['file']}:{each['line']} {each['old']} → {each['new']}"
