"""
The asset library: pieces by channel, their versions, files, previews and rights.

It may import ``organization``; it knows no page type.
"""
