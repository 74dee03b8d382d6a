"""The yardstick: a Django project of one view that answers 20 kB of HTML, and nothing else."""

import django
from django.conf import settings
from django.core.wsgi import get_wsgi_application
from django.http import HttpResponse
from django.urls import path

PAGE = (b"<!doctype html><title>Yardstick</title><p>" + b"rotativa " * 2300)[:20_000]

settings.configure(
    DEBUG=False,
    SECRET_KEY="a-yardstick-has-no-secrets",
    ALLOWED_HOSTS=["*"],
    ROOT_URLCONF=__name__,
    MIDDLEWARE=[],
    INSTALLED_APPS=[],
)
django.setup()

urlpatterns = [path("", lambda request: HttpResponse(PAGE))]
application = get_wsgi_application()
