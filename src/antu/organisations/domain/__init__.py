"""Rules and values of organisations; no Django."""
