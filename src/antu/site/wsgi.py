"""The application that granian serves."""

from __future__ import annotations

import ctypes
import multiprocessing
import os
import signal

from django.core.wsgi import get_wsgi_application

PR_SET_PDEATHSIG = 1

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "antu.site.settings")
if multiprocessing.parent_process() is not None:  # a worker: it must not outlive a server that was killed
    ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGKILL)
application = get_wsgi_application()
