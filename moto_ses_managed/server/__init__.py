"""The server: moto behind HTTP, within limits, with its access log and its end.

Private: only what ``moto_ses_managed`` itself exports is public.
"""
