"""
Settings of Rotativa, by environment only (docs/configuration.md lists every variable).

Without any variable the house runs for a newcomer: SQLite in WAL mode, files on
disk, mail to the console. With ``DEBUG=false`` an unsafe value stops the start
with a message that says how to mend it.
"""

from pathlib import Path

import environ
from django.utils.csp import CSP
from django.utils.translation import gettext_lazy as _

from cms import production, services

BASE_DIR = Path(__file__).resolve().parent.parent
env = environ.Env()

DEBUG = env.bool("DEBUG", True)
DATA_DIR = Path(env.str("DATA_DIR", str(BASE_DIR / "var"))).resolve()
DATA_DIR.mkdir(parents=True, exist_ok=True)

SECRET_KEY = env.str("SECRET_KEY", production.DEMONSTRATION_KEY if DEBUG else "")
SECRET_KEY_FALLBACKS = env.list("SECRET_KEY_FALLBACKS", default=[])
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=["127.0.0.1", "localhost", "[::1]"] if DEBUG else [])
SITE_URL = env.str("SITE_URL", "http://127.0.0.1:8000" if DEBUG else "").rstrip("/")
production.refuse_unsafe(debug=DEBUG, secret_key=SECRET_KEY, allowed_hosts=ALLOWED_HOSTS, site_url=SITE_URL)

INSTALLED_APPS = [
    "cms",
    "editorial",
    "media_assets",
    "organization",
    "wagtail.contrib.redirects",
    "wagtail.contrib.settings",
    "wagtail.contrib.table_block",
    "wagtail.api.v2",
    "wagtail.api.v3",
    "ninja",
    "wagtail.embeds",
    "wagtail.sites",
    "organization.apps.AccountsConfig",
    "wagtail.snippets",
    "wagtail.documents",
    "wagtail.images",
    "wagtail.search",
    "wagtail.admin",
    "editorial.notices.apps.NoticesConfig",
    "wagtail",
    "wagtailmedia",
    "modelcluster",
    "taggit",
    "django_filters",
    "django_tasks_db",
    "axes",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.sitemaps",
    "django.contrib.humanize",
]

MIDDLEWARE = [
    "cms.middleware.HealthMiddleware",
    "cms.page_cache.middleware.PageCacheMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.csp.ContentSecurityPolicyMiddleware",
    "cms.middleware.AdminContentSecurityPolicyMiddleware",
    "cms.middleware.ReadersErrorMiddleware",
    "cms.slow_senders.SlowSendersMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "cms.middleware.KnownSiteMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "wagtail.contrib.redirects.middleware.RedirectMiddleware",
    "editorial.custody.acting.ActingAddressMiddleware",
    "editorial.middleware.KnownPagesMiddleware",
    "editorial.middleware.AnsweredFilesMiddleware",
    "axes.middleware.AxesMiddleware",
    "media_assets.middleware.StorageDownMiddleware",
    "cms.middleware.UnreadableRequestMiddleware",
]

ROOT_URLCONF = "cms.urls"
WSGI_APPLICATION = "cms.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "wagtail.contrib.settings.context_processors.settings",
            ],
        },
    },
]

# -- Data -------------------------------------------------------------------
DATABASES = {"default": env.db("DATABASE_URL", f"sqlite:///{DATA_DIR / 'rotativa.sqlite3'}")}
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    # A writer waits for its turn instead of failing; readers never wait for a writer.
    DATABASES["default"]["OPTIONS"] = {
        "timeout": 20,
        "transaction_mode": "IMMEDIATE",
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA cache_size=-16000;",
    }
else:
    # The index of the search has columns and indexes of PostgreSQL's own.
    INSTALLED_APPS.append("django.contrib.postgres")
    DATABASES["default"]["CONN_MAX_AGE"] = env.int("CONN_MAX_AGE", 60)
    DATABASES["default"]["CONN_HEALTH_CHECKS"] = True
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

CACHES = services.caches(env.cache("CACHE_URL", "") if env.str("CACHE_URL", "") else None, DATA_DIR / "cache")
PAGE_CACHE_SECONDS = env.int("PAGE_CACHE_SECONDS", 600)

