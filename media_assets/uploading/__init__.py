"""
Files of many gigabytes on their way into the library, and many files at once.

A file comes in parts: to the disk of the house by the tus protocol (``tus``), or from
the browser straight to the bucket (``in_bucket``). What has come whole is examined as any
other upload (``examining``), handed to a form (``media_assets.held``) or to its piece
(``delivering``), and forgotten when nobody wants it (``upkeep``). ``batches`` makes many
pieces of many files. It knows the library and no page.
"""
