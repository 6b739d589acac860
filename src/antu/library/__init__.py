"""The policy library: texts of regulations in clauses, who cites them, what they mean in plain words."""
