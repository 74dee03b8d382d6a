"""
Whether a master is fit for the press, the air or the screen, and how to mend what is not.

``measuring`` takes the facts of a file in a bounded process and imports no Django;
``checks`` are plain functions of those facts and of what the format asks for;
``reports`` keeps what they said; ``fitness`` is the rule that the review chain asks.
"""
