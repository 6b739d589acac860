"""Proving a pack: facts on its boundaries, engines that must agree on them, wrongs that must be noticed."""
