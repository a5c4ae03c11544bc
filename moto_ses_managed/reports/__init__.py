"""Reports on pools for people: charts, milestones and tables.

Private: only what ``moto_ses_managed`` itself exports is public.
"""
