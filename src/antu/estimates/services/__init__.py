"""Writes of estimates: drafted, computed, submitted, and approved or sent back."""

from antu.estimates.services.computing import FEW_HOUSEHOLDS, compute_estimate, order_estimate
from antu.estimates.services.drafting import begin_estimate, save_lines, withdraw_estimate
from antu.estimates.services.reviewing import approve_estimate, send_back_estimate, submit_estimate

__all__ = [
    "FEW_HOUSEHOLDS",
    "approve_estimate",
    "begin_estimate",
    "compute_estimate",
    "order_estimate",
    "save_lines",
    "send_back_estimate",
    "submit_estimate",
    "withdraw_estimate",
]
