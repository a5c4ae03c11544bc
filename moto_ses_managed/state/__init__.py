"""The state file: SES's state is saved there, and loaded when the server starts again.

Private: only what ``moto_ses_managed`` itself exports is public.
"""
