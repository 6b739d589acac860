"""Publicity and training."""
