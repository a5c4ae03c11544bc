"""The web page: pools, their charts, the clock and the bill, for developers who want to see why mail took its route.

Private: only what ``moto_ses_managed`` itself exports is public.
"""
