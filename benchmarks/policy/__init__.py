"""Registers computed by this engine and by its peers: which is how quick, and who is right to the fen."""
