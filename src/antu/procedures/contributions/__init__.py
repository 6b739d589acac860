"""What the room offers to shared pages."""

CONTRIBUTIONS: tuple[object, ...] = ()
