"""SES's state in a file: what was there when the server ended is there when it starts again.

Private: only what ``moto_ses_managed`` itself exports is public.
"""
