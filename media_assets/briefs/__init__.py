"""
What departments ask the office to make, from the request to the delivery.

``rules`` says who may, ``acts`` does it and writes it down, ``deadlines`` and ``coverage``
count, ``following`` moves a brief with its pieces; the screens only ask.
"""
