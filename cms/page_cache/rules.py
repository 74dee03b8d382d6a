"""What may be kept, and under which key. In doubt, nothing is."""

import re
from functools import cache
from urllib.parse import parse_qsl, urlsplit

from django.conf import settings
from django.http.request import split_domain_port

#: Views whose answer is the same for every reader, by the name of their address.
READERS_VIEWS = frozenset(
    {"wagtail_serve", "library", "piece", "search", "section_feed", "library_feed", "podcast", "sitemap"}
    | {"wagtailapi_v3:list_pages", "wagtailapi_v3:detail_page", "wagtailapi_v3:openapi-json"}
)

#: Doors of the office and of files, which have their own ways of being quick.
NEVER = ("/admin/", "/static/", "/media/", "/archivos/", "/documentos/", "/entregas/", "/_util/", "/healthz", "/readyz")

#: What follows readers around; no view looks at it, so that it never makes an entry of its own.
TRACKING = re.compile(r"utm_\w+|fbclid|gclid|mc_[ce]id|igshid|ref_src")

#: The parameters that views read, with the form of a value worth keeping an answer for.
PARAMETERS = {
    "pagina": re.compile(r"\d{1,3}"),
    "anio": re.compile(r"\d{4}"),
    "mes": re.compile(r"\d{1,2}"),
    "tema": re.compile(r"[\w-]{1,80}"),
    "dependencia": re.compile(r"[\w-]{1,80}"),
    "canal": re.compile(r"[a-z]{1,12}"),
    "formato": re.compile(r"[\w-]{1,60}"),
    "estado": re.compile(r"[a-z-]{1,20}"),
    "campana": re.compile(r"[\w-]{1,80}"),
    "tipo": re.compile(r"[\w-]{1,20}"),
    "orden": re.compile(r"[\w-]{1,20}"),
    "q": re.compile(r".{1,80}", re.DOTALL),
    # The API's.
    "limit": re.compile(r"\d{1,3}"),
    "offset": re.compile(r"\d{1,4}"),
    "type": re.compile(r"editorial\.\w{1,40}"),
    "order": re.compile(r"-?\w{1,40}"),
}

LARGEST = 2 * 1024 * 1024


def key_of(request) -> str | None:
    """
    The key of the answer that every anonymous reader gets here, or None when it is for one alone.

    Parameters that follow readers are taken out of the request, so that the page that
    is kept does not repeat those of the first who came.
    """
    if request.method not in ("GET", "HEAD") or getattr(request, "is_dummy", False) or request.path.startswith(NEVER):
        return None
    headers = request.META
    if "HTTP_AUTHORIZATION" in headers or _may_be_known(headers.get("HTTP_COOKIE", "")):
        return None
    host = headers.get("HTTP_HOST") or headers.get("SERVER_NAME", "")
    if not _is_ours(host, headers.get("SERVER_PORT")):
        return None
    query = headers.get("QUERY_STRING", "")
    if query:
        query = headers["QUERY_STRING"] = _without_tracking(query)
        if query and not _is_understood(query):
            return None
    return f"{request.scheme}://{host}{request.path}?{query}"


def may_keep(request, response) -> bool:
    """Whether the answer is the public one: complete, for everybody, and bound to nobody."""
    match = getattr(request, "resolver_match", None)
    return (
        request.method == "GET"
        and response.status_code == 200
        and not response.streaming
        and match is not None
        and match.view_name in READERS_VIEWS
        and (match.view_name != "wagtail_serve" or hasattr(request, "page_open_to_all"))
        and not getattr(request, "is_preview", False)
        and not response.cookies
        and not _names(response, "Vary") & {"cookie", "authorization", "*"}
        and not _names(response, "Cache-Control") & {"private", "no-store", "no-cache"}
        # A nonce is for one answer alone.
        and "'nonce-" not in response.get("Content-Security-Policy", "")
        and len(response.content) <= LARGEST
    )


def _may_be_known(cookies: str) -> bool:
    """Whether the reader may have a session, or a message waiting."""
    return settings.SESSION_COOKIE_NAME in cookies or "messages" in cookies


def _is_ours(host: str, server_port) -> bool:
    """
    Whether the host is one of those named in the settings, at a port where the house is.

    Wildcards and other ports are served and not kept: whoever invents host names must
    not fill the cache, nor have a page with an invented address given to others.
    """
    if host == _netloc(settings.SITE_URL):
        return True
    domain, port = split_domain_port(host)
    return domain in settings.ALLOWED_HOSTS and port in ("", "80", "443", server_port)


@cache
def _netloc(url):
    return urlsplit(url).netloc


def _without_tracking(query: str) -> str:
    kept = [part for part in query.split("&") if not TRACKING.fullmatch(part.partition("=")[0])]
    return "&".join(kept)


def _is_understood(query: str) -> bool:
    """Whether every parameter is one that views read, once, with a sensible value."""
    try:
        pairs = parse_qsl(query, keep_blank_values=True, max_num_fields=8)
    except ValueError:
        return False
    names = [name for name, _value in pairs]
    return len(set(names)) == len(names) and all(
        name in PARAMETERS and (value == "" or PARAMETERS[name].fullmatch(value)) for name, value in pairs
    )


def _names(response, header) -> set[str]:
    """The directives of a header, in lower case and without their values."""
    return {part.partition("=")[0].strip().lower() for part in response.get(header, "").split(",")}
