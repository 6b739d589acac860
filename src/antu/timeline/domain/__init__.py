"""Pure rules of the statutory timeline."""
