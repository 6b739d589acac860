"""Speed beside peers, measured in one run. Each benchmark is one command; docs/benchmarks.md keeps what it prints."""
