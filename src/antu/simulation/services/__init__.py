"""Writes of simulations: made, ordered as a job, voided. They write nothing else."""

from antu.simulation.services.simulating import (
    SIMULATE_JOB,
    Made,
    order_simulation,
    simulate,
    void_simulation,
)

__all__ = ["SIMULATE_JOB", "Made", "order_simulation", "simulate", "void_simulation"]
