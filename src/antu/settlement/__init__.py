"""Project settlement: three tables and the agreement."""
