"""Rules and procedures that the district issues."""
