"""What the home page and the board show, as values."""
