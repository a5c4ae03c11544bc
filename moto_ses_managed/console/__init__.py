"""The web page: pools, their charts, the clock and the bill, for developers who want to see why mail took its route.

Private: what moto_ses_managed itself exports is public, nothing else.
"""
