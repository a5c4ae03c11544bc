"""Sending plans: read a plan, and simulate it in a separate Region.

Private: only what ``moto_ses_managed`` itself exports is public.
"""
