"""Pages of dispatch: meetings, assignments, and what happens to them."""
