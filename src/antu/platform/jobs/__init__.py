"""Long work: queued by name, run by workers beside the web server, shown while it runs, done exactly once.

A room offers a ``JobKind`` (``kinds.py``) in its contributions; whoever wants it done calls ``queue_job``
(``queueing.py``).
Why a killed worker neither loses nor doubles work is in docs/adr/0011.
"""
