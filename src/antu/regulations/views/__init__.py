"""Pages of regulations: holidays and limits, issued rules and their versions."""
