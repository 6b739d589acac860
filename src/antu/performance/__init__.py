"""Unit budget, problems, milestones, the yearly report."""
