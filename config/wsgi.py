"""What gunicorn serves."""

import os

from django.core.wsgi import get_wsgi_application

from common.charsets import only_known

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

application = only_known(get_wsgi_application())
