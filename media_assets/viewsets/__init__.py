"""The library in the admin: the screens of pieces and of formats."""
