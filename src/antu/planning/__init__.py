"""Yearly plans in versions, their tasks, key projects."""
