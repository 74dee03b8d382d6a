"""
What the office publishes: bulletins, publications, campaigns, programmes, and their review.

It may import ``media_assets`` and ``organization``.
"""
