"""Remaining households and graves until none is left."""
