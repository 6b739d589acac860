"""Run by ``.ci/run`` beside the other tests of Spark: the facts of each pack's kept proof, in ``local[2]``."""

from __future__ import annotations

import pytest

from antu.policy import shipped_shelf
from antu.policy.batch.spark import Spark
from antu.policy.proving.agreement import prove_pack
from antu.policy.proving.kept import kept_proof


@pytest.mark.timeout(1200)
@pytest.mark.parametrize("name", [folder.name for folder in shipped_shelf().folders()])
def test_spark_gives_what_explaining_gives_on_every_boundary(spark: Spark, name: str) -> None:
    pack = shipped_shelf().get(name)
    proof = prove_pack(pack, engine=spark)
    assert proof.differences == ()
    kept = kept_proof(pack)
    assert kept is None or kept.same_as(proof)
