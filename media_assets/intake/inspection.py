"""The door of the library: one upload in, its facts or a refusal out."""


def inspect_upload(file, filename, *, channel=None, allowed=None, max_bytes=None):
    raise NotImplementedError
