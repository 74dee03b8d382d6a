"""What the environment says, and what a start of the house refuses."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

from cms import production, services
from media_assets.buckets import BucketStorage

KEY = "k9Zp2" * 12
SOUND = {
    "debug": False,
    "secret_key": KEY,
    "allowed_hosts": ["prensa.example.gov.co"],
    "site_url": "https://prensa.example.gov.co",
}
ENVIRONMENT = {
    "DEBUG": "false",
    "SECRET_KEY": KEY,
    "ALLOWED_HOSTS": "prensa.example.gov.co",
    "SITE_URL": "https://prensa.example.gov.co",
    "EMAIL_URL": "smtp+tls://rotativa:clave@mail.example:587",
}


def manage(*arguments, tmp_path, **environment):
    """The command line of the house in a process of its own, with that environment alone."""
    return subprocess.run(
        [sys.executable, "manage.py", *arguments],
        cwd=settings.BASE_DIR,
        env={"PATH": os.environ["PATH"], "DATA_DIR": str(tmp_path), **environment},
        capture_output=True,
        text=True,
        timeout=120,
    )


@pytest.mark.parametrize("bucket", ["rotativa", "mi.cubo"])
@pytest.mark.parametrize("region", ["", "us-east-1", "sa-east-1"])
def test_the_policy_lets_browsers_load_from_the_hosts_of_the_bucket_alone(bucket, region):
    keys = {"access_key": "clave", "secret_key": "secreto", "region_name": region or None}
    made = services.bucket_storages(bucket, "", "", keys)["default"]["OPTIONS"]
    signed = BucketStorage(**made).url("piezas/cuna.mp3")
    allowed = services.origins_of_bucket(bucket, "", region)
    assert signed.partition(".com/")[0] + ".com" in allowed
    assert not any("*" in origin for origin in allowed)


# -- What is refused ------------------------------------------------------------


def test_sound_values_are_not_refused():
    assert production.faults(**SOUND) == []


@pytest.mark.parametrize(
    ("change", "word"),
    [
        ({"secret_key": ""}, "SECRET_KEY"),
        ({"secret_key": "corta"}, "SECRET_KEY"),
        ({"secret_key": "x" * 80}, "SECRET_KEY"),
        ({"secret_key": production.DEMONSTRATION_KEY}, "SECRET_KEY"),
        ({"allowed_hosts": []}, "ALLOWED_HOSTS"),
        ({"allowed_hosts": ["a.example", "*"]}, "ALLOWED_HOSTS"),
        ({"site_url": ""}, "SITE_URL"),
        ({"site_url": "http://prensa.example.gov.co"}, "SITE_URL"),
        ({"site_url": "https://"}, "SITE_URL"),
        ({"debug": True}, "DEBUG"),
        ({"debug": True, "site_url": "http://127.0.0.1:8000"}, "DEBUG"),
    ],
)
def test_an_unsafe_value_is_refused_by_name(change, word):
    with pytest.raises(ImproperlyConfigured, match=word):
        production.refuse_unsafe(**(SOUND | change))


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "[::1]", "192.168.1.20", "10.0.0.3", "redaccion.local"])
def test_a_demonstration_may_run_at_home(host):
    assert production.faults(True, production.DEMONSTRATION_KEY, [host], f"http://{host}:8000") == []


def test_a_production_start_with_nothing_set_says_all_that_is_missing(tmp_path):
    answer = manage("check", tmp_path=tmp_path, DEBUG="false")
    assert answer.returncode != 0
    for name in ("SECRET_KEY", "ALLOWED_HOSTS", "SITE_URL"):
        assert name in answer.stderr


def test_a_newcomer_needs_no_variable(tmp_path):
    answer = manage("check", tmp_path=tmp_path)
    assert answer.returncode == 0, answer.stderr


def test_production_is_clean_to_the_deployment_check(tmp_path):
    answer = manage("check", "--deploy", "--fail-level", "WARNING", tmp_path=tmp_path, **ENVIRONMENT)
    assert answer.returncode == 0, answer.stderr


def test_production_has_no_development_left(tmp_path):
    probe = "from django.conf import settings as s; print(s.DEBUG, s.SESSION_COOKIE_SECURE, s.SECURE_SSL_REDIRECT)"
    answer = manage("shell", "-v0", "-c", probe, tmp_path=tmp_path, **ENVIRONMENT)
    assert answer.stdout.strip().splitlines()[-1] == "False True True"


# -- Servers by name --------------------------------------------------------------


def test_without_an_address_the_database_searches():
    assert services.search_backends("") == {"default": {"BACKEND": "cms.search.backends"}}


@pytest.mark.parametrize(
    ("url", "backend", "host", "port", "prefix"),
    [
        ("elasticsearch+https://u:p@search.example:9200/prensa", "elasticsearch9", "search.example", 9200, "prensa_"),
        ("elasticsearch8+http://localhost:9200", "elasticsearch8", "localhost", 9200, "rotativa_"),
        ("opensearch+https://search.example", "opensearch3", "search.example", 443, "rotativa_"),
        ("opensearch2+http://127.0.0.1:9200/", "opensearch3", "127.0.0.1", 9200, "rotativa_"),
    ],
)
def test_a_search_engine_is_named_by_its_address(monkeypatch, url, backend, host, port, prefix):
    monkeypatch.setattr(services, "find_spec", lambda module: True)
    configured = services.search_backends(url)
    found = configured["default"]
    assert found["CLIENT"] == backend
    assert (found["HOSTS"][0]["host"], found["HOSTS"][0]["port"]) == (host, port)
    assert found["INDEX_PREFIX"] == prefix
    assert configured["embedded"] == services.search_backends("")["default"]


@pytest.mark.parametrize(
    ("engine", "found_in"), [("elasticsearch", ("OPTIONS", "basic_auth")), ("opensearch", ("HOSTS", "http_auth"))]
)
def test_the_account_of_a_search_engine_may_have_any_signs(monkeypatch, engine, found_in):
    monkeypatch.setattr(services, "find_spec", lambda module: True)
    found = services.search_backends(f"{engine}+https://ana:dia%40%2F%3A%3F%25@search.example:9200/prensa")
    where, key = found_in
    place = found["default"][where]
    assert (place[0] if where == "HOSTS" else place)[key] == ["ana", "dia@/:?%"]


def test_an_authority_of_the_house_is_trusted_for_the_search_engine(monkeypatch, tmp_path):
    monkeypatch.setattr(services, "find_spec", lambda module: True)
    (tmp_path / "ca.pem").write_text("-----BEGIN CERTIFICATE-----")
    found = services.search_backends("opensearch+https://search.example", str(tmp_path / "ca.pem"))
    assert found["default"]["OPTIONS"]["ca_certs"] == str(tmp_path / "ca.pem")
    with pytest.raises(ImproperlyConfigured, match="SEARCH_CA_FILE"):
        services.search_backends("opensearch+https://search.example", str(tmp_path / "nadie.pem"))


@pytest.mark.parametrize(
    "url",
    [
        "https://search.example",
        "solr+https://search.example",
        "elasticsearch+https://",
        "opensearch+https://ana:d%C3%ADa@search.example",
    ],
)
def test_an_address_with_which_no_search_engine_can_be_asked_is_refused(url):
    with pytest.raises(ImproperlyConfigured, match="SEARCH_URL"):
        services.search_backends(url)


def test_a_server_whose_client_is_missing_is_refused(monkeypatch):
    monkeypatch.setattr(services, "find_spec", lambda module: None)
    with pytest.raises(ImproperlyConfigured, match="SEARCH_URL"):
        services.search_backends("opensearch+https://search.example")


def test_caches_are_shared_by_all_processes(monkeypatch):
    monkeypatch.setattr(services, "find_spec", lambda module: True)
    files = services.caches(None, Path("/data/cache"))
    assert {cache["LOCATION"] for cache in files.values()} == {"/data/cache/site", "/data/cache/pages"}
    redis = {"BACKEND": "django.core.cache.backends.redis.RedisCache", "LOCATION": "redis://cache:6379/0"}
    assert services.caches(redis, Path("/data/cache"))["pages"]["KEY_PREFIX"] == "pages"
    with pytest.raises(ImproperlyConfigured, match="CACHE_URL"):
        services.caches({"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "LOCATION": ""}, Path("/x"))


def test_mail_goes_where_the_address_says(tmp_path):
    probe = "from django.conf import settings as s; o = s.MAILERS['default']['OPTIONS']; print(o['host'], o['port'])"
    answer = manage("shell", "-v0", "-c", probe, tmp_path=tmp_path, **ENVIRONMENT)
    assert answer.stdout.strip().splitlines()[-1] == "mail.example 587"


def test_originals_go_to_a_private_bucket_and_renditions_to_the_public_part(tmp_path):
    probe = (
        "from django.core.files.storage import storages as s; from django.conf import settings;"
        "print(s['default'].url('a.tif')); print(s['renditions'].url('b.webp'));"
        "print(settings.SECURE_CSP['img-src'])"
    )
    answer = manage(
        "shell",
        "-v0",
        "-c",
        probe,
        tmp_path=tmp_path,
        **ENVIRONMENT,
        AWS_STORAGE_BUCKET_NAME="rotativa",
        AWS_PUBLIC_DOMAIN="archivos.example.gov.co",
        AWS_S3_ENDPOINT_URL="https://s3.example.gov.co",
        AWS_S3_REGION_NAME="sa-east-1",
        AWS_ACCESS_KEY_ID="clave",
        AWS_SECRET_ACCESS_KEY="secreto",
    )
    private, public, policy = answer.stdout.strip().splitlines()[-3:]
    assert "/rotativa/originals/a.tif?" in private
    assert "X-Amz-Signature" in private
    assert public == "https://archivos.example.gov.co/public/b.webp"
    assert "https://archivos.example.gov.co" in policy


@pytest.mark.postgres
def test_on_postgresql_nothing_is_amiss(tmp_path):
    answer = manage("check", tmp_path=tmp_path, DATABASE_URL=os.environ["DATABASE_URL"])
    assert answer.returncode == 0, answer.stderr


# -- Every variable is told ---------------------------------------------------------


def test_every_variable_is_documented_and_nothing_else_is():
    source = "".join((settings.BASE_DIR / "cms" / name).read_text() for name in ("settings.py", "services.py"))
    read = set(re.findall(r'env\.\w+\(\s*"([A-Z0-9_]+)"', source)) | {"DATABASE_URL"}
    told = set(re.findall(r"^\| `([A-Z0-9_]+)` \|", (settings.BASE_DIR / "docs/configuration.md").read_text(), re.M))
    assert read == told
