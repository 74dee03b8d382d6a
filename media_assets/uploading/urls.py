"""Addresses of uploads, mounted below /admin/cargas/: they answer programs, also those that are not signed in."""

from django.urls import path

from . import doors, tus

urlpatterns = [
    path("", tus.collection, name="uploads"),
    path("abrir/", doors.begin, name="upload_begin"),
    path("<uuid:upload_key>/", tus.resource, name="upload"),
    path("<uuid:upload_key>/partes/", doors.sign, name="upload_parts"),
    path("<uuid:upload_key>/terminar/", doors.finish, name="upload_finish"),
]
