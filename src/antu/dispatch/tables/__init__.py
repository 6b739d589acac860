"""What the pages of dispatch show, as values."""
