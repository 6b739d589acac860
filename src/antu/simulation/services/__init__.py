"""Writes of simulations: made, ordered as a job, voided. They write nothing else."""

from antu.simulation.services.simulating import (
    FEW_SUBJECTS,
    SIMULATE_JOB,
    WORKBOOK_JOB,
    Made,
    order_simulation,
    order_workbook,
    simulate,
    void_simulation,
)

__all__ = [
    "FEW_SUBJECTS",
    "SIMULATE_JOB",
    "WORKBOOK_JOB",
    "Made",
    "order_simulation",
    "order_workbook",
    "simulate",
    "void_simulation",
]
