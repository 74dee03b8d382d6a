"""The public sizes of pictures, straight from the disk."""

import mimetypes
from pathlib import Path

from django.conf import settings
from django.http import FileResponse, Http404, HttpResponseNotModified
from django.utils.http import http_date
from django.views.decorators.http import require_safe

#: A size never changes under its address: a new crop is a new address.
FOREVER = "public, max-age=31536000, immutable"

# Not every system's table knows the formats of today.
TYPES = {".avif": "image/avif", ".webp": "image/webp"}


@require_safe
def public_file(request, name):
    """A file of ``PUBLIC_MEDIA_ROOT``, for any cache to keep; nothing outside it, no listing."""
    root = Path(settings.PUBLIC_MEDIA_ROOT).resolve()
    try:
        path = (root / name).resolve(strict=True)
        found = path.stat()
    except (OSError, ValueError, RuntimeError) as absent:
        raise Http404 from absent
    if not path.is_relative_to(root) or not path.is_file():
        raise Http404
    etag = f'"{found.st_mtime_ns:x}-{found.st_size:x}"'
    if etag in request.headers.get("If-None-Match", ""):
        response = HttpResponseNotModified()
    else:
        response = FileResponse(
            path.open("rb"),
            content_type=TYPES.get(path.suffix) or mimetypes.guess_type(path.name)[0] or "application/octet-stream",
        )
        response["Last-Modified"] = http_date(found.st_mtime)
        # A picture that someone managed to store as SVG can still do nothing.
        response["Content-Security-Policy"] = "default-src 'none'; style-src 'unsafe-inline'; sandbox"
    response["ETag"] = etag
    response["Cache-Control"] = FOREVER
    return response
