"""Projects and their dated events."""
