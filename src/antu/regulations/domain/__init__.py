"""Pure rules of regulations."""
