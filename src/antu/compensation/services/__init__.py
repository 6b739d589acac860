"""Writes of compensation: determinations and their review, the order of many papers, proofs of what is stored."""

from antu.compensation.services.determining import (
    FEW_PAPERS,
    PRINT_JOB,
    determine_recorded,
    order_papers,
    pass_review,
)
from antu.compensation.services.proving import (
    PROVE_JOB,
    order_proof,
    order_proof_of_the_night,
    prove_determinations,
)

__all__ = [
    "FEW_PAPERS",
    "PRINT_JOB",
    "PROVE_JOB",
    "determine_recorded",
    "order_papers",
    "order_proof",
    "order_proof_of_the_night",
    "pass_review",
    "prove_determinations",
]
