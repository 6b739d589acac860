from __future__ import annotations

import pytest
from tests.unit.policy.proving.random_packs import made_up

from antu.policy import read_facts
from antu.policy.proving.agreement import prove_facts
from antu.policy.proving.generate import generate_facts
from antu.policy.proving.outcomes import explained, valued


@pytest.mark.parametrize("seed", range(6))
def test_explaining_and_computing_at_once_agree_on_formulas_made_up_at_random(seed: int) -> None:
    pack = made_up(seed)
    documents = generate_facts(pack, 12, seed)
    proof = prove_facts(pack, documents)
    assert proof.differences == (), pack.files["items.yaml"].decode()
    facts = [read_facts(pack, document) for document in documents]
    assert [valued(pack, each).as_text() for each in facts] == [explained(pack, each).as_text() for each in facts]