# Wagtail keeps its indexes in the request that changed them, so that what was
# withdrawn is found nowhere a moment later; heavy work goes to the worker.
TASKS = {
    "default": {"BACKEND": "django.tasks.backends.immediate.ImmediateBackend"},
    "background": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": ["default"]},
}

# -- Files ------------------------------------------------------------------
# Originals are private: their storage has no URL. Only renditions have one.
MEDIA_ROOT = DATA_DIR / "originals"
MEDIA_URL = "/media/"
PUBLIC_MEDIA_ROOT = DATA_DIR / "public"
STORAGES = {
    "default": {"BACKEND": "media_assets.storage.OriginalsStorage"},
    "renditions": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": str(PUBLIC_MEDIA_ROOT), "base_url": MEDIA_URL},
    },
    # Uploads on their way in, or whose form is not good yet: on this machine whatever else the files are kept on.
    "held": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": str(DATA_DIR / "held")},
    },
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG
        else "cms.static_files.FixedStaticFilesStorage"
    },
}
# One machine outgrown: originals in a private bucket, renditions in its public part.
PUBLIC_FILES_ORIGIN = []
# Whence recordings are played, and where the office's browsers send the parts of a master: straight from and to the bucket.
ORIGINALS_ORIGIN = []
if AWS_STORAGE_BUCKET_NAME := env.str("AWS_STORAGE_BUCKET_NAME", ""):
    AWS_PUBLIC_BUCKET_NAME = env.str("AWS_PUBLIC_BUCKET_NAME", "") or AWS_STORAGE_BUCKET_NAME
    AWS_PUBLIC_DOMAIN = env.str("AWS_PUBLIC_DOMAIN", "")
    place = (env.str("AWS_S3_ENDPOINT_URL", None), env.str("AWS_S3_REGION_NAME", None))
    STORAGES |= services.bucket_storages(
        AWS_STORAGE_BUCKET_NAME,
        AWS_PUBLIC_BUCKET_NAME,
        AWS_PUBLIC_DOMAIN,
        {
            "access_key": env.str("AWS_ACCESS_KEY_ID", None),
            "secret_key": env.str("AWS_SECRET_ACCESS_KEY", None),
            "endpoint_url": place[0],
            "region_name": place[1],
        },
    )
    PUBLIC_FILES_ORIGIN = services.origins_of_bucket(AWS_PUBLIC_BUCKET_NAME, *place, AWS_PUBLIC_DOMAIN)
    ORIGINALS_ORIGIN = services.origins_of_bucket(AWS_STORAGE_BUCKET_NAME, *place)
STATIC_URL = "/static/"
STATIC_ROOT = DATA_DIR / "static"
WHITENOISE_USE_FINDERS = DEBUG
WHITENOISE_AUTOREFRESH = False
FILE_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
FILE_UPLOAD_HANDLERS = [
    "media_assets.intake.uploads.BoundedUploadHandler",
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "django.core.files.uploadhandler.TemporaryFileUploadHandler",
]
DATA_UPLOAD_MAX_NUMBER_FIELDS = 10_000
ROTATIVA_MAX_UPLOAD_BYTES = env.int("MAX_UPLOAD_BYTES", 1024 * 1024 * 1024)
# Masters that come in parts, and what must stay free on the disk that takes them in.
ROTATIVA_MAX_MASTER_BYTES = env.int("MAX_MASTER_BYTES", 20 * 1024 * 1024 * 1024)
ROTATIVA_MIN_FREE_BYTES = env.int("MIN_FREE_BYTES", 1024 * 1024 * 1024)
# What one visitor without an account may ask for in a minute: see organization/pace.py.
FILES_PER_MINUTE = env.int("FILES_PER_MINUTE", 600)
DOWNLOADS_PER_MINUTE = env.int("DOWNLOADS_PER_MINUTE", 60)
#: Each web process; it has some threads more than that (``Procfile``), which are left to pages.
LONG_ANSWERS_AT_ONCE = env.int("LONG_ANSWERS_AT_ONCE", 16)
#: Requests whose body is awaited, likewise.
BODIES_AT_ONCE = env.int("BODIES_AT_ONCE", 12)

