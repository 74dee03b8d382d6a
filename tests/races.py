"""Acts of several people in the same instant, with real threads and connections."""

import threading

from django.db import connection


def at_once(*acts, refusal):
    """Run the acts from threads that start together; returns how each ended: True, or the ``refusal`` it met."""
    start, ends = threading.Barrier(len(acts)), [None] * len(acts)

    def run(place, act):
        start.wait()
        try:
            act()
            ends[place] = True
        except Exception as end:
            ends[place] = end
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=each) for each in enumerate(acts)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert all(end is True or isinstance(end, refusal) for end in ends), ends
    return ends
