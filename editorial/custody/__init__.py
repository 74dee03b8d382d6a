"""
The chain of custody: who did what to a content, on which revision, when, why and from where.

Entries are only ever added. Each carries the hash of the one before it, and the database keeps
of each content a head that only grows, so that a change, a gap or a cut end is found by
``manage.py verify_custody``; the database refuses updates and deletions, also by those who
administer the house.
"""
