"""Pure rules and values of this room; no Django."""
