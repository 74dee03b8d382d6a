"""Addresses of what is taken away from a page; the page itself is Wagtail's to serve."""

from django.urls import path, re_path

from editorial.desk.feed import FeedView
from editorial.views import downloads

urlpatterns = [
    path("calendario/<int:pk>/<str:token>.ics", FeedView.as_view(), name="calendar_feed"),
    re_path(r"^(?P<path>(?:[\w-]+/)+)edicion\.pdf$", downloads.reading_pdf, name="reading_pdf"),
    re_path(r"^(?P<path>(?:[\w-]+/)+)kit\.zip$", downloads.press_kit, name="press_kit"),
]
