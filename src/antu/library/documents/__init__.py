"""Papers of the library."""
