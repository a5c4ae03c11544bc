"""What both SES APIs share: the constraints of botocore's model, request bodies and pages.

Private: only what ``moto_ses_managed`` itself exports is public.
"""
