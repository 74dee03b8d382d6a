"""
What is made of a master for its uses: proof, pictures, films and sound for the web, captions.

``recipes`` says what a version is given, ``orders`` asks for it, follows it, cancels it
and keeps what came out, ``screens`` shows it. The making itself (``proofs``,
``picture_sets``, ``films``, ``sounds``, ``subtitles``) runs in a bounded process, knows
no Django and copies no metadata: where a photograph was taken and with which camera
stays in the master. What the office says of the piece is written into each.
"""
