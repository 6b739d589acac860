"""Pages of this room: the yearly report, problems and measures."""
