"""What both APIs need of botocore's model: constraints, bodies and pages.

Private: only what ``moto_ses_managed`` itself exports is public.
"""
