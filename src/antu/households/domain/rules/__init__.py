"""Rules between the cells of a register. Each yields problems: ``R-…`` refuse, ``W-…`` only warn."""
