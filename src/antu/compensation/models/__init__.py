"""Tables of compensation: determinations, and the proofs that what is stored is what their facts come to."""

from antu.compensation.models.determinations import Determination, DeterminationLine, DeterminationReview
from antu.compensation.models.proofs import PendingPricing, ProofFinding, ProofRun

__all__ = [
    "Determination",
    "DeterminationLine",
    "DeterminationReview",
    "PendingPricing",
    "ProofFinding",
    "ProofRun",
]
