from django.http import Http404


def piece_master(request, pk, name):
    raise Http404


original = piece_captions = piece_derivative = media_file = media_captions = media_thumbnail = piece_master
