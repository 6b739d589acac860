"""Simulations: what a draft regulation, or other rates, would cost, whom it hurts and when the money is needed."""
