"""
The servers that the environment names, in the words of the settings.

Functions of plain values: ``cms.settings`` reads the environment, ``docs/configuration.md``
tells the forms.
"""

from importlib.util import find_spec
from pathlib import Path
from urllib.parse import unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured

#: Modelsearch's backend and the Python package of the client, by the first word of ``SEARCH_URL``.
SEARCH_ENGINES = {
    "elasticsearch7": ("elasticsearch7", "elasticsearch"),
    "elasticsearch8": ("elasticsearch8", "elasticsearch"),
    "elasticsearch": ("elasticsearch9", "elasticsearch"),
    # Modelsearch's «opensearch2» is for version 2 of the client, which speaks another language than version 3; that
    # of version 3 asks an OpenSearch 2 as well.
    "opensearch2": ("opensearch3", "opensearchpy"),
    "opensearch": ("opensearch3", "opensearchpy"),
}
EMBEDDED_SEARCH = {"BACKEND": "cms.search.backends"}
#: Seconds that a reader waits for the engine before the database answers.
SEARCH_TIMEOUT = 3


def needs(module: str, variable: str):
    """Refuse to start with a variable whose client is not installed."""
    if find_spec(module) is None:
        raise ImproperlyConfigured(f"{variable} is set, and the Python package that provides “{module}” is missing.")


def search_backends(url: str, ca_file: str = "") -> dict:
    """
    ``WAGTAILSEARCH_BACKENDS`` for ``SEARCH_URL``; without one, the database searches.

    ``elasticsearch+https://user:password@host:9200/index`` or ``opensearch+https://…``;
    the path is the prefix of the indexes, and signs that have a meaning in an address are
    written in it with per cent. ``ca_file`` holds the certificate of an authority of the
    house's own. The database keeps its index beside the engine's and stands in for it.
    """
    if not url:
        return {"default": EMBEDDED_SEARCH}
    parts = urlsplit(url)
    engine, _plus, scheme = parts.scheme.partition("+")
    if engine not in SEARCH_ENGINES or scheme not in ("http", "https") or not parts.hostname:
        raise ImproperlyConfigured(
            "SEARCH_URL must be elasticsearch+https://user:password@host:port/index or opensearch+https://…"
        )
    if ca_file and not Path(ca_file).is_file():
        raise ImproperlyConfigured(f"SEARCH_CA_FILE names no file: {ca_file}")
    backend, client = SEARCH_ENGINES[engine]
    needs(client, "SEARCH_URL")
    host, options = _search_host(parts, backend, is_secure=scheme == "https")
    if ca_file:
        options["ca_certs"] = ca_file
    return {
        "default": {
            "BACKEND": "cms.search.backends.engine",
            "NAME": engine,
            "CLIENT": backend,
            "HOSTS": [host],
            "INDEX_PREFIX": f"{parts.path.strip('/') or 'rotativa'}_",
            "TIMEOUT": SEARCH_TIMEOUT,
            "OPTIONS": {"max_retries": 0, **options},
        },
        "embedded": EMBEDDED_SEARCH,
    }


def _search_host(parts, backend, *, is_secure) -> tuple[dict, dict]:
    """Where the engine is and who asks, as its client wants it: of the host, or from Elasticsearch 8 on of the client."""
    host = {"host": parts.hostname, "port": parts.port or (443 if is_secure else 80)}
    account = [unquote(parts.username), unquote(parts.password)] if parts.username and parts.password else None
    if account and not "".join(account).isascii():
        # Elasticsearch's client cannot send it, and OpenSearch's does so in Latin-1, which the server does not expect.
        raise ImproperlyConfigured("SEARCH_URL names an account with signs beyond ASCII.")
    if backend in ("elasticsearch8", "elasticsearch9"):
        return host | {"scheme": "https" if is_secure else "http"}, {"basic_auth": account} if account else {}
    return host | {"use_ssl": is_secure, "verify_certs": is_secure, "http_auth": account}, {}


