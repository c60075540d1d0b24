"""The WSGI application."""

import gc
import os

from django.core.wsgi import get_wsgi_application
from django.urls import get_resolver

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "deploy.settings")
application = get_wsgi_application()

# Load every view now, and then let the garbage collector look no more at what stays for ever: each of its full rounds
# would keep some request in a hundred waiting for longer than a decision of the gate takes.
list(get_resolver().url_patterns)
gc.collect()
gc.freeze()
