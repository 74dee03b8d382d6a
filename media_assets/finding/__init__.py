"""
How pieces are found: by what their files say, by what they look like, by what people type.

``words``, ``office_files`` and ``marks`` read files in a bounded process and import no Django;
``texts``, ``documents`` and ``likenesses`` keep what they read. ``office`` searches for those who work here, drafts
included; readers are answered by the room above, through ``readers``. ``duplicates`` is the
screen of pieces that resemble each other.
"""
