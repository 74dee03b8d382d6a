"""Sending files in parts, as a tus client does, for the tests of uploads."""

import base64
import json

from media_assets.models import Upload

UPLOADS = "/admin/cargas/"
TUS = {"Tus-Resumable": "1.0.0"}
PART = "application/offset+octet-stream"


def create(client, length, name="comercial.mp4", **headers):
    """Announce a file by the protocol."""
    metadata = f"filename {base64.b64encode(name.encode()).decode()}"
    headers = TUS | {"Upload-Length": str(length), "Upload-Metadata": metadata} | headers
    return client.post(UPLOADS, content_type="application/octet-stream", headers=headers)


def send(client, url, offset, part, **headers):
    headers = TUS | {"Upload-Offset": str(offset), "Content-Type": PART} | headers
    return client.patch(url, part, content_type=PART, headers=headers)


def offset_of(client, url):
    return int(client.head(url, headers=TUS)["Upload-Offset"])


def post_json(client, url, **values):
    return client.post(url, json.dumps(values), content_type="application/json")


def bring(client, content, name="aviso.jpg", modified=1):
    """Send a whole file as the script does; returns its upload after the examination."""
    told = post_json(client, f"{UPLOADS}abrir/", name=name, size=len(content), modified=modified).json()
    send(client, told["url"], told["received"], content[told["received"] :])
    post_json(client, f"{told['url']}terminar/")
    return Upload.objects.get(key=told["key"])
