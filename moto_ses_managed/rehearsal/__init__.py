"""What would become of a sending plan: the plan that is read, and a Region of its own that lives through it.

Private: only what ``moto_ses_managed`` itself exports is public.
"""
