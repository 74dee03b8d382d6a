"""
The examiners: each opens one kind of file, proves that it is whole, and measures it.

They run in a bounded process (``python -m media_assets.intake.probes``), import
no Django, and answer with plain values or ``Refused``.
"""


class Refused(Exception):
    """A ground of ``media_assets.intake.refusals``, found by an examiner."""

    def __init__(self, code, reason="", **params):
        super().__init__(code, reason)
        self.code = code
        self.reason = reason
        self.params = params
