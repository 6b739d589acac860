"""The pictures of the handbook: what they show is declared in ``shots``; ``./run handbook shots`` takes them."""
