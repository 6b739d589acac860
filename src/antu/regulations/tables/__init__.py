"""Regulations as pages show them."""
