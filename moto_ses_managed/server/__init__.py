"""The server: moto behind HTTP, with limits, an access log and an orderly shutdown.

Private: only what ``moto_ses_managed`` itself exports is public.
"""
