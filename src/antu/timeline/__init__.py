"""The statutory timeline of a project: steps with their evidence, legal minimums and maximums, deadlines."""
