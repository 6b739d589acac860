"""The home page and the project board."""