# -- People -----------------------------------------------------------------
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "django.contrib.auth.backends.ModelBackend",
]
SIGN_INS_PER_MINUTE = env.int("SIGN_INS_PER_MINUTE", 60)
AXES_FAILURE_LIMIT = 8
AXES_COOLOFF_TIME = 0.25
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
# Behind a proxy all share its address: whoever guesses would shut the door to the person whose name is tried.
AXES_CLIENT_IP_CALLABLE = "organization.visitors.address_of"
AXES_RESET_ON_SUCCESS = True
AXES_VERBOSE = False
AXES_LOCKOUT_TEMPLATE = "429.html"
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
LOGIN_URL = "/admin/login/"

MAILERS = services.mailers(env.email("EMAIL_URL", "consolemail://"))
DEFAULT_FROM_EMAIL = env.str("DEFAULT_FROM_EMAIL", "rotativa@localhost")
SERVER_EMAIL = DEFAULT_FROM_EMAIL

# -- Language and time --------------------------------------------------------
LANGUAGE_CODE = "es"
LANGUAGES = [("es", _("Spanish"))]
LOCALE_PATHS = [BASE_DIR / "locale"]
TIME_ZONE = "America/Bogota"
USE_I18N = True
USE_TZ = True

# -- Safety -------------------------------------------------------------------
SECURE_CSP = {
    "default-src": [CSP.SELF],
    "script-src": [CSP.SELF],
    "style-src": [CSP.SELF],
    "img-src": [CSP.SELF, "data:", *PUBLIC_FILES_ORIGIN],
    "font-src": [CSP.SELF],
    "media-src": [CSP.SELF, *ORIGINALS_ORIGIN],
    "connect-src": [CSP.SELF],
    "object-src": [CSP.NONE],
    "base-uri": [CSP.SELF],
    "form-action": [CSP.SELF],
    "frame-ancestors": [CSP.SELF],
}
# Wagtail's editor writes style attributes and a few inline scripts of its own.
ADMIN_CSP = {
    **SECURE_CSP,
    "script-src": [CSP.SELF, CSP.UNSAFE_INLINE],
    "style-src": [CSP.SELF, CSP.UNSAFE_INLINE],
    "img-src": [CSP.SELF, "data:", "blob:", *PUBLIC_FILES_ORIGIN],
    "media-src": [CSP.SELF, "blob:", *ORIGINALS_ORIGIN],
    "connect-src": [CSP.SELF, *ORIGINALS_ORIGIN],
    "frame-src": [CSP.SELF],
}
X_FRAME_OPTIONS = "SAMEORIGIN"
SECURE_REFERRER_POLICY = "strict-origin-when-cross-origin"
SECURE_CONTENT_TYPE_NOSNIFF = True
# Kept in the database, read from the cache: one query less on every screen of the desk.
SESSION_ENGINE = "django.contrib.sessions.backends.cached_db"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_TRUSTED_ORIGINS = [SITE_URL] if SITE_URL else []
if not DEBUG:
    SECURE_SSL_REDIRECT = env.bool("SECURE_SSL_REDIRECT", True)
    SECURE_HSTS_SECONDS = env.int("SECURE_HSTS_SECONDS", 31_536_000)
    SECURE_HSTS_INCLUDE_SUBDOMAINS = env.bool("SECURE_HSTS_INCLUDE_SUBDOMAINS", True)
    SECURE_HSTS_PRELOAD = env.bool("SECURE_HSTS_PRELOAD", True)
    SESSION_COOKIE_SECURE = True
    CSRF_COOKIE_SECURE = True
    if env.bool("BEHIND_TLS_PROXY", False):
        SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": env.str("LOG_LEVEL", "INFO")},
    "loggers": {
        # Django's own handler would say everything twice.
        "django": {"handlers": [], "level": "INFO"},
        "django.tasks": {"level": "WARNING"},
        "django_tasks": {"level": "WARNING"},
        # The site says itself, once, that the search engine is gone or back.
        "opensearch": {"level": "CRITICAL"},
        "elastic_transport": {"level": "CRITICAL"},
    },
}

