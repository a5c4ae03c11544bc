"""The command line's work: simulate, the demo, and the plan and policy files they read.

Private: only what ``moto_ses_managed`` itself exports is public.
"""
