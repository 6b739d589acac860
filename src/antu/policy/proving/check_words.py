"""What checking a pack says of its proof and of small wrongs, in words; no engine is needed for that."""

from __future__ import annotations

from collections.abc import Iterator

from antu.policy.computation import Json

_SHOWN = 20
NOTICED_BY = {
    "refused": "读入时拒绝", "both": "算例和证明都发现", "cases": "只有算例发现", "run": "只有证明发现",
    "survived": "没有发现",
}  # fmt: skip


def check_words(result: Json) -> Iterator[str]:
    """What checking a pack says of its proof and of small wrongs, in lines for people."""
    proof, mutations = result.get("proof"), result.get("mutations")
    if proof and "differences" in proof:
        yield from _proof_words(proof)
    elif proof:
        yield "有留存的证明" if proof["kept"] else "没有这份内容的证明；请运行 policy check --prove"
    if mutations:
        yield from _mutation_words(mutations)


def _proof_words(proof: Json) -> Iterator[str]:
    engines = "、".join(f"{name} {number}".strip() for name, number in proof["engines"].items())
    kept = "与留存的一致" if proof["kept"] else "没有留存，或与留存的不同"
    made = f"{proof['households']} 户、{proof['lines']} 行"
    yield f"证明：{made}，逐户计算与 {engines} 有 {len(proof['differences'])} 处不同；{kept}"
    yield f"    事实 {proof['facts_sha256']}  结果 {proof['lines_sha256']}"
    for each in proof["differences"][:_SHOWN]:
        yield f"    {each['subject']} {each['what']}：逐户计算 {each['explain']}，批量 {each['batch']}"
    for each in proof["unanswered"]:
        yield f"    有 {each['households']} 户没有答案：{each['why']}"
    for unfit in proof["unfit"]:
        yield f"    只由逐户计算：{unfit}"
    kinds = (f"{kind} {each['reached']}/{each['of']}" for kind, each in proof["reached"]["kinds"].items())
    yield f"    到达：{'，'.join(kinds)}"
    for missed in proof["reached"]["missed"]:
        yield f"    没有到达：{missed}"


def _mutation_words(mutations: Json) -> Iterator[str]:
    survived, every = len(mutations["survivors"]), mutations["mutants"]
    share = f"{every - survived}/{every}"
    counts = "，".join(f"{NOTICED_BY[by]} {many}" for by, many in mutations["noticed_by"].items())
    yield f"改错：发现 {share}；{counts}"
    for each in mutations["survivors"]:
        yield f"    没有发现：{each['file']}:{each['line']} {each['old']} → {each['new']}"