if SENTRY_DSN := env.str("SENTRY_DSN", ""):
    services.report_faults(SENTRY_DSN, env.float("SENTRY_TRACES_SAMPLE_RATE", 0.0))

# -- Wagtail --------------------------------------------------------------------
WAGTAIL_SITE_NAME = "Rotativa"
WAGTAILADMIN_BASE_URL = SITE_URL
WAGTAIL_CONTENT_LANGUAGES = LANGUAGES
WAGTAILADMIN_USER_LOGIN_FORM = "cms.signing_in.HouseLoginForm"
WAGTAILADMIN_USER_PASSWORD_RESET_FORM = "cms.signing_in.HousePasswordResetForm"
WAGTAILADMIN_PERMITTED_LANGUAGES = [("es", "Español")]
# The office works by one clock.
WAGTAIL_USER_TIME_ZONES = [TIME_ZONE]
# Dates are typed the way that every screen shows them.
WAGTAIL_DATE_FORMAT = "%d/%m/%Y"
WAGTAIL_DATETIME_FORMAT = "%d/%m/%Y %H:%M"
WAGTAILSEARCH_BACKENDS = services.search_backends(env.str("SEARCH_URL", ""), env.str("SEARCH_CA_FILE", ""))
WAGTAILIMAGES_IMAGE_MODEL = "media_assets.EditorialImage"
WAGTAILIMAGES_IMAGE_FORM_BASE = "editorial.file_forms.AnsweredImageForm"
WAGTAILIMAGES_RENDITION_STORAGE = "renditions"
WAGTAILIMAGES_EXTENSIONS = ["jpg", "jpeg", "png", "webp", "avif", "gif", "tif", "tiff", "heic"]
WAGTAILIMAGES_MAX_UPLOAD_SIZE = 40 * 1024 * 1024
WAGTAILIMAGES_MAX_IMAGE_PIXELS = 120_000_000
WAGTAILIMAGES_FORMAT_CONVERSIONS = {"tiff": "jpeg", "heic": "jpeg", "avif": "avif", "webp": "webp"}
WAGTAILDOCS_DOCUMENT_MODEL = "media_assets.EditorialDocument"
WAGTAILDOCS_DOCUMENT_FORM_BASE = "editorial.file_forms.AnsweredDocumentForm"
WAGTAILDOCS_SERVE_METHOD = "serve_view"
WAGTAILDOCS_EXTENSIONS = ["pdf", "docx", "xlsx", "pptx", "odt", "ods", "csv", "txt"]
WAGTAILDOCS_MAX_UPLOAD_SIZE = 100 * 1024 * 1024
WAGTAILMEDIA = {
    "MEDIA_MODEL": "media_assets.EditorialMedia",
    "MEDIA_FORM_BASE": "editorial.file_forms.AnsweredMediaForm",
    "AUDIO_EXTENSIONS": ["mp3", "m4a", "ogg", "opus", "flac", "wav"],
    "VIDEO_EXTENSIONS": ["mp4", "webm", "mov"],
}
# Addresses are said aloud and typed: «educacion», not «educaci%C3%B3n».
WAGTAIL_ALLOW_UNICODE_SLUGS = False
WAGTAIL_ENABLE_UPDATE_CHECK = False
WAGTAIL_ENABLE_WHATS_NEW_BANNER = False
WAGTAIL_GRAVATAR_PROVIDER_URL = None
WAGTAIL_WORKFLOW_REQUIRE_REAPPROVAL_ON_EDIT = True
WAGTAIL_WORKFLOW_CANCEL_ON_PUBLISH = True
WAGTAIL_FINISH_WORKFLOW_ACTION = "editorial.review_chain.publish_approved"
WAGTAILEMBEDS_FINDERS = []
WAGTAILAPI_LIMIT_MAX = 100
TAGGIT_CASE_INSENSITIVE = True

# The editor previews pages in frames of the site itself.
SILENCED_SYSTEM_CHECKS = ["security.W019"]
