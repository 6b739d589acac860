CONTRIBUTIONS: tuple[object, ...] = ()
