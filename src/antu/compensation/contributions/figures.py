"""Figures of the yearly report."""

FIGURES: tuple[object, ...] = ()
