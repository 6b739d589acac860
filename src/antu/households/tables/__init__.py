"""Households as pages show them."""
