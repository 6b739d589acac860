"""The embedded PostgreSQL: one server for each ``ANTU_HOME``, started by its first user and stopped by its last.

Every user holds a shared lock on one file for as long as it lives. A keeper process starts the server as its child and
stops it as soon as it gets that lock for itself, that is when the last user has gone, however it went. The kernel
interrupts the server if the keeper is killed, and the next user starts another keeper. No Django here.
"""

from antu.platform.postgres.places import Place, place_for
from antu.platform.postgres.users import Use

__all__ = ["Place", "Use", "place_for"]
