"""What people read of pools: charts, milestones and tables.

Private: only what ``moto_ses_managed`` itself exports is public.
"""