def caches(url_config, files) -> dict:
    """
    The two stores of the house: its small things, and whole public pages.

    ``url_config`` is what ``CACHE_URL`` says, or nothing for files below ``files``. Both are
    shared by every web process, since what one publishes all must forget.
    """
    if not url_config:
        file_cache = {"BACKEND": "django.core.cache.backends.filebased.FileBasedCache"}
        return {
            "default": {**file_cache, "LOCATION": str(files / "site")},
            "pages": {**file_cache, "LOCATION": str(files / "pages"), "OPTIONS": {"MAX_ENTRIES": 5000}},
        }
    if "locmem" in url_config["BACKEND"] or "dummy" in url_config["BACKEND"]:
        raise ImproperlyConfigured("CACHE_URL must name a cache that all processes share (rediscache://host:6379/0).")
    if "redis" in url_config["BACKEND"]:
        needs("redis", "CACHE_URL")
    return {"default": url_config, "pages": {**url_config, "KEY_PREFIX": "pages"}}


def mailers(email) -> dict:
    """``MAILERS`` from what ``EMAIL_URL`` says."""
    options = {}
    if email["EMAIL_BACKEND"].endswith("smtp.EmailBackend"):
        options = {
            "host": email["EMAIL_HOST"],
            "port": email["EMAIL_PORT"] or (587 if email.get("EMAIL_USE_TLS") else 25),
            "username": email["EMAIL_HOST_USER"] or "",
            "password": email["EMAIL_HOST_PASSWORD"] or "",
            "use_tls": email.get("EMAIL_USE_TLS", False),
            "use_ssl": email.get("EMAIL_USE_SSL", False),
            "timeout": 20,
        }
    elif email["EMAIL_BACKEND"].endswith("filebased.EmailBackend"):
        options = {"file_path": email["EMAIL_FILE_PATH"]}
    return {"default": {"BACKEND": email["EMAIL_BACKEND"], "OPTIONS": options}}


def bucket_storages(bucket: str, public_bucket: str, public_domain: str, client: dict) -> dict:
    """
    Originals in a private bucket, renditions where everybody reads.

    ``client`` holds endpoint, region and keys. What is public is so by the policy of the
    bucket on ``public/`` and by no object's ACL, which not every server honours.
    """
    shared = {
        **client,
        "signature_version": "s3v4",
        "default_acl": None,
        # Another server than Amazon's seldom has a host name for each bucket.
        "addressing_style": "path" if client.get("endpoint_url") else None,
        # django-storages' own default keeps a file of any size in memory.
        "max_memory_size": 8 * 1024 * 1024,
    }
    return {
        "default": {
            "BACKEND": "media_assets.buckets.BucketStorage",
            "OPTIONS": {
                **shared,
                "bucket_name": bucket,
                "location": "originals",
                "querystring_auth": True,
                # Seconds that an address is good: who is led to it asks at once.
                "querystring_expire": 60,
                "file_overwrite": False,
            },
        },
        "renditions": {
            "BACKEND": "media_assets.buckets.BucketStorage",
            "OPTIONS": {
                **shared,
                "bucket_name": public_bucket or bucket,
                "location": "public",
                "querystring_auth": False,
                "custom_domain": public_domain or None,
                "file_overwrite": False,
                "object_parameters": {"CacheControl": "public, max-age=31536000, immutable"},
            },
        },
    }


def origins_of_bucket(bucket: str, endpoint: str, region: str, domain: str = "") -> list[str]:
    """Whence browsers load the files of a bucket, for the content security policy: its own hosts and nobody else's."""
    if domain:
        return [f"https://{domain}"]
    if endpoint:
        parts = urlsplit(endpoint)
        return [f"{parts.scheme}://{parts.netloc}"]
    # Amazon's. A name with points stands in the path, and the common host leads on to that of the region.
    host = "" if "." in bucket else f"{bucket}."
    return [f"https://{host}s3.amazonaws.com", *([f"https://{host}s3.{region}.amazonaws.com"] if region else [])]


def report_faults(dsn: str, traces_sample_rate: float):
    """Send faults to Sentry, without anything that tells who the person was."""
    needs("sentry_sdk", "SENTRY_DSN")
    import sentry_sdk

    sentry_sdk.init(dsn=dsn, send_default_pii=False, traces_sample_rate=traces_sample_rate)
