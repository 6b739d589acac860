"""Pages under load, beside a plain Django page on the same rows, server and machine."""
