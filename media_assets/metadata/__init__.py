"""
What files say of themselves: who made them, what they show, and what nobody outside should learn.

``reading`` finds it, ``cleaning`` takes it away without touching a pixel or a sample,
``statement`` is what the office says of a work in every file that readers take. These
run in a bounded process and know no Django. ``records`` keeps what was read,
``prefilling`` offers it to people, ``public_copies`` says which file everybody is given.

Read by the IPTC Photo Metadata Standard 2025.1 and the order of the Metadata Working
Group (Guidelines for Handling Image Metadata 2.0, chapter 5).
"""
