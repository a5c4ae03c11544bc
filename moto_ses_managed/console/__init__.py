"""The web page: pools, their charts, the clock and the bill, for a developer who wonders why mail went which way.

Private: what moto_ses_managed itself exports is public, nothing else.
"""
