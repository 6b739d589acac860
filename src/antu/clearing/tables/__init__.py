"""What remains, as lists, panels and facts."""
