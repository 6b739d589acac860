"""Procedures that run from their drawings: who acts next, until when, with which opinions, and what came of it."""
