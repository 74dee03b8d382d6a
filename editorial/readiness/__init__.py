"""
Whether a content is ready to be reviewed and to be published.

``findings`` says what a check may say; each module beside it holds the checks of
one trade; ``catalogue`` puts them in order and runs them. A finding that blocks
stops submission and publication; the others are advice.
"""
