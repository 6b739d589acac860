"""What pages of the library list."""
