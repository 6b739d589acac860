"""Texts that the inbox sends."""
