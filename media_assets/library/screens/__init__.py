"""The screens of the library beside its listing: saved searches, collections, acts on many at once."""
