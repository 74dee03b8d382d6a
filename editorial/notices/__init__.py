"""
Telling people of the office what concerns them: in the admin, by e-mail, once.

``telling.notify`` is the one way in. A notice is a row of the same transaction as
what it tells; letters are sent from those rows by the scheduler, so that a mail
server that is down loses none. Loaded with the apps, so it imports no model here.
"""
