"""The test hooks and the control API: one object, two transports (in process and HTTP), one JSON form.

Private: only what ``moto_ses_managed`` itself exports is public.
"""
