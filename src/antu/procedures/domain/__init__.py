"""Pure rules of drawings and of cases that run along them; no Django."""
