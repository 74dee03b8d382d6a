"""
The servers that the environment names, in the words of the settings.

Functions of plain values: ``cms.settings`` reads the environment, ``docs/configuration.md``
tells the forms.
"""

from importlib.util import find_spec
from urllib.parse import urlsplit, urlunsplit

from django.core.exceptions import ImproperlyConfigured

SEARCH_ENGINES = {
    "elasticsearch7": ("wagtail.search.backends.elasticsearch7", "elasticsearch"),
    "elasticsearch8": ("wagtail.search.backends.elasticsearch8", "elasticsearch"),
    "elasticsearch": ("wagtail.search.backends.elasticsearch9", "elasticsearch"),
    "opensearch2": ("wagtail.search.backends.opensearch2", "opensearchpy"),
    "opensearch": ("wagtail.search.backends.opensearch3", "opensearchpy"),
}

#: Stems and folded accents, as ``cms.search.language`` does for the databases.
SPANISH_ANALYSIS = {
    "settings": {
        "analysis": {
            "analyzer": {
                "default": {
                    "type": "custom",
                    "tokenizer": "standard",
                    "filter": ["lowercase", "asciifolding", "spanish_stemmer"],
                }
            },
            "filter": {"spanish_stemmer": {"type": "stemmer", "language": "light_spanish"}},
        }
    }
}


def needs(module: str, variable: str):
    """Refuse to start with a variable whose client is not installed."""
    if find_spec(module) is None:
        raise ImproperlyConfigured(f"{variable} is set, and the Python package that provides “{module}” is missing.")


def search_backends(url: str) -> dict:
    """
    ``WAGTAILSEARCH_BACKENDS`` for ``SEARCH_URL``; without one, the database searches.

    ``elasticsearch+https://user:password@host:9200/index`` or ``opensearch+https://…``;
    the path is the prefix of the indexes.
    """
    if not url:
        return {"default": {"BACKEND": "cms.search.backends"}}
    parts = urlsplit(url)
    engine, _plus, scheme = parts.scheme.partition("+")
    if engine not in SEARCH_ENGINES or scheme not in ("http", "https") or not parts.hostname:
        raise ImproperlyConfigured(
            "SEARCH_URL must be elasticsearch+https://user:password@host:port/index or opensearch+https://…"
        )
    backend, client = SEARCH_ENGINES[engine]
    needs(client, "SEARCH_URL")
    return {
        "default": {
            "BACKEND": backend,
            "URLS": [urlunsplit((scheme, parts.netloc, "", "", ""))],
            "INDEX_PREFIX": f"{parts.path.strip('/') or 'rotativa'}_",
            "TIMEOUT": 5,
            "INDEX_SETTINGS": SPANISH_ANALYSIS,
        }
    }


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
    shared = {**client, "signature_version": "s3v4", "default_acl": None}
    return {
        "default": {
            "BACKEND": "storages.backends.s3.S3Storage",
            "OPTIONS": {
                **shared,
                "bucket_name": bucket,
                "location": "originals",
                "querystring_auth": True,
                "querystring_expire": 300,
                "file_overwrite": False,
            },
        },
        "renditions": {
            "BACKEND": "storages.backends.s3.S3Storage",
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


def origin_of_files(public_domain: str, endpoint: str) -> list[str]:
    """Whence readers' browsers may load public files, for the content security policy."""
    if public_domain:
        return [f"https://{public_domain}"]
    if endpoint:
        parts = urlsplit(endpoint)
        return [f"{parts.scheme}://{parts.netloc}"]
    return ["https://*.amazonaws.com"]


def report_faults(dsn: str, traces_sample_rate: float):
    """Send faults to Sentry, without anything that tells who the person was."""
    needs("sentry_sdk", "SENTRY_DSN")
    import sentry_sdk

    sentry_sdk.init(dsn=dsn, send_default_pii=False, traces_sample_rate=traces_sample_rate)
