"""Addresses of the public library and of the files behind their rule."""

from django.urls import path

from media_assets.delivery import views as delivery
from media_assets.views import files, library

urlpatterns = [
    path("biblioteca/", library.library, name="library"),
    path("biblioteca/<slug:slug>/", library.piece, name="piece"),
    path("entregas/<str:token>/", delivery.package, name="delivery"),
    path("entregas/<str:token>/paquete.zip", delivery.download, name="delivery_package"),
    path("archivos/originales/<path:name>", files.original, name="original"),
    path("archivos/piezas/<int:pk>/<str:name>", files.piece_master, name="piece_master"),
    path("archivos/subtitulos/<int:pk>.vtt", files.piece_captions, name="piece_captions"),
    path("archivos/vistas/<int:pk>/<str:name>", files.piece_derivative, name="piece_derivative"),
    path("archivos/medios/<int:pk>/subtitulos.vtt", files.media_captions, name="media_captions"),
    path("archivos/medios/<int:pk>/miniatura", files.media_thumbnail, name="media_thumbnail"),
    path("archivos/medios/<int:pk>/<str:name>", files.media_file, name="media_file"),
]
