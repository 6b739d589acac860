"""Organisations, posts, the people who sign in, staffing."""
