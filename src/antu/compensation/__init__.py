"""Estimates, determinations and their computation sheets."""
