"""The test hooks: one object, two transports (in process, HTTP), one JSON form.

Private: only what ``moto_ses_managed`` itself exports is public.
"""
