"""
Two versions of a piece side by side: what can be seen, what can be heard, and their facts.

Pictures are compared as the library shows them (up to twelve pages, 1200 pixels on the
longer side), which the house made itself and are small: no master is decoded in a request.
"""
