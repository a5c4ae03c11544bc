"""The commands ``simulate``, ``demo`` and ``doctor``, and the policy files that they read.

Private: only what ``moto_ses_managed`` itself exports is public.
"""
