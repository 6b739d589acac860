"""The application that granian serves."""

from __future__ import annotations

import multiprocessing
import os
import signal

from django.core.wsgi import get_wsgi_application

from antu.platform.parentage import end_with_parent

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "antu.site.settings")
if multiprocessing.parent_process() is not None:  # a worker: it must not outlive a server that was killed
    end_with_parent(signal.SIGKILL)
application = get_wsgi_application()
