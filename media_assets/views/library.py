from django.http import Http404


def library(request):
    raise Http404


def piece(request, slug):
    raise Http404
