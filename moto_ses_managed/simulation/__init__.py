"""The simulation of SES: pools, IP addresses, warm-up, routing. It uses the standard library only, not moto or HTTP.

These names and types stand for times throughout the package:

========= =========== ====================================================================================
name      type        meaning
========= =========== ====================================================================================
elapsed   timedelta   the time since the Region was first used, exact to the microsecond
deadline  timedelta   when SES stops trying to deliver mail, as elapsed time; ``max_wait`` runs from acceptance
minute    Minute      whole minutes elapsed; minute 0 is the first
hour      Hour        whole hours elapsed; hour ``h`` ends when ``h + 1`` hours have elapsed
day       Day         whole days elapsed; shown to users, days count from 1
hours     range       the hours from ``start`` up to but not including ``stop``
at, now   datetime    the simulated time, aware, in UTC: ``Clock.time_of(elapsed)``
========= =========== ====================================================================================

``time_units.py`` defines ``Minute``, ``Hour`` and ``Day`` as distinct types for mypy.

Bulk traffic arrives, and deferred mail is retried, at the end of an hour. Both count for the hour that ends.

Private: only what ``moto_ses_managed`` itself exports is public.
"""
