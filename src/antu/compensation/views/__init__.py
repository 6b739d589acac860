"""Pages of compensation: papers, and proofs of what is stored."""
