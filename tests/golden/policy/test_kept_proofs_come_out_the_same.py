from __future__ import annotations

import pytest

from antu.policy import shipped_shelf
from antu.policy.proving.agreement import SEED, prove_facts
from antu.policy.proving.generate import coverage, generate_facts
from antu.policy.proving.kept import SHIPPED, kept_proof, kept_proofs

NAMES = [folder.name for folder in shipped_shelf().folders() if folder.path.is_relative_to(SHIPPED)]

NEVER_REACHED = {
    "fuzhou-renewal-2023@1": {
        "moving.amount：确权面积 × 搬家费 与 搬家费一次保底 相等": "no area of four decimals gives it",
    },
    "hangzhou-collective-2014@1": {
        "eligibility.yaml:13 H02：死亡日 与 征地房屋补偿实施方案公告日 之前": "H01 takes them",
        "eligibility.yaml:13 H02：死亡日 与 征地房屋补偿实施方案公告日 当日": "H01 takes them",
        "超出安置面积的原面积 与 0 小于": "it is 0 or more",
        "标准内增加面积 与 0 小于": "as above",
        "安置房超出安置面积 与 0 小于": "as above",
    },
    "hunan-demo-2023@1": {
        "eligibility.yaml:106 E99": "E17 and E18 take whoever is left",
        "eligibility.yaml:13 E02：死亡日 与 安置人口截止日（补偿安置公告日） 之前": "E01 takes them",
        "eligibility.yaml:13 E02：死亡日 与 安置人口截止日（补偿安置公告日） 当日": "E01 takes them",
        "eligibility.yaml:50 E09：户籍迁入日 与 安置人口截止日": "the comparison before it does not hold",
        "eligibility.yaml:102 E18：户籍 = 「户籍在外」 不成立": "E08 to E17 take the others",
        "subject.moving_once：每人每次搬家费 × 安置人口 与 每户每次搬家费保底 相等": "no number of people gives it",
        "subject.transition_month：每人每月过渡费 × 安置人口 与 每户每月过渡费保底 相等": "as above",
    },
    "wuhan-wuchang-2019@1": {
        "subject.transition_month：证载建筑面积 × 过渡费标准 与 过渡费月保底 相等": "1800 ÷ 35 never ends",
        "rates/move_reward.csv:5 none rate": "without a period there is no line that could read it",
    },
}
"""What no facts can reach, each with the reason."""


@pytest.mark.parametrize("name", NAMES)
def test_explaining_and_computing_at_once_agree_and_the_proof_is_the_kept_one(name: str) -> None:
    pack = shipped_shelf().get(name)
    kept = kept_proof(pack)
    assert kept is not None, f"./run policy check {name} --prove --keep"
    documents = generate_facts(pack, kept.households, SEED)
    proof = prove_facts(pack, documents)
    assert proof.differences == ()
    assert kept.same_as(proof), f"./run policy check {name} --prove --keep"
    missed = coverage(pack, documents).missed
    assert [each for each in missed if not any(known in each for known in NEVER_REACHED.get(name, {}))] == []


def test_no_proof_is_kept_of_what_is_not_shipped() -> None:
    assert kept_proofs().keys() == set(NAMES)
