"""The domain: pools, addresses, warm-up, routing. Standard library only; it knows neither moto nor HTTP.

Time is told in these ways, the same everywhere:

========= =========== ====================================================================================
name      type        meaning
========= =========== ====================================================================================
elapsed   timedelta   how much of the Region's life has passed: from its first use on, exact to the microsecond
deadline  timedelta   until when mail is tried, on the same scale; ``max_wait`` is the time from acceptance to it
minute    Minute      whole minutes elapsed; minute 0 is the first
hour      Hour        whole hours elapsed; hour ``h`` ends when ``h + 1`` hours have elapsed
day       Day         whole days elapsed; shown to users, days count from 1
hours     range       the hours from ``start`` up to, not including, ``stop``
at, now   datetime    the simulated time, aware, in UTC: ``Clock.time_of(elapsed)``
========= =========== ====================================================================================

``time_units.py`` has ``Minute``, ``Hour`` and ``Day``, which mypy tells apart.

Traffic in bulk arrives at an hour's end, and so does what is retried: it counts for the hour that ends.

Private: what moto_ses_managed itself exports is public, nothing else.
"""
