"""
Deliveries: what leaves the house as a package, for a printer, a station, the press or a site.

``rules`` says what may go, to whom and by whose hand; ``orders`` asks for the package and ``packing`` makes it in the
background; ``links`` and ``views`` open it, for a while, to whoever holds its address.
Belongs to ``media_assets`` and imports what that room may import.
"""
