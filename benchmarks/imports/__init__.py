"""How quickly a register of 100,000 rows goes in, beside what only reads it and what only writes it."""
