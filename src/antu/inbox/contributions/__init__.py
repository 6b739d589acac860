"""What the inbox offers to shared pages."""

CONTRIBUTIONS: tuple[object, ...] = ()
