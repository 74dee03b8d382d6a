"""Where the stylesheets, scripts and fonts of the site are found."""

from functools import cache

from whitenoise.storage import CompressedManifestStaticFilesStorage


class FixedStaticFilesStorage(CompressedManifestStaticFilesStorage):
    """
    Compressed files with their fingerprint in the name, the address of each made out once.

    Every page names a dozen, and none changes while a process lives: a new release is
    a new process with a new manifest.
    """

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.url = cache(self.url)
