"""Finding anything: by name, by sound, by initials, by number, misspelt; only what the person may see.

A room lets its rows be found in two steps: a :class:`~antu.platform.fields.SearchField` on the model says what a row is
found by, and a :class:`~antu.platform.search.kinds.SearchKind` among its contributions how a found row is shown.
"""
