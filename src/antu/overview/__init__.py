"""Home and the demo district."""
